"""A log done again, in pieces between which Ctrl-C comes to its turn."""

from dataclasses import fields
from typing import Any

from ._library import check, ffi, lib, record
from .records import Replay

#: Steps in a call: some milliseconds of work for a thousand cells.
PIECE = 1000


def replay(sim: Any, log: bytes, max_steps: int | None, after: Replay | None) -> Replay:
    """Replays on the simulator that the C handle `sim` stands for."""
    c = record("replay", lib.subthal_replay_default)
    bytes_kept = ffi.from_buffer("uint8_t[]", log)
    c.log, c.log_len = bytes_kept, len(bytes_kept)
    for field in fields(Replay) if after else ():
        setattr(c, field.name, getattr(after, field.name))
    end = c.n_steps + (2**64 if max_steps is None else max_steps)
    while True:
        c.max_steps = min(PIECE, end - c.n_steps)
        check(lib.subthal_simulator_replay(sim, c))
        if c.ended or c.n_steps >= end:
            return _found(c)


def _found(c: Any) -> Replay:
    flags = {name: bool(getattr(c, name)) for name in ("departed", "ended", "was_full")}
    counts = [field.name for field in fields(Replay) if field.name not in flags]
    return Replay(**{name: getattr(c, name) for name in counts}, **flags)
