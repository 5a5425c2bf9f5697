"""The package declares what include/subthal.h declares, and uses all of it."""

import importlib.util
import re
from pathlib import Path

import subthal
from subthal import _declarations, errors
from subthal._arrays import BETA_BURST, BURST, SPIKE
from subthal._library import ffi, lib

PACKAGE = Path(subthal.__file__).parent


def symbols(repository):
    return (repository / "include/symbols.txt").read_text().split()


def left_out(repository):
    """What bindings/coverage_exceptions.txt says that this package lacks."""
    lines = (repository / "bindings/coverage_exceptions.txt").read_text().splitlines()
    return {line.split(", ")[1] for line in lines if line.startswith("python, ")}


def test_declarations_are_those_of_the_header(repository, tmp_path):
    path = repository / "bindings/python/declare.py"
    spec = importlib.util.spec_from_file_location("declare", path)
    declare = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(declare)
    declare.declarations(repository / "include/subthal.h", tmp_path / "now.py")
    assert (tmp_path / "now.py").read_text() == Path(_declarations.__file__).read_text()


def test_every_symbol_is_used(repository):
    source = "".join(path.read_text() for path in PACKAGE.glob("*.py"))
    used = set(re.findall(r"lib\.(subthal_\w+)", source))
    assert used == set(symbols(repository)) - left_out(repository)
    assert all(hasattr(lib, symbol) for symbol in used)


def test_every_struct_has_the_size_that_the_library_knows(repository):
    found = {name for name in dir(lib) if name.endswith("_default")}
    fills = found - left_out(repository)
    assert len(fills) == 15
    for fill in fills:
        struct = ffi.new(f"struct {fill.removesuffix('_default')} *")
        assert getattr(lib, fill)(struct, ffi.sizeof(struct[0])) == 0
        assert struct.struct_size == ffi.sizeof(struct[0])


def test_a_spike_is_laid_out_as_in_c():
    assert ffi.sizeof("struct subthal_spike") == SPIKE.itemsize
    for name, (_, offset) in SPIKE.fields.items():
        assert ffi.offsetof("struct subthal_spike", name) == offset


def test_bursts_are_laid_out_as_in_c():
    for struct, dtype in (("subthal_burst", BURST), ("subthal_beta_burst", BETA_BURST)):
        assert ffi.sizeof(f"struct {struct}") == dtype.itemsize
        for name, (_, offset) in dtype.fields.items():
            assert ffi.offsetof(f"struct {struct}", name) == offset


def test_every_status_has_an_exception():
    statuses = {getattr(lib, n): n for n in dir(lib) if n.startswith("SUBTHAL_STATUS_")}
    assert set(errors.BY_STATUS) == set(statuses) - {0}
    for status, kind in errors.BY_STATUS.items():
        words = statuses[status].removeprefix("SUBTHAL_STATUS_").title().replace("_", "")
        assert kind.__name__ == f"{words}Error"
        assert issubclass(kind, errors.Error)


def test_version_is_that_of_cargo_toml(repository):
    cargo = (repository / "Cargo.toml").read_text()
    assert f'version = "{subthal.__version__}"' in cargo
