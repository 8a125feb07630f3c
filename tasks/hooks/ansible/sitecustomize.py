# What the image's Python is told of the machine: the image's kernel and systemd, never the builder's.
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
        file = '@PLACE@/init'
    return _open(file, *arguments, **options)


os.uname = uname
builtins.open = opened
