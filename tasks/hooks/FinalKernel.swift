import Engine
import TaskGraph
public import Variables

/// A target whose hooks need the kernel that its machines will run, before the provider would install it.
public struct FinalKernel: Sendable {
  /// The variables with that kernel in the base.
  public let values: VariableSet
  /// What whoever builds should know of it.
  public let notice: String

  /// Looks for hooks that say so and come before the provider's kernel; nil where there are none, or where that kernel is
  /// the base's anyway. Throws `Failure` where a hook cannot be meant.
  public init?(_ values: VariableSet) throws {
    let late: Set<PhaseName> = ["provider", "custom", "sysprep"]
    let hook = try allHooks(values).first { hook in
      hook.needsFinalKernel
        && (!late.contains(hook.home) || hook.precedesHome && hook.home == "provider")
    }
    let wanting = hook.map { "the hook `\($0.name)`" } ?? (buildsDriverEarly(values) ? "the role `gpu`" : nil)
    guard let wanting, var kernel = values[.kernelPackage], let final = values[.providerKernelPackage],
      !final.value.text.isEmpty, final.value != kernel.value
    else { return nil }
    let former = kernel.value.text
    kernel.value = final.value
    kernel.origin = final.origin
    let others = values.names.filter { $0 != .kernelPackage }.compactMap { values[$0] }
    self.values = VariableSet(others + [kernel], notices: values.notices)
    self.notice =
      "\(wanting) needs the final kernel, so that base has \(final.value.text) in place of \(former) "
      + "and shares less with other providers"
  }
}
