"""T1 in JAX, tuned: one compiled function a trial, single precision.

jax_peer.py NETWORK BATCH: above 1, so many trials at once by vmap, and the milliseconds of one.

No spike acts before the delay of 160 steps, so the outer scan goes from block to block of 160: a
matrix product brings a block's spikes to their targets in the next one, and one call draws a
block's noise. The inner scan is elementwise, and both pallidal populations are one array there.
Longer unrolling, other generators and noise drawn for all blocks at once were slower.
No metrics are computed.
"""

import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax  # noqa: E402, after its settings
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from jax_cells import Parameters, adex_step, start, stn_step  # noqa: E402

from network import BURN_IN_MS, DT_MS, MEASURED_MS, TRIAL_MS, Network, serve  # noqa: E402

BLOCK = 160  # steps of the delay
BLOCKS = round(TRIAL_MS / DT_MS) // BLOCK
GROUPS = {"stn": ("stn",), "pallidum": ("gpe", "gpi")}
# what one kind of synapse on a group is made of, by source
LINKS = {
    "stn": {"gpe": ("gpe_to_stn",)},
    "pallidum": {"stn": ("stn_to_gpe", "stn_to_gpi"), "gpe": ("gpe_to_gpi",)},
}


class Link:
    """All synapses from one population to a group: a matrix, and two sums a target cell."""

    def __init__(self, net, group, source, projections):
        sizes = [net.n_cells(name) for name in GROUPS[group]]
        self.matrix = np.zeros((net.n_cells(source), sum(sizes)), np.float32)
        for name in projections:
            target = GROUPS[group].index(name.split("_to_")[1])
            unit = net.ns_to_density("stn") if group == "stn" else 1.0
            pre, post = net.edges(name)
            self.matrix[pre, post + sum(sizes[:target])] = net.weight_ns(name) * unit
        self.rise = DT_MS / net.one(f"{projections[0]}.tau_rise")
        self.decay = DT_MS / net.one(f"{projections[0]}.tau_decay")
        self.e_rev = net.one(f"{projections[0]}.e_rev")

    def step(self, sums, v, arriving):
        """The sums after a step, and the current at v; spikes act from the next step on."""
        x, s = sums
        s = s + self.rise * x - self.decay * s
        return (x - self.rise * x + arriving, s), s * (self.e_rev - v)


class Group:
    """Cells that are stepped as one array."""

    def __init__(self, net, group, variables, cell_step):
        self.populations, self.cell_step = GROUPS[group], cell_step
        self.parameters = Parameters(net, self.populations)
        self.links = {source: Link(net, group, source, of) for source, of in LINKS[group].items()}
        self.cells = start(net, self.populations, variables)
        self.n_cells = len(self.cells[0])
        spreads = [np.full(net.n_cells(p), net.one(f"{p}.noise.sigma")) for p in self.populations]
        steps = DT_MS / net.one(f"{self.populations[0]}.noise.tau")
        self.decay = np.expm1(-steps).item()
        diffusion = np.concatenate(spreads) * np.sqrt(-np.expm1(-2.0 * steps))
        self.diffusion = diffusion.astype(np.float32)

    def start(self):
        """Cells, noise and sums before the first step."""
        still = jnp.zeros(self.n_cells)
        return self.cells, still, {source: (still, still) for source in self.links}

    def step(self, state, xi, arriving):
        """State after a step, who fired, and V."""
        cells, y, sums = state
        y = y + self.decay * y + self.diffusion * xi
        current, moved = y, {}
        for source, link in self.links.items():
            moved[source], from_link = link.step(sums[source], cells[0], arriving[source])
            current = current + from_link
        cells, spiked = self.cell_step(self.parameters, cells, current)
        return (cells, y, moved), spiked, cells[0]


class Circuit:
    """Both groups, and the trial that runs them."""

    def __init__(self, net):
        self.n_gpe, self.n_stn = net.n_cells("gpe"), net.n_cells("stn")
        self.stn = Group(net, "stn", ("v", "n", "h", "r", "ca", "hold"), stn_step)
        self.pallidum = Group(net, "pallidum", ("v", "w", "hold"), adex_step)

    def start(self):
        """Before the first step; no spike is on its way."""
        fired = jnp.zeros((BLOCK, self.n_stn)), jnp.zeros((BLOCK, self.n_gpe))
        return self.stn.start(), self.pallidum.start(), *fired

    def step(self, states, given):
        """One step of every cell."""
        xi, arriving = given
        of_stn, of_pallidum = xi[: self.n_stn], xi[self.n_stn :]
        stn, stn_fired, stn_v = self.stn.step(states[0], of_stn, arriving["stn"])
        pallidum, fired, v = self.pallidum.step(states[1], of_pallidum, arriving["pallidum"])
        means = stn_v.mean(), v[: self.n_gpe].mean(), v[self.n_gpe :].mean()
        return (stn, pallidum), (stn_fired, fired, means)

    def block(self, carry, key):
        """The steps of one delay; what arrives in them was fired in the block before."""
        stn, pallidum, *before = carry
        sources = dict(zip(("stn", "gpe"), before, strict=True))
        arriving = {
            name: {source: sources[source] @ link.matrix for source, link in group.links.items()}
            for name, group in (("stn", self.stn), ("pallidum", self.pallidum))
        }
        xi = jax.random.normal(key, (BLOCK, self.stn.n_cells + self.pallidum.n_cells))
        scanned = jax.lax.scan(self.step, (stn, pallidum), (xi, arriving))
        states, (stn_fired, fired, means) = scanned
        now = stn_fired.astype(jnp.float32), fired[:, : self.n_gpe].astype(jnp.float32)
        return (*states, *now), (stn_fired, fired, means)

    def trial(self, carry, key):
        """4000 steps on; with spikes and mean V."""
        return jax.lax.scan(self.block, carry, jax.random.split(key, BLOCKS))


def main():
    """Compiles, then answers."""
    net, n_trials = Network(sys.argv[1]), int(sys.argv[2])
    circuit = Circuit(net)
    one = jax.jit(circuit.trial)
    run = jax.jit(jax.vmap(circuit.trial, (None, 0))) if n_trials > 1 else one
    first = circuit.start()

    def keys(seed):
        key = jax.random.key(seed)
        return jax.random.split(key, n_trials) if n_trials > 1 else key

    def time_trial(seed):
        jax.block_until_ready(run(first, keys(seed)))
        mine = jax.block_until_ready(keys(seed + 1))
        begin = time.perf_counter()
        jax.block_until_ready(run(first, mine))
        return (time.perf_counter() - begin) * 1e3 / n_trials

    def rates(seed):
        carry, counts = first, np.zeros(3)
        for part, key in enumerate(jax.random.split(jax.random.key(seed), 25)):
            carry, (stn, pallidum, _) = one(carry, key)
            if part >= BURN_IN_MS / TRIAL_MS:
                pallidum = np.asarray(pallidum).sum((0, 1))
                gpe, gpi = pallidum[: circuit.n_gpe], pallidum[circuit.n_gpe :]
                counts += [np.asarray(stn).sum() / circuit.n_stn, gpe.mean(), gpi.mean()]
        return counts / (MEASURED_MS / 1e3)

    serve(time_trial, rates)


if __name__ == "__main__":
    main()
