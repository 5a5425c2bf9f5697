"""What goes wrong, as exceptions: one class a status of the library, each also a built-in one.

`str(error)` is the library's sentence, `error.status` its number, `error.name` the name of that.
"""


class Error(Exception):
    """A call of the library failed. The base of all that this package raises for the library."""

    def __init__(self, sentence: str, status: int = 7, name: str = "invalid_argument"):
        super().__init__(sentence, status, name)
        self.sentence, self.status, self.name = sentence, status, name

    def __str__(self):
        return self.sentence


class NullArgumentError(Error, ValueError):
    """A pointer that is required was NULL."""


class InvalidHandleError(Error, ValueError):
    """The object was freed."""


class BusyError(Error, RuntimeError):
    """Another call is inside the object at this moment."""


class UnknownNameError(Error, KeyError):
    """Nothing has this name; the sentence offers the nearest."""


class DuplicateNameError(Error, ValueError):
    """The name is taken."""


class OutOfRangeError(Error, ValueError):
    """A number is outside the interval in which it means anything, or is NaN."""


class InvalidArgumentError(Error, ValueError):
    """An argument is wrong for the reason that the sentence gives."""


class FixedWhileRunningError(Error, RuntimeError):
    """The parameter shapes the network and is set there, not in a simulator."""


class BufferTooSmallError(Error, BufferError):
    """An array cannot hold the answer; the sentence says what can."""


class TooLargeError(Error, MemoryError):
    """More than can be counted, or more memory than there is."""


class BadTextError(Error, ValueError):
    """The text does not describe a network."""


class DivergedError(Error, ArithmeticError):
    """A membrane potential left the finite numbers.

    `recording` is what a run gave before that, `ticks` what a `Loop` did, `divergence` where it
    was.
    """

    recording = None
    ticks = None
    divergence = None


class StoppedError(Error, RuntimeError):
    """The simulator diverged in an earlier call and accepts reset and free only."""


class RoundingModeError(Error, RuntimeError):
    """The calling thread does not round to nearest."""


class CancelledError(Error, RuntimeError):
    """A batch was cancelled; `answers` has the trials that were done."""

    answers = None


class PanicError(Error, RuntimeError):
    """A fault of the library. The object accepts free only; please report it."""


BY_STATUS = {
    1: NullArgumentError,
    2: InvalidHandleError,
    3: BusyError,
    4: UnknownNameError,
    5: DuplicateNameError,
    6: OutOfRangeError,
    7: InvalidArgumentError,
    8: FixedWhileRunningError,
    9: BufferTooSmallError,
    10: TooLargeError,
    11: BadTextError,
    12: DivergedError,
    13: StoppedError,
    14: RoundingModeError,
    15: CancelledError,
    99: PanicError,
}
