import Engine
import ImageTree

/// SYS-15, SYS-18: no one can log in, and no one's commands are told.
let removeCredentials = Step<Image>("remove credentials and histories") { image in
  try await image.run("passwd", "--lock", "root")
  for home in ["/root", "/home/*"] {
    try await image.remove(
      "\(home)/.ssh/authorized_keys", "\(home)/.ssh/known_hosts", "\(home)/.*_history", "\(home)/.lesshst",
      "\(home)/.viminfo", "\(home)/.wget-hsts", "\(home)/.cache", "\(home)/.ansible", "\(home)/.netrc",
      "\(home)/.config")
  }
}
