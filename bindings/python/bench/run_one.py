"""What a step costs in Python, with a mean current out and an input in, as run_one.c does it in C.

Prints "NAME,CELLS,NANOSECONDS": the fastest of 400 rounds of 100 steps.
"""

from time import perf_counter_ns

from subthal import Network, Simulator

ROUNDS, STEPS = 400, 100


def circuit(scale):
    """A simulator of 9 cells a scale."""
    sizes = {"n_stn": 2 * scale, "n_gpe": 4 * scale, "n_gpi": 3 * scale}
    net = Network.preset("stn_gpe_gpi_adex_healthy", **sizes)
    net.add_probe("stn", "i_syn", mean=True)
    net.add_input("stimulus", "stn")
    return Simulator(net)


def fastest(call):
    """Nanoseconds of a call."""
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter_ns()
        for _ in range(STEPS):
            call()
        rounds.append((perf_counter_ns() - start) / STEPS)
    return min(rounds)


def main():
    """Prints a line a way and a size."""
    for scale in (1, 25):
        step, sim = circuit(scale).prepare(1), circuit(scale)
        print(f"python prepared step,{9 * scale},{fastest(step):.1f}")
        print(f"python run,{9 * scale},{fastest(lambda: sim.run(1)):.1f}")  # noqa: B023


main()
