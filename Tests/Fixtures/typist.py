"""Sits at a terminal: typist.py PROGRAM ARGUMENT... runs a program on a new one and types what standard input says.

Each line of the input is one act: `type TEXT` (Python escapes), `await REGEX` (in what came since the last await),
`size ROWS COLUMNS`, `kill SIGNAL`. Prints everything that came, then how the program ended and whether the terminal's
settings are what they were.
"""
import codecs, fcntl, os, pty, re, select, signal, struct, subprocess, sys, termios, time

ours, theirs = pty.openpty()
before = termios.tcgetattr(theirs)


def resize(rows, columns):
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def own_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


resize(24, 80)
program = subprocess.Popen(
    sys.argv[1:], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=own_terminal)
seen = b""


def receive(seconds):
    global seen
    ready, _, _ = select.select([ours], [], [], seconds)
    if ready:
        text = os.read(ours, 65536)
        seen += text
        sys.stdout.buffer.write(text)


for line in sys.stdin:
    act, _, rest = line.rstrip("\n").partition(" ")
    if act == "type":
        os.write(ours, codecs.decode(rest, "unicode_escape").encode())
    elif act == "size":
        resize(*map(int, rest.split()))
    elif act == "kill":
        program.send_signal(getattr(signal, rest))
    elif act == "await":
        end = time.time() + 600
        while not (found := re.search(rest.encode(), seen)):
            ended = program.poll() is not None
            before_that = len(seen)
            receive(0.1)
            if time.time() > end or ended and len(seen) == before_that:
                program.kill()
                sys.exit(f"waited in vain for {rest}")
        seen = seen[found.end():]
while program.poll() is None:
    receive(0.1)
receive(0.1)
same = termios.tcgetattr(theirs) == before
print(f"\nended {program.returncode}, terminal {'restored' if same else 'changed'}")
