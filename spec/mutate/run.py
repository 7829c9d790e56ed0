"""Small changes to the code, one at a time: which of them does no spec notice?

    make mutate MUTATE_FILES="src/http/head.c lua/urssaf/csv/cell.lua" MUTATE_COUNT=20 MUTATE_SEED=1

An operator, a number or a condition is changed, or a statement dropped, in a copy of the tree. Then
the specs of the room run until one fails, those of the file's own name first. What nobody notices
is printed: it wants a case, or the code makes no difference and can go, or the change is equivalent.
Equivalent changes are listed in spec/mutate/equivalent.txt, and counted apart. Memory is not refused
here: a change of what happens then is left to `make torture`.
"""
import glob
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import changes

TREE = "build/mutate"
MAKE = ["make", "-s", "ASSUME_DEPS=1", f"INFLATE={os.environ['INFLATE']}"]
EQUIVALENT = "spec/mutate/equivalent.txt"
NOBODY = "nobody noticed"


def specs(*paths, without="world,host,long", target="test"):
    flags = f"--exclude-tags={without} --no-keep-going -o TAP {' '.join(paths)}"
    return MAKE + [target, f"BUSTED_FLAGS={flags}"]


def fuzz(name, corpus, runs):
    return ["sh", "-c", f"{' '.join(MAKE)} build/fuzz/{name} && build/fuzz/{name} -runs={runs} -seed=1"
            f" -timeout=5 -max_len=1024 -artifact_prefix=build/fuzz/ spec/fuzz/{corpus}"]


ASAN = specs(*[f"spec/csv/{name}_spec.lua" for name in ("cell", "decode*", "predict")],
             target="asan")

COST = MAKE + ["cost", "COST=csv"]

HTTP = [specs(f"spec/portal/{name}_spec.lua", without="host,long") for name in (
    "http", "http_failure", "http_tls", "http_answer", "certificates", "gc", "http_descriptors",
    "http_polling", "http_lookup", "http_lifetime", "http_bounds", "wait", "secrets")]

INFLATE = fuzz("inflate_fuzz", "corpus_inflate", 20000)

# The checks for files of C whose path begins so, the quickest first.
CHECKS = [
    ("src/http/inflate_isal.c", [HTTP[0], INFLATE] + HTTP[1:]),
    ("src/http/gzip_head.c", [HTTP[0], INFLATE] + HTTP[1:]),
    ("src/http/", [HTTP[0], fuzz("http_fuzz_zlib", "corpus_http", 40000)] + HTTP[1:]),
    ("src/binding/http.c", HTTP),
    ("src/binding/request.c", HTTP),
    ("src/csv/", [specs("spec/csv/decode_spec.lua"), fuzz("decode_fuzz", "corpus", 30000),
                  specs("spec/csv"), ASAN, COST]),
    ("src/binding/", [specs("spec/csv"), specs("spec/portal/http_spec.lua", "spec/cache"),
                      ASAN, COST]),
]


def checks_of(path):
    """Those of a file of Lua are the specs in the folder of its room, one by one, and the doors."""
    if path.startswith("lua/urssaf/"):
        room = path.split("/")[2]
        return [specs(file) for file in sorted(glob.glob(f"spec/{room}/*_spec.lua"))] + [
            specs("spec/doors")]
    for prefix, checks in CHECKS:
        if path.startswith(prefix):
            return checks
    sys.exit(f"nothing is known to check {path} with")


def is_own(command, path):
    """Whether a check is the spec of the file's own name."""
    name = os.path.splitext(os.path.basename(path))[0]
    return f"/{name}_spec.lua" in command[-1]


class Copy:
    """A copy of the tree, in which files are changed and put back."""

    def __init__(self):
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], check=True,
                                capture_output=True, text=True).stdout.split("\n")
        shutil.rmtree(TREE, ignore_errors=True)
        for path in filter(os.path.isfile, listed):
            os.makedirs(os.path.dirname(f"{TREE}/{path}") or TREE, exist_ok=True)
            shutil.copy2(path, f"{TREE}/{path}")

    def write(self, path, text):
        with open(f"{TREE}/{path}", "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, command, seconds):
        """Whether it succeeds; False also if it takes longer, when all that it started ends."""
        environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
        process = subprocess.Popen(command, cwd=TREE, env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return process.wait(timeout=seconds) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return False

    def builds(self, path):
        if path.endswith(".lua"):
            return self.run(["lua5.4", "-e", f"assert(loadfile '{path}')"], 60)
        return self.run(MAKE + ["all", "CFLAGS=-O2"], 300)

    def modules(self):
        """The machine code: a change that leaves it as it was makes no difference."""
        found = []
        for name in ("http", "decode", "checksum"):
            with open(f"{TREE}/build/urssaf/{name}.so", "rb") as file:
                found.append(file.read())
        return found


class Checks:
    """Runs checks: first the spec of the file's own name, then those that noticed most for their
    time; each within ten times its usual time."""

    def __init__(self, copy, paths):
        self.copy, self.noticed, self.usual = copy, {}, {}
        for command in sum(map(checks_of, paths), []):
            if str(command) in self.usual:
                continue
            began = time.monotonic()
            if not copy.run(command, 900):
                sys.exit(f"it fails on the unchanged tree: {' '.join(command)}")
            self.noticed[str(command)], self.usual[str(command)] = 0, time.monotonic() - began

    def in_order(self, path):
        def rank(command):
            noticed, seconds = self.noticed[str(command)], self.usual[str(command)]
            return not is_own(command, path), -(noticed + 1) / seconds
        return sorted(checks_of(path), key=rank)

    def notice(self, path):
        for command in self.in_order(path):
            if not self.copy.run(command, 10 + 10 * self.usual[str(command)]):
                self.noticed[str(command)] += 1
                return True
        return False


def outcome(copy, checks, modules, change):
    if not copy.builds(change.path):
        return "did not build"
    if not change.path.endswith(".lua") and copy.modules() == modules:
        return "left the machine code as it was"
    return "were noticed" if checks.notice(change.path) else NOBODY


def try_all(chosen, texts):
    """How many changes had which outcome."""
    known, counts, copy = changes.read_known(EQUIVALENT), {}, Copy()
    if not copy.builds(".c"):
        sys.exit("the unchanged tree does not build")
    modules, checks = copy.modules(), Checks(copy, texts)
    for change in chosen:
        found = "are known as equivalent"
        if change.key() not in known:
            copy.write(change.path, change.applied_to(texts[change.path]))
            found = outcome(copy, checks, modules, change)
            copy.write(change.path, texts[change.path])
        counts[found] = counts.get(found, 0) + 1
        if found == NOBODY:
            print(change, flush=True)
    return counts


def main(paths, count, seed):
    texts, candidates = {}, []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            texts[path] = file.read()
        candidates += changes.of_file(path, texts[path])
    random.Random(seed).shuffle(candidates)
    counts = try_all(candidates[:count], texts)
    print(f"{sum(counts.values())} changes of {len(candidates)}: "
          + ", ".join(f"{counts[found]} {found}" for found in sorted(counts)))
    unnoticed = counts.get(NOBODY, 0)
    tried = counts.get("were noticed", 0) + unnoticed
    if tried:
        print(f"{100 * unnoticed / tried:.0f} % of {tried} went unnoticed")
    return unnoticed


if __name__ == "__main__":
    sys.exit(main(sys.argv[3:], int(sys.argv[1]), int(sys.argv[2])) > 0)
