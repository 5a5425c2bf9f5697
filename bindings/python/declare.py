"""Makes the package's declarations from the C header, so that they cannot say anything else.

declare.py HEADER OUT.py
"""

import re
import sys
from pathlib import Path

from cffi import FFI

NAME = "subthal._declarations"


def plain_c(header: str) -> str:
    """The declarations of a header as cffi reads them: neither comments nor preprocessor.

    Conditions are resolved as a C11 compiler does: `#ifndef` holds, each `#if` and `#ifdef` asks
    for C++ or C23. Of macros the numbers stay, which cffi understands.
    """
    kept, holds = [], []
    for line in re.sub(r"/\*.*?\*/|//[^\n]*", "", header, flags=re.DOTALL).splitlines():
        directive = line.strip()
        if directive.startswith("#if"):
            holds.append(directive.startswith("#ifndef"))
        elif directive.startswith("#else"):
            holds[-1] = not holds[-1]
        elif directive.startswith("#endif"):
            holds.pop()
        elif all(holds) and (directive[:1] != "#" or re.match(r"#define \w+ \d+$", directive)):
            kept.append(line)
    return "\n".join(line for line in kept if line.strip())


def declarations(header: Path, out: Path) -> None:
    """Writes the Python module that declares what the header does."""
    ffi = FFI()
    ffi.cdef(plain_c(header.read_text(encoding="utf-8")))
    ffi.set_source(NAME, None)
    ffi.emit_python_code(str(out))


if __name__ == "__main__":
    declarations(Path(sys.argv[1]), Path(sys.argv[2]))
