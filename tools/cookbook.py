"""The cookbook as one page: each task in every language, from the programs that the tests run.

    python3 tools/cookbook.py            writes docs/cookbook.md
    python3 tools/cookbook.py --check    fails if the page is out of date, or a program is missing

A language whose folder is not there is left out.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "bindings/cookbook"
PAGE = ROOT / "docs/cookbook.md"
LANGUAGES = {
    "c": ("C", "c"),
    "cpp": ("C++", "cpp"),
    "python": ("Python", "python"),
    "julia": ("Julia", "julia"),
    "matlab": ("MATLAB and GNU Octave", "matlab"),
}
HEAD = """# Cookbook
Fourteen tasks, each in every language. `tools/cookbook.py` wrote this page from the programs of
`bindings/cookbook`, which `make test` runs against the installed library.
"""


def tasks():
    """Number and what it is, from the table of the cookbook's own page."""
    text = (PROGRAMS / "README.md").read_text()
    return re.findall(r"^\| (\d\d)_\w+ \| (.+) \|$", text, re.MULTILINE)


def program(language, number):
    """The one program of a language for a task."""
    found = list((PROGRAMS / language).glob(f"*{number}_*.*"))
    if len(found) != 1:
        sys.exit(f"cookbook: {language} has {len(found)} programs for task {number}, not 1")
    return found[0]


def section(number, task):
    """A task in every language that there is."""
    parts = [f"## {int(number)}. {task[0].upper()}{task[1:]}"]
    for folder, (name, fence) in LANGUAGES.items():
        if (PROGRAMS / folder).is_dir():
            code = program(folder, number).read_text().strip()
            parts.append(f"**{name}**\n\n```{fence}\n{code}\n```")
    return "\n\n".join(parts)


def main():
    sections = [section(*task) for task in tasks()]
    page = "\n\n".join([HEAD.rstrip(), *sections]) + "\n"
    if sys.argv[1:] != ["--check"]:
        PAGE.write_text(page)
    elif not PAGE.exists() or PAGE.read_text() != page:
        sys.exit("cookbook: docs/cookbook.md is out of date: python3 tools/cookbook.py")
    else:
        print(f"cookbook: {len(sections)} tasks")


main()
