public import TaskGraph
public import Variables

/// What all works of one target share: its variables, and what turns a work's description into fields of a key.
public struct Circumstances: Sendable {
  /// The target.
  public let target: Target
  /// Its variables.
  public let values: VariableSet
  /// The digest of the code of each phase and supply, by its folder.
  public let codeDigests: [String: String]
  /// The versions of the builder's programs that shape results, by program.
  public let toolVersions: [String: String]
  /// The revision of what every command of every sandbox finds around it.
  public let surroundings: String
  /// The time of the run's beginning in seconds since 1970, which only counts for what expires.
  public let now: Int64
  /// The variables that only open doors and are in no key, beside secrets of that kind.
  private let keyless: Set<VariableName>
  private let seal: @Sendable (String) -> String
  private let findings = Findings()

  /// Gathers what the works of a target share; `seal` turns a secret that ends in an image into what a key may hold.
  public init(
    target: Target, values: VariableSet, codeDigests: [String: String], toolVersions: [String: String],
    surroundings: String, now: Int64 = 0, keyless: Set<VariableName> = [],
    seal: @escaping @Sendable (String) -> String
  ) {
    self.target = target
    self.values = values
    self.codeDigests = codeDigests
    self.toolVersions = toolVersions
    self.surroundings = surroundings
    self.now = now
    self.keyless = keyless
    self.seal = seal
  }

  /// What several works of the target ask for, found out once; throws what `find` throws.
  ///
  /// - Parameter name: what the finding is called; all who ask by one name get one finding.
  public func once<Finding: Sendable>(_ name: String, _ find: (Circumstances) throws -> Finding) rethrows -> Finding {
    if let known = findings[name] as? Finding { return known }
    let found = try find(self)
    findings[name] = found
    return found
  }

  /// The variables that a work declared, and no others.
  public func declared(_ reads: [VariableName], by reader: String) -> DeclaredValues {
    DeclaredValues(values, declared: Set(reads), reader: reader)
  }

  /// The fields of a work's key that are known before anything runs.
  ///
  /// Throws `Failure` where there is no such folder.
  ///
  /// - Parameters:
  ///   - folder: the folder that its code lies in.
  ///   - reads: the variables that it declared.
  ///   - parameters: the parameters of its steps, by step.
  ///   - tools: the builder's programs that it needs.
  public func fields(
    folder: String, reads: [VariableName], parameters: [(String, String)] = [], tools: [Tool] = []
  ) throws -> [KeyField] {
    guard let code = codeDigests[folder] else { throw Failure("there is no code in tasks/\(folder)") }
    return [KeyField(.code, "", code), KeyField(.surroundings, "", surroundings)]
      + Set(reads).sorted().compactMap(field)
      + parameters.map { KeyField(.parameter, $0, $1) }
      + keyPrograms(of: tools).map { KeyField(.tool, $0, toolVersions[$0] ?? "missing") }
  }

  /// Those of these variables that are set and secret, whichever kind.
  func secrets(among reads: [VariableName]) -> [VariableName] {
    Set(reads).sorted().filter { name in
      if case .secret(let secret)? = values[name]?.value { !secret.isEmpty } else { false }
    }
  }

  private func keyPrograms(of tools: [Tool]) -> [String] {
    Set(tools.filter(\.shapesResult).map(\.program)).sorted()
  }

  /// A variable as a field; a secret that only opens a door is in no key.
  private func field(_ name: VariableName) -> KeyField? {
    guard let variable = values[name] else {
      return keyless.contains(name) ? nil : KeyField(.variable, name.rawValue, "")
    }
    if variable.secrecy == .credential || keyless.contains(name) { return nil }
    let text = if case .secret(let secret) = variable.value { seal(secret.reveal()) } else { variable.value.text }
    return KeyField(.variable, name.rawValue, text, origin: variable.origin.description)
  }
}
