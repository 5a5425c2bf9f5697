"""Networks that the tests share, and how they run a program of their own."""

import subprocess
import sys
from pathlib import Path

import pytest
from subthal import Network, Simulator

REPOSITORY = Path(__file__).resolve().parents[3]
PRESET = "stn_gpe_gpi_adex_healthy"


@pytest.fixture
def repository():
    return REPOSITORY


@pytest.fixture
def net():
    """A small circuit with the mean V and LFP of the STN probed, and one input."""
    net = Network.preset(PRESET, seed=1, n_stn=10, n_gpe=20, n_gpi=15)
    net.add_probe("stn", mean=True)
    net.add_probe("stn", "i_syn", mean=True)
    net.add_input("stimulus", "stn")
    return net


@pytest.fixture
def sim(net):
    return Simulator(net)


@pytest.fixture
def python():
    """Runs a program in a process of its own, which must end by itself; gives what it printed."""

    def run(program: str, status: int = 0) -> str:
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == status, done.stderr
        return done.stdout

    return run
