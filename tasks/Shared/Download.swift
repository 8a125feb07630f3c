import Digests
import Engine
import ImageSupply
import SystemPackage
import TaskGraph

/// A file from the network, which is in the key by its address and checksum, and in its taker's key by its content.
func download(
  _ name: String, from url: String, checksum: PublishedChecksum, _ circumstances: Circumstances
) -> Supply {
  let values = circumstances.declared(networkReads, by: name)
  return Supply(
    name, fields: [KeyField(.parameter, "url", url), KeyField(.parameter, "checksum", checksum.text)],
    reads: networkReads
  ) { context in
    let place = context.packagePool.appending("downloads").appending(context.key.hash.hex)
    let file = url.split(separator: "/").last.map(String.init) ?? name
    context.reporter.step("download \(file)")
    let proxies = try proxyEnvironment(values)
    let digest = try await fetch(
      url, checksum: checksum, pin: context.pin(of: url), netrc: netrcFile(values), proxies: proxies, to: place
    ) { done, total in
      context.reporter.progress(done, of: total, unit: "bytes")
    }
    try context.keepPin(digest, of: url)
    try context.keep(place, as: file)
    return .artifacts(facts: ["url": url, "sha256": digest])
  }
}
