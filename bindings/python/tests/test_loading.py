"""Which library is loaded, and which is refused."""

import os
from types import SimpleNamespace

import pytest
import subthal
from subthal import _library
from subthal._library import lib


def test_the_library_is_found_and_is_of_this_version():
    assert subthal.library_path().name.startswith("libsubthal.so")
    assert subthal.version() == subthal.__version__


def test_subthal_library_chooses(python, tmp_path, monkeypatch):
    other = tmp_path / "mine.so"
    other.write_bytes(subthal.library_path().read_bytes())
    monkeypatch.setenv("SUBTHAL_LIBRARY", os.fspath(other))
    assert python("import subthal; print(subthal.library_path())").strip() == os.fspath(other)


def test_a_missing_library_is_a_sentence(python, monkeypatch):
    monkeypatch.setenv("SUBTHAL_LIBRARY", "/nowhere/libsubthal.so")
    program = "try: import subthal\nexcept ImportError as error: print(error)"
    assert "/nowhere/libsubthal.so cannot be loaded" in python(program)


@pytest.mark.parametrize("version", [10_000, lib.subthal_version() - 100])
def test_another_version_is_refused(version):
    declared = {n: getattr(lib, n) for n in ("SUBTHAL_VERSION_MAJOR", "SUBTHAL_VERSION_MINOR")}
    other = SimpleNamespace(
        subthal_version=lambda: version,
        subthal_version_string=lib.subthal_version_string,
        **declared,
    )
    with pytest.raises(ImportError, match="this package needs"):
        _library.check_version(other)
