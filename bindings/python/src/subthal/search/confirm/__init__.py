"""Confirmation: whether a healthy and a parkinsonian state are what they are said to be.

Eight lines are asked on seeds that no search has seen: 1 rates, 2 beta, 3 bounds, 4 no beta in
rate-matched controls, 5 beta with the couplings and not with the rates, 6 a slower rhythm in a
slower loop, 7 no dependence on step and precision, 8 stimulation of axons as in patients. Lines
1 to 4 are asked of a circuit of double size too.

    evidence = confirm(preset_states(), progress=True)
    evidence.passed, evidence.failed
    print(evidence.table())

`examine` is the short form, that a search asks of its candidates.
"""

from .confirmation import HELD_OUT, circuits, confirm
from .evidence import Evidence, Section
from .examiner import examine
from .rows import Row
from .states import CIRCUITS, Circuit, preset_circuits, preset_states, read_states

__all__ = [
    "CIRCUITS",
    "Circuit",
    "HELD_OUT",
    "Evidence",
    "Row",
    "Section",
    "circuits",
    "confirm",
    "examine",
    "preset_circuits",
    "preset_states",
    "read_states",
]
