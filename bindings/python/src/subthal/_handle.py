"""What networks and simulators have in common: a token of the library that is given back once."""

import weakref
from collections.abc import Callable
from typing import Any, Self

from ._library import check


class Handle:
    """Owns a handle. It is freed by `free`, at the end of a `with` block, or with the object.

    The token stays after that: the library knows that it was freed, and says so at each use.
    """

    _c: Any

    def _own(self, handle: Any, free: Callable[[Any], int]) -> None:
        self._c = handle
        self._free = free
        self._finalizer = weakref.finalize(self, free, handle)

    def free(self) -> None:
        """Gives the memory back now. Every later use, a second `free` too, is an error."""
        check(self._free(self._c))
        self._finalizer.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._finalizer.alive:
            self.free()
