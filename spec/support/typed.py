"""Types keys into an interactive shell, and prints what it shows until a text is in it.

    typed.py SHELL SETUP KEYS TEXT [SHELL'S ARGUMENT ...]

The exit code is 0 if the text came within ten seconds.
"""
import os
import pty
import select
import sys
import time

READY = "the-shell-is-ready"


def main(shell, setup, keys, text, *arguments):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", PS1="$ ")
        os.execvp(shell, [shell, *arguments])

    def read_until(wanted):
        shown, end = b"", time.time() + 10
        while wanted.encode() not in shown and time.time() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                shown += os.read(terminal, 65536)
        return shown.decode(errors="replace")

    def write(line):
        os.write(terminal, line.encode())

    # the line as it is typed is shown, too, and does not have the text
    write(setup + "; echo the-shell-'is-ready'\n")
    read_until(READY)
    write(keys)
    shown = read_until(text)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    print(shown)
    return 0 if text in shown else 1


sys.exit(main(*sys.argv[1:]))
