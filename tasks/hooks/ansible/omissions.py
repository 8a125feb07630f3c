# Watches what tasks do, and takes the place of those that would wait for a machine that is not there.
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
                file.write('%s: %s\n' % (' '.join(task.get_name().split()), what))
