import BuildSites
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Planted secrets are found nowhere.
  ///
  /// Where one may be: in the arguments and environment of the program itself, which are its user's, and, what a variable
  /// says of a proxy, in the environment of what uses the network inside the sandbox.
  @Suite(.serialized) struct SecretTests {
    let bench: FaultBench
    private let user = "builder"
    private let password = "Pl4nted/s3cret+w0rd"
    private let encoded = "Pl4nted%2Fs3cret%2Bw0rd"
    /// What lies around where a build is started, and is none of its business: a variable, and a line of ~/.netrc.
    private let strangers = ["Str4nge/v4riable+here", "Str4nge/n3trc+line"]

    init() throws { bench = try #require(FaultBench.current) }

    /// How a user may tell the program a secret.
    enum Way: CaseIterable {
      case environment, file, variables, make, word
      /// In a file, for a variable whose secret may end in the image, and is in keys by its HMAC.
      case content
    }

    /// What the program says of a target, with its variables and without.
    private static let reports = [
      ["plan"], ["why", "--json"], ["vars", "--json"], ["graph", "--json"], ["validate"], ["outdated", "--json"],
      ["inspect", "--json"],
    ]
    private static let recollections = [
      ["describe"], ["describe", "--json"], ["log"], ["history"], ["history", "--json"],
    ]

    @Test(arguments: Way.allCases)
    func `a password is in no log, event, record, key, report, process list, cache or image`(way: Way) async throws {
      let (site, words, options) = try await site(way)
      let forms = ([password] + strangers).map { SecretForms(password: $0, users: [user, "nobody"]) }
      let watch = ProcessWatch(given: forms[0], ambient: Array(forms[1...]), at: site)
      let told = try await watch.whileWatching {
        // The proxy is really asked, as it refuses who does not know the password.
        let first = try await site.build(words + ["-v"])
        #expect(first.status == 0 && first.works("built").contains("setup"), "\(first.output)")
        if way == .environment { try await buildQuietly(at: site, words) }
        for report in [["plan", "--json"], ["why"], ["vars"]] { try await ask(report + options, at: site) }
        if way == .environment {
          for report in Self.reports { try await ask(report + options, at: site) }
          for report in Self.recollections { try await ask(report, at: site) }
        }
        // What goes wrong with the proxy is told without it.
        let refused = "http_proxy=\(bench.mirror.proxy(user: "nobody", password: encoded))"
        let failed = try await site.build(TinySite.words + ["extra_debs=tiny-extra", "-v", refused])
        #expect(failed.status == 1 && !failed.works("failed").isEmpty, "\(failed.output)")
        #expect(failed.output.contains("407"), "\(failed.output)")
        try await ask(["log"], at: site)
      }
      #expect(told == [])
      #expect(try await watch.findings(in: [site.folder]) == [])
      // Otherwise this would be a test of nothing.
      let planted = site.folder.appending("planted")
      try writeAtomically("\(user):\(encoded)@", to: planted)
      #expect(try await watch.findings(in: [site.folder]) == [planted.string])
    }

    private func buildQuietly(at site: Site, _ words: [String]) async throws {
      for level in [[], ["-s"]] {
        let ran = try await site.build(words + ["PHASE=setup"] + level)
        #expect(ran.status == 0 && ran.works("built").contains("setup"), "\(ran.output)")
      }
    }

    private func ask(_ report: [String], at site: Site) async throws {
      let answer = try await site.ask([report[0], "qemu-debian-12"] + report.dropFirst())
      #expect(answer.status == 0, "\(report): \(answer.output)")
    }

    /// A site whose builds are told the password, the words to build with, and the options of reports.
    private func site(_ way: Way) async throws -> (site: Site, words: [String], options: [String]) {
      // Images are built from nothing through the proxy where all keys are others, or to look at all downloads.
      let isCold = way == .environment || way == .content
      var site = try await isCold ? bench.site("secret") : bench.site(without: ["setup"])
      let address = bench.mirror.proxy(user: user, password: encoded)
      let plant = "http_proxy=\(address)"
      site.surroundings["API_TOKEN"] = strangers[0]
      site.surroundings["HOME"] = try home().string
      var words = TinySite.words
      var options = site.variables.flatMap { ["--var-file", $0.string] }
      switch way {
      case .environment: site.surroundings["http_proxy"] = address
      case .file, .content:
        // Beside the places that are searched.
        let file = site.program.path.removingLastComponent().appending("secret.yaml")
        try writeAtomically("http_proxy: \(address)\n", to: file)
        site.variables.append(file)
        options += ["--var-file", file.string]
      case .variables: site.surroundings["VARS"] = plant
      case .make:
        // As make hands down what its command line says.
        site.surroundings["MAKEFLAGS"] = "s -- \(plant)"
        site.surroundings["http_proxy"] = address
      case .word:
        words.append(plant)
        options += ["--var", plant]
      }
      if way == .content { try await declareProxiesContent(for: site) }
      return (site, words, options)
    }

    private func home() throws -> FilePath {
      let home = bench.folder.appending("home-\(UInt32.random(in: .min ... .max))")
      try makeDirectories(home)
      let line = "machine 127.0.0.1 login \(user) password \(strangers[1])\n"
      try writeAtomically(line, to: home.appending(".netrc"), mode: 0o600)
      return home
    }

    /// Gives a site's program variables of its own, whose proxies are secrets of the other kind.
    private func declareProxiesContent(for site: Site) async throws {
      let own = site.program.path.removingLastComponent().appending("vars")
      try await shell(
        """
        cp -r '\(site.program.project)/vars' '\(own)'
        sed -i 's/secret: credential/secret: content/' '\(own)/schema/network.yaml'
        grep -q 'secret: content' '\(own)/schema/network.yaml'
        """)
    }
  }
}
