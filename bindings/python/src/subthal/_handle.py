"""What networks and simulators have in common: a token of the library that is given back once."""

import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from ._library import check, error_of, lib


class Handle:
    """Owns a handle. It is freed by `free`, at the end of a `with` block, or with the object.

    The token stays after that: the library knows that it was freed, and says so at each use.
    """

    _c: Any

    def _own(self, handle: Any, free: Callable[[Any], int]) -> None:
        self._c = handle
        self._free = free
        self._lock = threading.Lock()
        self._finalizer = weakref.finalize(self, free, handle)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds it between the pieces of a run too, when no call is inside."""
        if not self._lock.acquire(blocking=False):
            sentence = f"the {type(self).__name__.lower()} is in use by another call"
            raise error_of(lib.SUBTHAL_STATUS_BUSY, sentence)
        try:
            yield
        finally:
            self._lock.release()

    def free(self) -> None:
        """Gives the memory back now. Every later use, a second `free` too, is an error."""
        check(self._free(self._c))
        self._finalizer.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._finalizer.alive:
            self.free()
