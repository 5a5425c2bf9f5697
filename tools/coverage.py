"""Which C function is used in which binding, from the names in their sources.

    python3 tools/coverage.py            writes bindings/COVERAGE.md
    python3 tools/coverage.py --check    fails on a function that is missing without a reason,
                                         and on a reason or a table that is out of date

A binding whose folder is not there is left out. C is looked at behind the preprocessor, whose
macros may put names together; a line `@c name(` of Julia declares subthal_name. Reasons are lines
of bindings/coverage_exceptions.txt.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINDINGS = ROOT / "bindings"
LANGUAGES = ("cpp", "python", "julia", "matlab")
SOURCES = {".hpp", ".cpp", ".c", ".h", ".py", ".pyi", ".pyx", ".rs", ".jl", ".m"}
NOT_THE_BINDING = {"tests", "test", "bench", "examples", "docs", "build", ".venv"}
NOT_THE_BINDING |= {"_declarations.py"}  # made from the header, whatever the package uses
NAME = re.compile(r"\bsubthal_[a-z0-9_]+")
COMMENT = {".py": r"#.*", ".pyi": r"#.*", ".pyx": r"#.*", ".jl": r"#.*", ".m": r"^\s*%.*"}
DECLARED_IN_JULIA = re.compile(r"^@c (\w+)\(", re.MULTILINE)
FOREIGN_HEADER = re.compile(r'\s*#\s*include\s+(<|"subthal\.h"|"mex\.h")')
COMMENT_IN_C = r"//.*|/\*[\s\S]*?\*/"


def functions():
    """The exported functions, held against the header, where each stands before a bracket."""
    names = (ROOT / "include/symbols.txt").read_text().split()
    declared = set(
        re.findall(r"\b(subthal_[a-z0-9_]+)\(", (ROOT / "include/subthal.h").read_text())
    )
    if missing := sorted(set(names) - declared):
        sys.exit(f"coverage: in symbols.txt but not in subthal.h: {', '.join(missing)}")
    return names


def expanded(path):
    """A C file with its own macros expanded, and none of the headers that are not its binding's."""
    with tempfile.TemporaryDirectory() as folder:
        for own in (*path.parent.glob("*.h"), path):
            lines = own.read_text().splitlines()
            kept = [line for line in lines if not FOREIGN_HEADER.match(line)]
            Path(folder, own.name).write_text("\n".join(kept))
        command = ["gcc", "-E", "-P", "-nostdinc", path.name]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def names_in(folder):
    """Every subthal_ name in the code of a binding: not in its comments, tests or examples."""
    found = set()
    for path in folder.rglob("*"):
        inside = set(path.relative_to(folder).parts)
        if path.suffix in SOURCES and path.is_file() and not inside & NOT_THE_BINDING:
            comment = COMMENT.get(path.suffix, COMMENT_IN_C)
            text = expanded(path) if path.suffix == ".c" else path.read_text()
            code = re.sub(comment, "", text, flags=re.MULTILINE)
            found.update(NAME.findall(code))
            found.update("subthal_" + name for name in DECLARED_IN_JULIA.findall(code))
    return found


def exceptions():
    """The stated reasons: (binding, function) to a sentence."""
    reasons = {}
    for line in (BINDINGS / "coverage_exceptions.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            binding, function, reason = (field.strip() for field in line.split(",", 2))
            reasons[binding, function] = reason
    return reasons


def mark(used, function, reason):
    if function in used:
        return "yes"
    return "no: " + reason if reason else "MISSING"


def table(names, used, reasons):
    """The page: a row a function, a column a binding."""
    rows = [["C function", *used], ["---"] * (len(used) + 1)]
    for name in names:
        marks = [mark(used[b], name, reasons.get((b, name))) for b in used]
        rows.append([f"`{name}`", *marks])
    head = [
        "# The C functions in the bindings",
        "Written by `tools/coverage.py` from the code of the bindings; `make test` holds it to it.",
        "",
    ]
    return "\n".join(head + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def faults(names, used, reasons, page):
    """What is wrong, a sentence each."""
    for binding in used:
        for name in names:
            if name not in used[binding] and (binding, name) not in reasons:
                yield f"{binding} has no {name}, and no reason in coverage_exceptions.txt"
    for binding, name in reasons:
        if binding not in LANGUAGES or name not in names:
            yield f"coverage_exceptions.txt names what is not there: {binding}, {name}"
        elif name in used.get(binding, ()):
            yield f"coverage_exceptions.txt excuses {binding} from {name}, which it has"
    path = BINDINGS / "COVERAGE.md"
    if not path.exists() or path.read_text() != page:
        yield "bindings/COVERAGE.md is out of date: python3 tools/coverage.py"


def main():
    names, reasons = functions(), exceptions()
    used = {b: names_in(BINDINGS / b) for b in LANGUAGES if (BINDINGS / b).is_dir()}
    page = table(names, used, reasons)
    if sys.argv[1:] != ["--check"]:
        (BINDINGS / "COVERAGE.md").write_text(page)
        return
    found = list(faults(names, used, reasons, page))
    for fault in found:
        print("coverage:", fault, file=sys.stderr)
    if found:
        sys.exit(1)
    print(f"coverage: {len(names)} functions, {', '.join(used)}")


main()
