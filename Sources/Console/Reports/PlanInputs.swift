import TaskGraph

/// The names of the works behind a work's inputs, by what it calls these.
func inputNames(of work: Work, in plan: Plan) -> [String: String] {
  Dictionary(work.needs.map { ($0.name, plan[$0.work]?.work.name ?? $0.name) }) { first, _ in first }
}

/// What a work waits for, as a list: `base, 3 downloads`.
func openInputs(of work: Work, in plan: Plan) -> String {
  let open = work.needs.compactMap { plan[$0.work] }.filter { if case .hit = $0.state { false } else { true } }
  let downloads = open.count { $0.work.isDownload }
  let names = open.filter { !$0.work.isDownload }.map(\.work.name)
  return listed(names + (downloads > 0 ? [counted(downloads, "download")] : []))
}

/// Some of a work's supplies as a list, in which downloads are counted: `kubernetes-binaries and 2 downloads`.
func supplyNames(of work: Work, in plan: Plan, where isWanted: (String) -> Bool) -> String {
  let wanted = work.supplies.filter { isWanted($0.name) }
  let downloads = wanted.count { plan[$0.work]?.work.isDownload == true }
  let made = wanted.filter { plan[$0.work]?.work.isDownload != true }.map(\.name)
  return listed(made + (downloads > 0 ? [counted(downloads, "download")] : []))
}
