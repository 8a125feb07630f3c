/// What Ansible is given besides roles: how it reaches the image, and what tells of what a sandbox cannot do.
enum AnsibleFiles {
  /// Where all of it lies in the image, in memory.
  static let place = "/run/image-builder/ansible"

  /// Where what could not be done is written down, a line each.
  static let omissions = "\(place)/omissions"

  /// The files by their names below `place`; `image` is where the host's programs see the image.
  static func texts(image: String) -> [String: String] {
    [
      "ansible.cfg": "[defaults]\n",
      "hosts":
        "image ansible_connection=image_root ansible_host=\(image) ansible_python_interpreter=/usr/bin/python3\n",
      "connection/image_root.py": connection,
      "callback/omissions.py": callback.replacing("@PLACE@", with: image + place),
      "python/sitecustomize.py": python,
      "init": "systemd\n",
    ]
  }

  /// Programs that stand first in the image's `PATH`: what they would change is the builder's, and not the image's.
  static let programs = [
    "sysctl": """
    #!/bin/sh
    for word; do
      case $word in
        -w | -p* | --write | --load* | --system | *=*)
          echo "sets kernel parameters (sysctl $*)" >>\(place)/omitted
          exit 0 ;;
      esac
    done
    for program in /usr/sbin/sysctl /sbin/sysctl; do [ -x "$program" ] && exec "$program" "$@"; done
    exit 127

    """,
    "modprobe": "#!/bin/sh\necho \"loads a kernel module (modprobe $*)\" >>\(place)/omitted\n",
    "snap": "#!/bin/sh\necho \"installs a snap (snap $*)\" >>\(place)/omitted\n",
  ]

  /// Ansible's own connection to a directory is in a collection that Debian's ansible-core lacks.
  private static let connection = """
    import os
    import shutil
    import subprocess

    from ansible.errors import AnsibleError
    from ansible.plugins.connection import ConnectionBase

    DOCUMENTATION = '''
        name: image_root
        short_description: runs tasks in the root file system of an image
        description: changes the root to it for each command, and copies files in and out.
        options:
          remote_addr:
            description: the directory
            vars:
              - name: ansible_host
    '''


    class Connection(ConnectionBase):
        transport = 'image_root'
        has_pipelining = True

        def _connect(self):
            self._root = self.get_option('remote_addr')
            self._connected = True
            return self

        def close(self):
            self._connected = False

        def exec_command(self, cmd, in_data=None, sudoable=False):
            super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
            kept = {name: value for name, value in os.environ.items() if not name.startswith('ANSIBLE_')}
            done = subprocess.run(
                ['chroot', self._root, '/bin/sh', '-c', cmd], input=in_data or b'', capture_output=True,
                env=dict(kept, HOME='/root'))
            return done.returncode, done.stdout, done.stderr

        def _inside(self, path):
            return os.path.join(self._root, os.path.normpath(path).lstrip('/'))

        def put_file(self, in_path, out_path):
            super().put_file(in_path, out_path)
            try:
                shutil.copyfile(in_path, self._inside(out_path))
            except OSError as error:
                raise AnsibleError('cannot copy %s to %s of the image: %s' % (in_path, out_path, error))

        def fetch_file(self, in_path, out_path):
            super().fetch_file(in_path, out_path)
            try:
                shutil.copyfile(self._inside(in_path), out_path)
            except OSError as error:
                raise AnsibleError('cannot copy %s of the image to %s: %s' % (in_path, out_path, error))

    """

  /// Watches what tasks do, and takes the place of those that would wait for a machine that is not there.
  private static let callback = """
    import os

    from ansible.plugins.callback import CallbackBase

    MACHINE = {'reboot': 'reboots the machine', 'wait_for_connection': 'waits for the machine'}
    SERVICES = {'service', 'systemd', 'systemd_service', 'sysvinit', 'openrc', 'runit'}
    STATES = {'started': 'starts', 'restarted': 'restarts', 'reloaded': 'reloads', 'stopped': 'stops'}
    PLACE = '@PLACE@'


    class CallbackModule(CallbackBase):
        CALLBACK_VERSION = 2.0
        CALLBACK_TYPE = 'notification'
        CALLBACK_NAME = 'omissions'

        def __init__(self):
            super().__init__()
            self._replaced = {}

        def v2_playbook_on_task_start(self, task, is_conditional):
            self._replace(task)

        def v2_playbook_on_handler_task_start(self, task):
            self._replace(task)

        def _replace(self, task):
            what = MACHINE.get(task.action.rsplit('.', 1)[-1])
            if what:
                self._replaced[task._uuid] = what
                task.action = 'ansible.builtin.debug'
                task.args = {'msg': 'there is no machine: this task ' + what}

        def v2_runner_on_ok(self, result):
            self._look(result)

        def v2_runner_on_failed(self, result, ignore_errors=False):
            self._look(result)

        def _look(self, result):
            task = result._task
            found = []
            if task._uuid in self._replaced:
                found.append(self._replaced[task._uuid])
            kind = task.action.rsplit('.', 1)[-1]
            for item in result._result.get('results', [result._result]):
                if not isinstance(item, dict) or item.get('skipped'):
                    continue
                given = (item.get('invocation') or {}).get('module_args') or task.args
                if kind in SERVICES and given.get('state') in STATES:
                    found.append('%s %s' % (STATES[given['state']], given.get('name') or given.get('service')))
                elif kind == 'snap':
                    found.append('installs the snap %s' % given.get('name'))
                said = '%s %s' % (item.get('stdout', ''), item.get('stderr', ''))
                if 'Running in chroot, ignoring' in said:
                    found.append('asks systemd, which does not run, for something (%s)' % (
                        given.get('_raw_params') or kind))
            omitted = os.path.join(PLACE, 'omitted')
            if os.path.exists(omitted):
                with open(omitted) as file:
                    found += file.read().splitlines()
                os.remove(omitted)
            with open(os.path.join(PLACE, 'omissions'), 'a') as file:
                for what in found:
                    file.write('%s: %s\\n' % (' '.join(task.get_name().split()), what))

    """

  /// What the image's Python is told of the machine: the image's kernel and systemd, never the builder's.
  private static let python = """
    import builtins
    import os

    _uname = os.uname
    _open = builtins.open


    def _release():
        try:
            kernels = sorted(os.listdir('/lib/modules'))
        except OSError:
            kernels = []
        return kernels[-1] if kernels else '6.1.0'


    def uname():
        real = _uname()
        return os.uname_result((real.sysname, 'image', _release(), '#1 SMP', real.machine))


    def opened(file, *arguments, **options):
        if file == '/proc/1/comm':
            file = '\(place)/init'
        return _open(file, *arguments, **options)


    os.uname = uname
    builtins.open = opened

    """
}
