import Engine
import ImageTree

/// What its package made up is each machine's own: the client of iSCSI makes itself a name where it finds this.
let forgetISCSIName = Step<Image>("forget the name of iSCSI's client") { image in
  let file = "/etc/iscsi/initiatorname.iscsi"
  guard try await image.exists(file) else { return }
  try await image.write("GenerateName=yes\n", to: file, mode: 0o600)
}
