# Ansible's own connection to a directory is in a collection that Debian's ansible-core lacks.
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
