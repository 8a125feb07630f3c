extension Event.What {
  /// The same without secrets.
  func cleaned(by redactor: Redactor) -> Event.What {
    switch self {
    case .step(let name): .step(redactor.clean(name))
    case .output(let line): .output(redactor.clean(line))
    case .failed(let failure): .failed(failure.cleaned(by: redactor))
    case .notice(let text): .notice(redactor.clean(text))
    case .warning(let text): .warning(redactor.clean(text))
    case .begun, .started, .progress, .waiting, .finished, .mixedArchives, .oldPackages, .delivered, .ended:
      self
    }
  }
}
