"""T1's network as `peers network` wrote it, and the way in which a peer answers requests."""

import sys

import numpy as np

POPULATIONS = ("stn", "gpe", "gpi")
PROJECTIONS = ("stn_to_gpe", "gpe_to_stn", "stn_to_gpi", "gpe_to_gpi")
DT_MS = 0.025
TRIAL_MS = 100.0
BURN_IN_MS = 500.0  # of a run for rates
MEASURED_MS = 2000.0


class Network:
    """Lists of numbers by name, a parameter or a column of the state of every cell each."""

    def __init__(self, path):
        with open(path) as file:
            rows = [line.split() for line in file]
        self.lists = {name: np.array([float(v) for v in values]) for name, *values in rows}

    def __getitem__(self, name):
        return self.lists[name]

    def one(self, name):
        """A number that all cells share."""
        return float(self.lists[name][0])

    def n_cells(self, population):
        """How many cells a population has."""
        return len(self.lists[f"{population}.i_app"])

    def edges(self, projection):
        """Sources and targets."""
        pre, post = self.lists[f"{projection}.pre"], self.lists[f"{projection}.post"]
        return pre.astype(int), post.astype(int)

    def weight_ns(self, projection):
        """Conductance of one synapse; the parameter is a cell's total."""
        per_cell = len(self.lists[f"{projection}.pre"]) / self.n_cells(projection.split("_to_")[1])
        total = self.one(f"{projection}.weight") * self.one(f"{projection}.weight_scale")
        return total / per_cell

    def ns_to_density(self, population):
        """What makes mS/cm2 of nS, or uA/cm2 of pA."""
        return 1e-6 / self.one(f"{population}.area")


def serve(time_trial, rates):
    """Answers "time SEED" by milliseconds and "rates SEED" by the mean rates in Hz, for ever."""
    for request in sys.stdin:
        verb, seed = request.split()
        answer = [time_trial(int(seed))] if verb == "time" else rates(int(seed))
        print(*answer, flush=True)
