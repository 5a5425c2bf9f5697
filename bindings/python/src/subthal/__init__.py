"""Spiking models of the subthalamo-pallidal circuit, simulated fast.

import subthal

net = subthal.Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
sim = subthal.Simulator(net)
recording = sim.run(80_000)  # 2 s
recording.metric("stn", "rate", burn_in_ms=200)

Units are ms, mV, Hz; others are in the parameters' records. The same network, seed and inputs give
the same bits, on every CPU.
"""

from . import control, errors, metrics, records
from ._arrays import SPIKE, TICK
from ._library import library_path, names, version
from ._prepared import PreparedRun
from .batch import Answers, evaluate
from .control import Controller, Estimator
from .errors import Error
from .loop import Loop, Tick
from .network import Network
from .recording import Recording
from .simulator import Simulator

__version__ = version()
__all__ = [
    "SPIKE",
    "TICK",
    "Answers",
    "Controller",
    "Error",
    "Estimator",
    "Loop",
    "Network",
    "PreparedRun",
    "Recording",
    "Simulator",
    "Tick",
    "control",
    "errors",
    "evaluate",
    "library_path",
    "metrics",
    "names",
    "records",
    "version",
]
