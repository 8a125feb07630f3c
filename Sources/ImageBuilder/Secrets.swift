import Variables

/// The values that must not be shown.
func secrets(of sets: [VariableSet]) -> [String] {
  sets.flatMap { set in
    set.names.compactMap { name in
      if case .secret(let secret)? = set[name]?.value { secret.reveal() } else { nil }
    }
  }
}
