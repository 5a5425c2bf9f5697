"""Puts the shared library and the declarations of its header into the wheel.

The library is that of the install tree SUBTHAL_PREFIX, or else the newer one of out/install and of
target/release, where `cargo build --release` leaves it.
"""

import os
import sys
import sysconfig
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
PACKAGE = HERE / "src/subthal"

sys.path.insert(0, str(HERE))
from declare import declarations  # noqa: E402 (the backend does not put our folder on the path)


def candidates():
    """Libraries, and the headers that belong to them."""
    chosen = os.environ.get("SUBTHAL_PREFIX")
    prefix = Path(chosen or REPOSITORY / "out/install")
    for library in prefix.glob("lib*/**/libsubthal.so"):
        yield library.resolve(), prefix / "include/subthal.h"
    if not chosen:
        target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
        yield target / "release/libsubthal.so", REPOSITORY / "include/subthal.h"


def library_and_header():
    """The pair whose library was built last."""
    pairs = [pair for pair in candidates() if all(path.exists() for path in pair)]
    if not pairs:
        raise FileNotFoundError(
            "no libsubthal.so: run `cargo build --release`, or set SUBTHAL_PREFIX to its install"
        )
    return max(pairs, key=lambda pair: pair[0].stat().st_mtime)


class Bundle(BuildHookInterface):
    """Called by hatchling before it writes a wheel, or installs an editable one."""

    def initialize(self, version, build_data):
        library, header = library_and_header()
        declarations(header, PACKAGE / "_declarations.py")
        build_data["artifacts"].append("src/subthal/_declarations.py")
        if version != "editable":
            build_data["force_include"][str(library)] = "subthal/libsubthal.so"
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"
        build_data["pure_python"] = False
