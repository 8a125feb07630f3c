/// Where containerd's configuration names the image of a pod's sandbox.
enum SandboxImageTable {
  /// The table in configurations of version 2.
  static let version2 = #"plugins."io.containerd.grpc.v1.cri""#
  /// The table in configurations of version 3.
  static let version3 = #"plugins."io.containerd.cri.v1.images".pinned_images"#
}
