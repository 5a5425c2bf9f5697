"""What a state does: simulated once, on a seed of its own."""

from collections.abc import Mapping

from ...errors import Error
from ...recording import Recording
from ...simulator import Simulator
from ..problem import Problem

SIMULATED_MS = 3000.0
#: From one row of the LFP proxy to the next.
ROW_MS = 1.0


def simulate(problem: Problem, values: Mapping[str, float], seed: int) -> Recording | str:
    """3 s of a state, with the mean synaptic current of each population; a sentence if it fails.

    The seed stands for what it does in the problem: the whole draw, or noise and initial state.
    """
    net, how = problem.net.copy(), problem.protocol
    names = ("dt_ms", "precision", "integrator")
    made = {name: how[name] for name in names if name in how}
    try:
        net.update(values)
        for population in net.populations:
            net.add_probe(population, "i_syn", mean=True)
        if how.get("redraw_wiring"):
            net.seed = seed
        else:
            made["trial"] = seed
        sim = Simulator(net, **made)
        return sim.run(round(SIMULATED_MS / sim.dt_ms), every=max(1, round(ROW_MS / sim.dt_ms)))
    except Error as error:
        return str(error)
