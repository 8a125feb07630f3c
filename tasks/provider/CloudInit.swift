import Engine
import ImageTree
import Variables

/// Where cloud-init looks for what its machine is to be, in this order; without a list it probes for every cloud.
let chooseDatasources = Step<Image>("choose cloud-init's datasources", reads: [.datasources]) { image in
  let names = try image.values.list(.datasources)
  guard !names.isEmpty else { return }
  try await image.write(
    "datasource_list: [\(names.joined(separator: ", "))]\n", to: "/etc/cloud/cloud.cfg.d/91_datasources.cfg")
}

/// cloud-init sets a locale, which an image without translations does not have unless it is this one.
let chooseLocale = Step<Image>("choose the locale") { image in
  try await image.write("LANG=C.UTF-8\n", to: "/etc/default/locale")
  try await image.write("locale: C.UTF-8\n", to: "/etc/cloud/cloud.cfg.d/10_locale.cfg")
}

/// PROV-1: user data may use the container runtime.
let orderCloudInitAfterContainerd = Step<Image>("order cloud-init after containerd") { image in
  for unit in ["cloud-config", "cloud-final"] {
    try await image.write(
      "[Unit]\nAfter=containerd.service\nWants=containerd.service\n",
      to: "/etc/systemd/system/\(unit).service.d/containerd.conf")
  }
}

/// PROV-2: every stage of cloud-init runs at boot, whatever their names are in this version.
let enableCloudInit = Step<Image>("enable cloud-init") { image in
  for stage in ["init-local", "init", "init-network", "config", "final"] {
    let unit = "cloud-\(stage).service"
    if try await image.exists("/usr/lib/systemd/system/\(unit)") { try await image.enableService(unit) }
  }
}

/// PROV-3: what cloud-init did can be read afterwards.
let logCloudInit = Step<Image>("log what cloud-init does") { image in
  try await image.write(
    """
    _log:
      - &log_base |
        [loggers]
        keys=root,cloudinit
        [handlers]
        keys=consoleHandler,cloudLogHandler
        [formatters]
        keys=simpleFormatter,arg0Formatter
        [logger_root]
        level=DEBUG
        handlers=consoleHandler,cloudLogHandler
        [logger_cloudinit]
        level=DEBUG
        qualname=cloudinit
        handlers=
        propagate=1
        [handler_consoleHandler]
        class=StreamHandler
        level=WARNING
        formatter=arg0Formatter
        args=(sys.stderr,)
        [formatter_arg0Formatter]
        format=%(asctime)s - %(filename)s[%(levelname)s]: %(message)s
        [formatter_simpleFormatter]
        format=[CLOUDINIT] %(filename)s[%(levelname)s]: %(message)s
      - &log_file |
        [handler_cloudLogHandler]
        class=FileHandler
        level=DEBUG
        formatter=arg0Formatter
        args=('/var/log/cloud-init.log', 'a', 'UTF-8')
    log_cfgs:
      - [*log_base, *log_file]
    output: {all: '| tee -a /var/log/cloud-init-output.log'}

    """, to: "/etc/cloud/cloud.cfg.d/05_logging.cfg")
}

/// PROV-4, PROV-5: user data that cannot be read is told, but the machine still comes up. Where older versions look for
/// overrides, newer ones do not, so that the setting itself is overridden.
let tolerateBadUserData = Step<Image>("keep a machine with bad user data reachable") { image in
  try await image.append(
    "\nERROR_ON_USER_DATA_FAILURE = False\n", to: "/usr/lib/python3/dist-packages/cloudinit/features.py")
}
