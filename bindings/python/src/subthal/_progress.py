"""How far a batch is, and how it is stopped."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from ._library import ffi


class Watch:
    """Hears of the progress of a batch; keeps what its function raised until the batch is over."""

    def __init__(self, tell: Callable[[int, int], Any] | None):
        self.tell = tell
        self.raised: BaseException | None = None

    def for_c(self) -> Any:
        """The callback, to be kept during the call. Ctrl-C is noticed in it even if nobody asks."""
        return ffi.callback(
            "int32_t(size_t, size_t, void *)", self._ask, error=1, onerror=self._keep
        )

    def _ask(self, n_done: int, n_trials: int, _context: Any) -> int:
        return int(bool(self.tell is not None and self.tell(n_done, n_trials)))

    def _keep(self, _kind: type, exception: BaseException, _traceback: Any) -> int:
        # No exception may cross C: the batch is cancelled, and this is raised once it has ended.
        self.raised = exception
        return 1

    def raise_again(self) -> None:
        """Raises what stopped the batch: Ctrl-C, or an exception of the function."""
        if self.raised is not None:
            raise self.raised


class Line:
    """A line on stderr that is written over again."""

    def __init__(self):
        self.start = monotonic()

    def __call__(self, n_done: int, n_trials: int) -> None:
        per_second = n_done / max(1e-9, monotonic() - self.start)
        text = f"\r{n_done}/{n_trials} trials, {per_second:.1f} a second"
        print(f"{text:<50}", end="", file=sys.stderr, flush=True)


@contextmanager
def watching(progress: bool | Callable[[int, int], Any]) -> Iterator[Watch]:
    """Who is told of the progress: a line on stderr, a function, or nobody."""
    line = Line() if progress is True else None
    try:
        yield Watch(line or (progress if callable(progress) else None))
    finally:
        if line is not None:
            print(file=sys.stderr)
