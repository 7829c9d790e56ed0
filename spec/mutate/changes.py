"""The small changes that can be made to a file of C or Lua."""
import re

# What is looked for in code without its texts and comments, and what takes its place.
NUMBER = r"(?<![\w.])\d+(?![\w.])"
BOTH = [
    (r"<=", "<"), (r">=", ">"), (r" < ", " <= "), (r" > ", " >= "),
    (r" \+ ", " - "), (r" - ", " + "),
]
C = [
    (NUMBER, lambda found: {"0": "1", "1": "0"}.get(found) or str(int(found) + 1)),
    (r"==", "!="), (r"!=", "=="), (r"&&", "||"), (r"\|\|", "&&"), (r"!(?=[\w(])", ""),
    (r"\+\+", "--"), (r" \+= ", " -= "), (r" -= ", " += "),
    (r"\bif \((?=.)", "if (0 && "), (r"\bif \((?=.)", "if (1 || "),
    (r"\bwhile \((?=.)", "while (0 && "),
    (r"\bbreak;", ";"), (r"\bcontinue;", ";"),
]
LUA = [
    (NUMBER, lambda found: str(int(found) + 1)),
    (r"==", "~="), (r"~=", "=="), (r"\band\b", "or"), (r"\bor\b", "and"), (r"\bnot ", ""),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\bbreak\b", ""),
    (r"\bif (?=.* then)", "if false and "), (r"\bif (?=.* then)", "if true or "),
]
# A statement on a line of its own: a call or an assignment.
STATEMENTS = {
    "c": r"^(?!return|break|continue|static|const|int|size_t|double|char|long|uInt|#)"
         r"[\w*(][^{}]*;$",
    "lua": r"^(?!return|local|end|else|elseif|if|for|while|repeat|until|function|break)[\w.:]+"
           r"(\(.*\)| [\"{].*[\"}]|(, [\w.]+)* = [^{]*[\w\")\]])$",
}
# Where a function begins; its name.
FUNCTION = {"c": r"^\w[^\n;=]*?(\w+) \(", "lua": r"^(?:local )?function ([\w.:]+)"}
NO_CODE = {
    "c": r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|/\*.*?\*/|^#.*?$',
    "lua": r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|--\[\[.*?\]\]|--.*?$|\[\[.*?\]\]',
}


class Change:
    def __init__(self, path, function, text, start, end, instead):
        self.function = function
        self.path, self.start, self.end, self.instead = path, start, end, instead
        self.line = text.count("\n", 0, start) + 1
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        self.old = text[first:last].strip()
        self.new = (text[first:start] + instead + text[end:last]).strip() or "(nothing)"

    def key(self):
        """The function and the lines' texts, so that it is known again when the file was edited
        elsewhere."""
        return f"{self.path} {self.function}", self.old, self.new

    def applied_to(self, text):
        return text[:self.start] + self.instead + text[self.end:]

    def __str__(self):
        return f"{self.path} {self.function}, line {self.line}\n  {self.old}\n  {self.new}"


def blanked(text, pattern):
    """The text with blanks for all that is no code, so that places stay the same."""
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.M | re.S)


def of_file(path, text):
    """All changes of a file, in its order."""
    kind = "lua" if path.endswith(".lua") else "c"
    code, found = blanked(text, NO_CODE[kind]), []
    functions = [(m.start(), m.group(1)) for m in re.finditer(FUNCTION[kind], code, re.M)]

    def add(start, end, instead):
        before = [name for at, name in functions if at <= start]
        found.append(Change(path, before[-1] if before else "-", text, start, end, instead))

    for pattern, instead in BOTH + (LUA if kind == "lua" else C):
        for m in re.finditer(pattern, code):
            new = instead(m.group()) if callable(instead) else instead
            add(m.start(), m.end(), new)
    for m in re.finditer(r"[^\n]+", code):
        line = m.group().strip()
        if re.search(STATEMENTS[kind], line):
            start = m.start() + m.group().index(line)
            add(start, start + len(line), ";" if kind == "c" else "")
    return sorted(found, key=lambda change: (change.start, change.instead))


def read_known(path):
    """Blocks of lines with a blank line between: the file and the function, the line, what it became,
    the reason."""
    with open(path, encoding="utf-8") as file:
        blocks = re.split(r"\n\s*\n", file.read())
    known = {}
    for block in blocks:
        lines = [line.strip() for line in block.strip().split("\n") if not line.startswith("#")]
        if len(lines) >= 4:
            known[tuple(lines[:3])] = " ".join(lines[3:])
    return known
