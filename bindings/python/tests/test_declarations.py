"""The package declares what include/subthal.h declares, and uses all of it."""

import importlib.util
import re
from pathlib import Path

import subthal
from subthal import _declarations, errors
from subthal._arrays import BETA_BURST, BURST, SPIKE, TICK
from subthal._library import ffi, lib

PACKAGE = Path(subthal.__file__).parent


def symbols(repository):
    return (repository / "include/symbols.txt").read_text().split()


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
    assert used == set(symbols(repository))
    assert all(hasattr(lib, symbol) for symbol in used)


#: What the defaults of a kind are asked for by.
KINDS = {
    "subthal_estimator_config": (b"band_power",),
    "subthal_controller_config": (b"pi", b"amplitude"),
}


def test_every_struct_has_the_size_that_the_library_knows():
    structs = [name.removesuffix("_default") for name in dir(lib) if name.endswith("_default")]
    assert len(structs) == 20
    for name in structs:
        struct = ffi.new(f"struct {name} *")
        fill = getattr(lib, f"{name}_default")
        assert fill(*KINDS.get(name, ()), struct, ffi.sizeof(struct[0])) == 0
        assert struct.struct_size == ffi.sizeof(struct[0])


def test_a_spike_is_laid_out_as_in_c():
    assert ffi.sizeof("struct subthal_spike") == SPIKE.itemsize
    for name, (_, offset) in SPIKE.fields.items():
        assert ffi.offsetof("struct subthal_spike", name) == offset


def test_bursts_and_ticks_are_laid_out_as_in_c():
    types = {"subthal_burst": BURST, "subthal_beta_burst": BETA_BURST, "subthal_tick": TICK}
    for struct, dtype in types.items():
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
