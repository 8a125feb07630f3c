import Digests
import Engine
import ImageSupply
import SystemPackage
import TaskGraph
import Variables

/// A file from the network, which is in the key by its address and checksum, and in its taker's key by its content.
///
/// Where a mirror has it is in no key, as the checksum says what it must be; where no checksum is published, it is.
func download(
  _ name: String, from url: String, checksum: PublishedChecksum, _ circumstances: Circumstances
) -> Supply {
  let values = circumstances.declared(networkReads, by: name)
  let rewrites = rewrites(in: circumstances)
  let mirrored = rewrites.address(for: url)
  var fields = [KeyField(.parameter, "url", url), KeyField(.parameter, "checksum", checksum.text)]
  if checksum == .pinned, mirrored != url { fields.append(KeyField(.parameter, "mirror", mirrored)) }
  return Supply(name, fields: fields, reads: networkReads) { context in
    let place = context.packagePool.appending("downloads").appending(context.key.hash.hex)
    let file = url.split(separator: "/").last.map(String.init) ?? name
    context.reporter.step("download \(file)")
    let digest = try await fetch(
      mirrored, checksum: rewrites.checksum(for: checksum), pin: context.pin(of: mirrored), netrc: netrcFile(values),
      proxies: proxyEnvironment(values), authorities: trustedAuthorities(values, pool: context.packagePool), to: place
    ) { done, total in
      context.reporter.progress(done, of: total, unit: "bytes")
    }
    try context.keepPin(digest, of: mirrored)
    try context.keep(place, as: file)
    return .artifacts(facts: ["url": url, "sha256": digest])
  }
}

/// What `download_rewrites` says.
private func rewrites(in circumstances: Circumstances) -> Rewrites {
  guard case .map(let beginnings)? = circumstances.values[.downloadRewrites]?.value else { return Rewrites([:]) }
  return Rewrites(beginnings)
}
