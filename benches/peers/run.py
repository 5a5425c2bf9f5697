"""This library beside its peers: one network, one machine, one run.

run.py OUT SUBTHAL: starts every peer, sees that all fire at the same rates, then lets each in turn
run a trial, many times over. Writes peers.csv, peers.txt (the machine), peers.md and peers.png into
OUT.
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from report import write_report

HERE = Path(__file__).parent
ENVIRONMENTS = Path(".venv-peers")
POPULATIONS = ("stn", "gpe", "gpi")
REPEATS = 40
SEEDS = 8  # of runs of 2 s for rates
TOLERANCE = 0.03  # of a mean rate; the standard error over seeds is below 0.01
CORE = (os.cpu_count() or 1) - 1  # every peer runs on this one


@dataclass
class Peer:
    """A program that answers requests; `same_cells` unless its models are only near."""

    name: str
    label: str
    command: list
    same_cells: bool = True
    rates: np.ndarray = None
    times_ms: list = field(default_factory=list)

    def begin(self):
        """Starts the program, which then builds what it needs."""
        pinned = ["taskset", "-c", str(CORE), *map(str, self.command)]
        env = {**os.environ, "OMP_NUM_THREADS": "1", "PYNEST_QUIET": "1"}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(pinned, stdin=pipe, stdout=pipe, text=True, env=env)

    def ask(self, verb, seed):
        """The numbers that answer a request; other lines are chatter."""
        print(verb, seed, file=self.process.stdin, flush=True)
        for line in filter(str.strip, self.process.stdout):
            try:
                return [float(word) for word in line.split()]
            except ValueError:
                continue
        sys.exit(f"peers: {self.name} ended before it answered")

    def end(self):
        """Lets the program finish."""
        self.process.stdin.close()
        self.process.wait()


def peers(out, subthal):
    """Everyone, this library first."""
    network = out / "network.txt"
    python = {name: ENVIRONMENTS / name / "bin/python" for name in ("jax", "brian2", "nest")}
    jax = [python["jax"], HERE / "jax_peer.py", network]
    brian2 = [python["brian2"], HERE / "brian2_peer.py", network]
    brian2_plain, brian2_tuned = ([*brian2, out / f"brian2_{s}", s] for s in ("plain", "tuned"))
    fast = "plain C++, -O3 -ffast-math"
    return [
        Peer("subthal_single", "subthal, single precision", [subthal, "serve", "single"]),
        Peer("subthal_double", "subthal, double precision", [subthal, "serve", "double"]),
        Peer("plain_vector", f"{fast}, vector noise", [out / "plain_vector", network]),
        Peer("plain_fast", fast, [out / "plain_fast", network]),
        Peer("plain", "plain C++, -O3", [out / "plain", network]),
        Peer("jax_batch", "JAX, a trial of 8 by vmap", [*jax, 8]),
        Peer("jax", "JAX, one trial", [*jax, 1]),
        Peer("brian2_tuned", "Brian2, tuned by hand", brian2_tuned),
        Peer("brian2_plain", "Brian2, C++ standalone, as one writes it", brian2_plain),
        Peer(
            "nest",
            "NEST, nearest built-in models",
            [python["nest"], HERE / "nest_peer.py", network],
            False,
        ),
    ]


def measure_rates(everyone):
    """Mean rates over the seeds; the runs of NEST are long, so it has fewer."""
    for peer in everyone:
        seeds = range(1, 1 + (SEEDS if peer.same_cells else 2))
        peer.rates = np.mean([peer.ask("rates", seed) for seed in seeds], axis=0)
        shown = " ".join(f"{rate:.2f}" for rate in peer.rates)
        print(f"{peer.label}: {shown} Hz", flush=True)


def check_rates(everyone):
    """Ends the program unless all simulate the same thing."""
    ours = everyone[0].rates
    for peer in everyone:
        agree = np.all(np.abs(peer.rates / ours - 1.0) <= TOLERANCE)  # false of no number
        if peer.same_cells and not agree:
            sys.exit(f"peers: {peer.label} fires at other rates; its times would mean nothing")


def measure_times(everyone):
    """A trial of each in turn, again and again: all feel the same weather."""
    for repeat in range(REPEATS):
        for peer in everyone:
            peer.times_ms += peer.ask("time", repeat + 1)
        print(f"\r{repeat + 1} of {REPEATS} repeats", end="", flush=True)
    print()


def main():
    """The whole comparison."""
    out, subthal = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "network.txt", "w") as file:
        subprocess.run([subthal, "network"], stdout=file, check=True)
    everyone = peers(out, subthal)
    for peer in everyone:
        peer.begin()
    measure_rates(everyone)
    check_rates(everyone)
    measure_times(everyone)
    for peer in everyone:
        peer.end()
    write_report(everyone, out)


if __name__ == "__main__":
    main()
