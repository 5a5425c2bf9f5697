"""NumPy arrays and pointers to them: no copy of an array that is as the library wants it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ._library import NULL, c_text, check, ffi, number, record

#: One spike: the step in which the cell fired, the population, the cell. As subthal_spike.
SPIKE = np.dtype([("step", np.uint64), ("population", np.uint32), ("cell", np.uint32)])

#: A burst of a cell, as subthal_burst.
BURST = np.dtype(
    [
        ("first_step", np.uint64),
        ("last_step", np.uint64),
        ("cell", np.uint32),
        ("n_spikes", np.uint32),
        ("surprise", np.float64),
    ]
)

#: A burst of a rhythm, as subthal_beta_burst.
BETA_BURST = np.dtype(
    [("first_sample", np.uint64), ("end_sample", np.uint64), ("amplitude", np.float64)]
)

#: What a closed loop did when its controller was due, as subthal_tick.
TICK = np.dtype(
    [
        ("step", np.uint64),
        ("sample", np.float64),
        ("estimate", np.float64),
        ("phase_rad", np.float64),
        ("amplitude_ma", np.float64),
        ("frequency_hz", np.float64),
    ]
)

_C_TYPES = {
    np.dtype(np.float64): "double",
    np.dtype(np.uint32): "uint32_t",
    np.dtype(np.uint64): "uint64_t",
    np.dtype(np.int32): "int32_t",
    np.dtype(np.uint8): "uint8_t",
    SPIKE: "struct subthal_spike",
    BURST: "struct subthal_burst",
    BETA_BURST: "struct subthal_beta_burst",
    TICK: "struct subthal_tick",
}


def pointer(array: np.ndarray, c_type: str | None = None, writable: bool = False) -> Any:
    """The elements of a contiguous array for C. The array lives as long as the pointer does."""
    c_type = c_type or _C_TYPES[array.dtype]
    return ffi.from_buffer(f"{c_type}[]", array, require_writable=writable)


def own_buffer(array: np.ndarray, dtype: np.dtype, name: str) -> np.ndarray:
    """A caller's array that the library may write into as it is; anything else is an error."""
    if not isinstance(array, np.ndarray) or array.dtype != dtype:
        raise TypeError(f"{name} must be an array of {np.dtype(dtype)}")
    if not (array.flags.c_contiguous and array.flags.writeable):
        raise ValueError(f"{name} must be contiguous, row after row, and writable")
    return array


def doubles(values: Any) -> np.ndarray:
    """Numbers as contiguous doubles; an array that is so already is not copied."""
    return np.ascontiguousarray(values, dtype=np.float64)


def whole_numbers(values: Any, dtype: Any) -> np.ndarray:
    """Whole numbers in an unsigned type, none of which it changes."""
    given = np.asarray(values)
    if given.size and given.dtype.kind not in "ui":
        raise TypeError("whole numbers are needed")
    converted = np.ascontiguousarray(given, dtype=dtype)
    if (converted != given).any():
        raise ValueError(f"whole numbers from 0 to {np.iinfo(dtype).max} are needed")
    return converted


def array(dtype: Any, call: Callable[..., int]) -> np.ndarray:
    """What a call (values, values_len, needed) writes, asked for its size first."""
    n_elements = number("size_t", lambda needed: call(NULL, 0, needed))
    out = np.empty(n_elements, dtype)
    if n_elements:
        check(call(pointer(out, writable=True), n_elements, NULL))
    return out


class Config:
    """A struct of the library: filled by its `_default`, then by fields; None keeps a default."""

    def __init__(self, c_type: str, fill: Callable[..., int], **fields: Any):
        self.c = record(c_type, fill)
        self._kept: list[Any] = []
        for name, value in fields.items():
            if value is not None:
                self.set(name, value)

    def set(self, name: str, value: Any) -> None:
        """Sets a number, or a text, which lives as long as the struct."""
        if isinstance(value, str):
            value = ffi.new("char[]", c_text(value))
            self._kept.append(value)
        setattr(self.c, name, value)

    def set_all(self, fields: dict[str, Any]) -> None:
        """Sets fields by name; one that the struct has not is an error."""
        known = set(dir(self.c)) - {"struct_size"}
        if unknown := set(fields) - known:
            raise TypeError(f"no field {', '.join(sorted(unknown))}")
        for name, value in fields.items():
            self.set(name, value)

    def set_texts(self, name: str, length: str, texts: list[str]) -> None:
        """Sets an array of texts, which live as long as the struct, and its length."""
        chars = [ffi.new("char[]", c_text(text)) for text in texts]
        pointers = ffi.new("char *[]", chars)
        self._kept += [*chars, pointers]
        setattr(self.c, name, pointers)
        setattr(self.c, length, len(texts))

    def set_array(self, name: str, length: str, values: np.ndarray | None) -> None:
        """Sets a pointer and its length; no array leaves both."""
        if values is not None:
            elements = pointer(values)
            self._kept.append(elements)
            setattr(self.c, name, elements)
            setattr(self.c, length, values.size)


def cells_of(cells: Any) -> np.ndarray | None:
    """Cells as the library counts them; none at all are not the same as all, and an error."""
    if cells is None:
        return None
    numbers = whole_numbers(cells, np.uint32)
    if numbers.size == 0:
        raise ValueError("cells is empty; leave it out for all cells")
    return numbers


def set_receivers(config: Config, cells: Any, weights: Any) -> None:
    """Sets who receives, and how much."""
    config.set_array("cells", "n_cells", cells_of(cells))
    config.set_array("weights", "n_weights", None if weights is None else doubles(weights))
