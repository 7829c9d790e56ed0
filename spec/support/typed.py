"""Types keys into an interactive shell, and prints what it shows until a text is in it.

    typed.py SHELL SHELL'S_ARGUMENTS SETUP [KEYS TEXT] ...

The exit code is 0 if each text came within ten seconds. Between them the line is deleted.
"""
import os
import pty
import select
import sys
import time

READY = "the-shell-is-ready"


DELETE_LINE = "\x15"


def main(shell, arguments, setup, *pairs):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", PS1="$ ")
        os.execvp(shell, [shell, *arguments.split()])

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
    failed = 0
    for keys, text in zip(pairs[::2], pairs[1::2]):
        write(keys)
        shown = read_until(text)
        if text not in shown:
            print(f"{keys!r}: {text!r} is not in {shown!r}")
            failed = 1
        write(DELETE_LINE)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    return failed


sys.exit(main(*sys.argv[1:]))
