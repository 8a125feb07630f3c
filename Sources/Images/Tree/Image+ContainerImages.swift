import ImageSandbox
import Storage
public import SystemPackage

extension Image {
  /// Puts container images into the store of the image's containerd, where the kubelet finds them.
  ///
  /// containerd is started for that inside the sandbox, without a network, and ends before this returns; nothing of it
  /// reaches the builder's machine. Unpacked images start at once; packed ones take less room.
  ///
  /// - Parameters:
  ///   - archives: by the names that logs have for them, which are words: files as `docker save` or `ctr images export`
  ///     write them, or folders as the OCI lays images out.
  ///   - suffix: what is taken from the end of the images' names, such as `-amd64`.
  public func importImages(
    _ archives: [String: FilePath], withoutSuffix suffix: String = "", unpacked: Bool = true
  ) async throws {
    guard !archives.isEmpty else { return }
    guard try await succeeds("which", "containerd", "ctr") else {
      throw ImageError(
        "the image has no containerd to take container images in with",
        hint: "a machine pulls them by itself where kubernetes_images_source_type is none")
    }
    try await write(ContainerStore.configuration, to: ContainerStore.configurationFile)
    try await withScratch("containers") { folder in
      let store = ContainerStore(folder: folder)
      let names = archives.keys.sorted()
      try await run(store.copyingOut)
      try await run(
        store.importing(names, from: names.compactMap { archives[$0] }, withoutSuffix: suffix, unpacked: unpacked))
      try await run(store.copyingIn)
    }
  }

  /// Lends a folder of this machine, on the file system of the image's layer, that is gone afterwards.
  public func withScratch(_ name: String, _ body: (FilePath) async throws -> Void) async throws {
    guard let scratch else { throw ImageError("this image has no room for what is needed only for a while") }
    let folder = scratch.appending(name)
    try makeDirectories(folder)
    let result: Result<Void, any Error>
    do { result = .success(try await body(folder)) } catch { result = .failure(error) }
    // Its files may be anyone's of the sandbox.
    try await sandbox?.removeTree(folder)
    try result.get()
  }

  /// Where pieces of container images are kept that were pulled once.
  public var imagePool: FilePath { packages.directory.appending("images") }
}
