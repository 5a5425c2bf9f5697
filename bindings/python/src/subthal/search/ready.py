"""Ready problems: the healthy state, the Parkinsonian one, and both in one vector."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from ..network import Network
from .confirm import CIRCUITS
from .problem import Problem
from .space import State, Variable
from .targets import Target, healthy_targets, pair_targets, parkinsonian_targets

#: Of their states either would do: every trial sets what they differ in.
CIRCUIT = "stn_gpe_gpi_adex_healthy"
RUBIN_TERMAN = "stn_gpe_gpi_rubin_terman_healthy"
HODGKIN_HUXLEY = "stn_gpe_gpi_hh_healthy"


@dataclass(frozen=True)
class _Ends:
    """Of a circuit's own sides: drives, uA/cm2 or pA, and GPe-STN, nS.

    With less drive goes less inhibition.
    """

    stn: tuple[float, float]
    inhibition: tuple[float, float]
    gpe_healthy: tuple[float, float] = (100, 350)
    gpe_parkinsonian: tuple[float, float] = (-250, 300)
    gpi: tuple[float, float] = (100, 500)


_ENDS = {
    CIRCUIT: _Ends((45, 130), (100, 2000)),
    RUBIN_TERMAN: _Ends((0, 60), (3, 300)),
    HODGKIN_HUXLEY: _Ends((45, 130), (100, 2000), (0, 8), (-5, 6), (0, 10)),
}


def _box(net: Network, preset: str) -> dict[str, Variable]:
    """A wide box; its centre is no state of either kind."""
    ends = _ENDS[preset]
    sides = [
        ("stn_healthy", "stn.i_app", *ends.stn, False),
        ("stn_parkinsonian", "stn.i_app", *ends.stn, False),
        ("gpe_healthy", "gpe.i_app", *ends.gpe_healthy, False),
        ("gpe_parkinsonian", "gpe.i_app", *ends.gpe_parkinsonian, False),
        ("gpi", "gpi.i_app", *ends.gpi, False),
        ("stn_to_gpe", "stn_to_gpe.weight", 5, 60, True),
        ("gpe_to_stn", "gpe_to_stn.weight", *ends.inhibition, True),
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
_PAIR = {"healthy": _HEALTHY, "parkinsonian": _PARKINSONIAN}


def healthy(net: Network | None = None) -> Problem:
    """The healthy state of the circuit made right, alone."""
    return _problem("healthy", net, {"healthy": _HEALTHY}, healthy_targets())


def parkinsonian(net: Network | None = None) -> Problem:
    """The Parkinsonian state, alone."""
    return _problem("parkinsonian", net, {"parkinsonian": _PARKINSONIAN}, parkinsonian_targets())


def both(net: Network | None = None) -> Problem:
    """Both states at once: they share the GPi's drive and afferents and the loop's weights."""
    return _problem("both", net, _PAIR, pair_targets())


def both_rubin_terman(net: Network | None = None) -> Problem:
    """The same with the STN of Rubin and Terman, in a box of its own."""
    return _problem("both_rubin_terman", net, _PAIR, pair_targets(), RUBIN_TERMAN)


def both_hodgkin_huxley(net: Network | None = None) -> Problem:
    """The same with a pallidum of Hodgkin-Huxley cells, at the step that they need."""
    problem = _problem("both_hodgkin_huxley", net, _PAIR, pair_targets(), HODGKIN_HUXLEY)
    return replace(problem, protocol={"dt_ms": CIRCUITS["hh"].dt_ms})


def _problem(
    name: str, net: Network | None, states: dict, targets: list, preset: str = CIRCUIT
) -> Problem:
    net = net or Network.preset(preset)
    used = {f for state in states.values() for rule in state.values() for f in _names(rule)}
    box = tuple(variable for name, variable in _box(net, preset).items() if name in used)
    return Problem(name, net.to_text(), box, states, tuple(targets))


def _names(rule: str | tuple[str, ...]) -> tuple[str, ...]:
    return (rule,) if isinstance(rule, str) else rule


# ---- the prototype's own search ----------------------------------------------------------------
# Rates (Hz) and CVs that it was after, of STN, GPe, GPi; and 20 % of the GPe's mean V in beta.
_SEEDS_TARGETS = {
    "healthy": ((20, 70, 80), (0.40, 0.35, 0.20)),
    "parkinsonian": ((27.5, 42.5, 82.5), (0.60, 0.35, 0.25)),
}
#: Its analysis: one network, one noise, 100 to 400 ms.
_SEEDS_PROTOCOL = {"burn_in_ms": 100.0, "measured_ms": 300.0}


def seeds_own(
    state: str = "parkinsonian", *, physical_sign: bool = False, seed: int = 42
) -> Problem:
    """What the prototype searched: its circuit, its targets, its one seed and its 300 ms.

    Its beta counts tonic firing, and its sign of synaptic currents is inverted for the STN: see
    docs/seed.md. This is here to show what that search finds, not to be used.
    """
    sign = "_physical_sign" if physical_sign else ""
    net = Network.preset(f"seed_hh_{state}{sign}")
    links = ("stn_to_gpe", "gpe_to_stn", "stn_to_gpi", "gpe_to_gpi")
    box = [
        Variable.of(net, "stn.i_app", 40, 150),
        *(Variable.of(net, f"{name}.i_app", 0, 5) for name in ("gpe", "gpi")),
        *(Variable.of(net, f"{link}.weight_scale", 0.1, 3, by_ratio=True) for link in links),
    ]
    targets = _seeds_targets(state)
    states = {state: {variable.name: variable.name for variable in box}}
    name = f"seed_{state}{sign}"
    return Problem(name, net.to_text(), tuple(box), states, targets, 1, (seed,), _SEEDS_PROTOCOL)


def _seeds_targets(state: str) -> tuple[Target, ...]:
    rates, cvs = _SEEDS_TARGETS[state]
    targets = []
    for population, rate_hz, cv in zip(("stn", "gpe", "gpi"), rates, cvs, strict=True):
        targets.append(Target(state, f"{population}.rate", "near", rate_hz, 0.1 * rate_hz))
        targets.append(Target(state, f"{population}.cv_seed", "near", cv, 0.5 * cv))
    if state == "parkinsonian":
        targets.append(Target(state, "gpe.seed_beta_fraction", "at_least", 0.2, 0.05, group="beta"))
    return tuple(targets)


#: By name, as the command has them.
READY: dict[str, Callable[[], Problem]] = {
    "healthy": healthy,
    "parkinsonian": parkinsonian,
    "both": both,
    "both_rubin_terman": both_rubin_terman,
    "both_hodgkin_huxley": both_hodgkin_huxley,
    "seed_healthy": partial(seeds_own, "healthy"),
    "seed_healthy_physical_sign": partial(seeds_own, "healthy", physical_sign=True),
    "seed_parkinsonian": seeds_own,
    "seed_parkinsonian_physical_sign": partial(seeds_own, physical_sign=True),
}
