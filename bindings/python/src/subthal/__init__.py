"""Spiking models of the subthalamo-pallidal circuit, simulated fast.

import subthal

net = subthal.Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
sim = subthal.Simulator(net)
recording = sim.run(80_000)  # 2 s
recording.metric("stn", "rate", burn_in_ms=200)

Units are ms, mV, Hz; others are in the parameters' records. The same network, seed and inputs give
the same bits, on every CPU.
"""

from . import errors, metrics, records
from ._arrays import SPIKE
from ._library import library_path, names, version
from ._prepared import PreparedRun
from .batch import Answers, evaluate
from .errors import Error
from .network import Network
from .recording import Recording
from .simulator import Simulator

__version__ = version()
__all__ = [
    "SPIKE",
    "Answers",
    "Error",
    "Network",
    "PreparedRun",
    "Recording",
    "Simulator",
    "errors",
    "evaluate",
    "library_path",
    "metrics",
    "names",
    "records",
    "version",
]
