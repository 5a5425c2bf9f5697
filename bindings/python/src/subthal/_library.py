"""The shared library: found, loaded for good, its statuses turned into exceptions."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import errors
from ._declarations import ffi

HERE = Path(__file__).resolve().parent
NULL = ffi.NULL


def library_path() -> Path:
    """SUBTHAL_LIBRARY, or the library in this package, or what cargo built of the same checkout."""
    if chosen := os.environ.get("SUBTHAL_LIBRARY"):
        return Path(chosen)
    built = [parent / "target/release/libsubthal.so" for parent in HERE.parents[3:4]]
    for path in [HERE / "libsubthal.so", *built]:
        if path.exists():
            return path
    raise ImportError(
        "no libsubthal.so: install the subthal wheel, or set SUBTHAL_LIBRARY to the file"
    )


def load(path: Path) -> Any:
    """The functions of the library. It is never unmapped: a thread may be inside to the end."""
    try:
        return ffi.dlopen(str(path), os.RTLD_NOW | os.RTLD_NODELETE)
    except OSError as error:
        raise ImportError(f"{path} cannot be loaded: {error}") from error


def check_version(lib: Any) -> None:
    """Refuses a library of another version than the declarations: a minor version may add."""
    declared = (lib.SUBTHAL_VERSION_MAJOR, lib.SUBTHAL_VERSION_MINOR)
    loaded = divmod(lib.subthal_version() // 100, 100)
    if loaded[0] != declared[0] or loaded[1] < declared[1]:
        found = ffi.string(lib.subthal_version_string()).decode()
        raise ImportError(f"libsubthal is version {found}, this package needs {declared}")


lib = load(library_path())
check_version(lib)


def status_name(status: int) -> str:
    """The name of a status, such as "out_of_range"."""
    return ffi.string(lib.subthal_status_name(status)).decode()


def error_of(status: int, sentence: str) -> errors.Error:
    """The exception that belongs to a status."""
    return errors.BY_STATUS.get(status, errors.Error)(sentence, status, status_name(status))


def check(status: int) -> None:
    """Raises what the library says of this thread's call, unless it is OK."""
    if status:
        raise error_of(status, ffi.string(lib.subthal_last_error()).decode())


def c_text(text: str) -> bytes:
    """A text for the library. One with a NUL would lose its end silently."""
    if not isinstance(text, str):
        raise TypeError(f"a text is needed, not {type(text).__name__}")
    if "\0" in text:
        raise ValueError("a text may not contain NUL")
    return text.encode()


def text_of(chars: Any) -> str:
    """A text of the library, from a char array."""
    return ffi.string(chars).decode()


def number(c_type: str, call: Callable[..., int]) -> Any:
    """What a call writes into its one output."""
    out = ffi.new(f"{c_type} *")
    check(call(out))
    return out[0]


def text(call: Callable[..., int]) -> str:
    """What a call (out, out_len, needed) writes, asked for its size first."""
    n_bytes = number("size_t", lambda needed: call(NULL, 0, needed))
    out = ffi.new("char[]", n_bytes)
    check(call(out, n_bytes, NULL))
    return text_of(out)


def record(c_type: str, call: Callable[..., int]) -> Any:
    """The struct that a call (struct, struct_size) fills."""
    struct = ffi.new(f"struct subthal_{c_type} *")
    check(call(struct, ffi.sizeof(struct[0])))
    return struct


def version() -> str:
    """The version of the library that is loaded."""
    return text_of(lib.subthal_version_string())


def names(kind: str) -> list[str]:
    """The names of a kind: "preset", "model", "rule", "kinetics", "integrator" or "metric"."""
    return text(lambda *out: lib.subthal_names(c_text(kind), *out)).split()
