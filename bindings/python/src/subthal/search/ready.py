"""Ready problems: the healthy state, the Parkinsonian one, and both in one vector."""

from collections.abc import Callable

from ..network import Network
from .problem import Problem
from .space import State, Variable
from .targets import healthy_targets, pair_targets, parkinsonian_targets

#: Of its states either would do: every trial sets what they differ in.
CIRCUIT = "stn_gpe_gpi_adex_healthy"


def _box(net: Network) -> dict[str, Variable]:
    """A wide box; its centre is no state of either kind."""
    sides = [
        ("stn_healthy", "stn.i_app", 45, 130, False),
        ("stn_parkinsonian", "stn.i_app", 45, 130, False),
        ("gpe_healthy", "gpe.i_app", 100, 350, False),
        ("gpe_parkinsonian", "gpe.i_app", -250, 300, False),
        ("gpi", "gpi.i_app", 100, 500, False),
        ("stn_to_gpe", "stn_to_gpe.weight", 5, 60, True),
        ("gpe_to_stn", "gpe_to_stn.weight", 100, 2000, True),
        ("stn_to_gpi", "stn_to_gpi.weight", 2, 60, True),
        ("gpe_to_gpi", "gpe_to_gpi.weight", 2, 40, True),
    ]
    box = {n: Variable.of(net, p, lo, hi, by_ratio=r, name=n) for n, p, lo, hi, r in sides}
    for name in ("more_stn_to_gpe", "more_gpe_to_stn"):  # Parkinsonian over healthy
        box[name] = Variable(name, 0.5, 5, by_ratio=True)
    return box


_BOTH: State = {
    "gpi.i_app": "gpi",
    "stn_to_gpi.weight": "stn_to_gpi",
    "gpe_to_gpi.weight": "gpe_to_gpi",
}
_HEALTHY: State = {
    "stn.i_app": "stn_healthy",
    "gpe.i_app": "gpe_healthy",
    "stn_to_gpe.weight": "stn_to_gpe",
    "gpe_to_stn.weight": "gpe_to_stn",
    **_BOTH,
}
_PARKINSONIAN: State = {
    "stn.i_app": "stn_parkinsonian",
    "gpe.i_app": "gpe_parkinsonian",
    "stn_to_gpe.weight": ("stn_to_gpe", "more_stn_to_gpe"),
    "gpe_to_stn.weight": ("gpe_to_stn", "more_gpe_to_stn"),
    **_BOTH,
}


def healthy(net: Network | None = None) -> Problem:
    """The healthy state of the circuit made right, alone."""
    return _problem("healthy", net, {"healthy": _HEALTHY}, healthy_targets())


def parkinsonian(net: Network | None = None) -> Problem:
    """The Parkinsonian state, alone."""
    return _problem("parkinsonian", net, {"parkinsonian": _PARKINSONIAN}, parkinsonian_targets())


def both(net: Network | None = None) -> Problem:
    """Both states at once: they share the GPi's drive and afferents and the loop's weights."""
    states = {"healthy": _HEALTHY, "parkinsonian": _PARKINSONIAN}
    return _problem("both", net, states, pair_targets())


def _problem(name: str, net: Network | None, states: dict, targets: list) -> Problem:
    net = net or Network.preset(CIRCUIT)
    used = {f for state in states.values() for rule in state.values() for f in _names(rule)}
    box = tuple(variable for name, variable in _box(net).items() if name in used)
    return Problem(name, net.to_text(), box, states, tuple(targets))


def _names(rule: str | tuple[str, ...]) -> tuple[str, ...]:
    return (rule,) if isinstance(rule, str) else rule


#: By name, as the command has them.
READY: dict[str, Callable[[], Problem]] = {
    "healthy": healthy,
    "parkinsonian": parkinsonian,
    "both": both,
}
