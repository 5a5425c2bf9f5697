"""Puts the shared library and the declarations of its header into the wheel.

The library is that of the install tree SUBTHAL_PREFIX, or of out/install, or the one that
`cargo build --release` left in target/release.
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
    """Libraries and the headers that belong to them, best first."""
    prefixes = [REPOSITORY / "out/install"]
    if chosen := os.environ.get("SUBTHAL_PREFIX"):
        prefixes = [Path(chosen)]
    for prefix in prefixes:
        for library in sorted(prefix.glob("lib*/**/libsubthal.so")):
            yield library, prefix / "include/subthal.h"
    if not chosen:
        target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
        yield target / "release/libsubthal.so", REPOSITORY / "include/subthal.h"


def library_and_header():
    """The first pair that is there."""
    for library, header in candidates():
        if library.exists() and header.exists():
            return library.resolve(), header
    raise FileNotFoundError(
        "no libsubthal.so: set SUBTHAL_PREFIX to an install tree, or run `cargo build --release`"
    )


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
