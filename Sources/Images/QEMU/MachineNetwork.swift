import SystemPackage

/// What the network card of a machine is plugged into; nothing of it leads to the world.
enum MachineNetwork: Equatable {
  /// A network that QEMU plays: it gives the machine an address, so that the boot need not wait for one.
  case alone
  /// The same one with other machines in it, each by a socket that is made for it.
  case shared([FilePath])
  /// The network of another machine, by one of its sockets; `number` tells the cards in it apart.
  case joined(FilePath, number: Int)

  /// The sockets that whoever shares its network makes for `count` others.
  ///
  /// Names without a folder, as machines run where they are: a socket's path is 107 bytes at most (unix(7)).
  static func sockets(_ count: Int) -> [FilePath] {
    (0..<count).map { FilePath("network-\($0)") }
  }

  /// The options of QEMU's command line; streams between machines are there since QEMU 7.2.
  var options: [String] {
    switch self {
    case .alone:
      ["-netdev", "user,id=network,restrict=on"] + Self.card("")
    case .shared(let sockets):
      ["-netdev", "user,id=played,restrict=on"] + Self.plug("played", number: 0) + Self.plug(nil, number: 1)
        + sockets.enumerated().flatMap { index, socket in
          ["-netdev", "stream,id=other-\(index),server=on,addr.type=unix,addr.path=\(socket)"]
            + Self.plug("other-\(index)", number: index + 2)
        } + Self.card("")
    case .joined(let socket, let number):
      ["-netdev", "stream,id=network,server=off,addr.type=unix,addr.path=\(socket)"]
        // QEMU's own address of a first card, and those that come after it.
        + Self.card(",mac=52:54:00:12:34:\(String(0x56 + number, radix: 16))")
    }
  }

  private static func card(_ more: String) -> [String] {
    ["-device", "virtio-net-pci,netdev=network,romfile=\(more)"]
  }

  /// A port of the hub that joins all networks of a machine; the one of nothing is its card's.
  private static func plug(_ network: String?, number: Int) -> [String] {
    ["-netdev", "hubport,hubid=0," + (network.map { "id=plug-\(number),netdev=\($0)" } ?? "id=network")]
  }
}
