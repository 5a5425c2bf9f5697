"""What Python adds to a call: a prepared run of one step, beside the same call in a loop of C.

benchmark.py [HEADER_FOLDER]: compiles a few lines of C against the library in use.
"""

import ctypes
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter_ns

from subthal import Network, Simulator, library_path
from subthal._library import ffi

N_CALLS, REPEATS = 2000, 40
C_LOOP = """
#include <subthal.h>
#include <time.h>
long long loop(subthal_simulator *sim, subthal_run *run, long n_calls) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (long i = 0; i < n_calls; ++i)
        if (subthal_simulator_run(sim, run)) return -1;
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (b.tv_sec - a.tv_sec) * 1000000000LL + b.tv_nsec - a.tv_nsec;
}
"""


def c_loop(include):
    """The loop in C, compiled against the library that the package has loaded."""
    folder, library = Path(tempfile.mkdtemp()), library_path().resolve()
    (folder / "loop.c").write_text(C_LOOP)
    command = ["cc", "-O2", "-shared", "-fPIC", f"-I{include}", folder / "loop.c", library]
    run = [*command, f"-Wl,-rpath,{library.parent}", "-o", folder / "loop.so"]
    subprocess.run(run, check=True)
    loop = ctypes.CDLL(folder / "loop.so").loop
    loop.restype = ctypes.c_longlong
    return lambda step: loop(address(step._sim_c), address(step._c), ctypes.c_long(N_CALLS))


def address(c):
    """A pointer of cffi for ctypes."""
    return ctypes.c_void_p(int(ffi.cast("intptr_t", c)))


def python_loop(step):
    """Nanoseconds of the same calls from Python."""
    start = perf_counter_ns()
    for _ in range(N_CALLS):
        step()
    return perf_counter_ns() - start


def prepared(**sizes):
    """One step of a circuit with one input and one output."""
    net = Network.preset("stn_gpe_gpi_adex_healthy", **sizes)
    net.add_probe("stn", mean=True)
    net.add_input("stimulus", "stn")
    return Simulator(net).prepare(1)


def main():
    """Prints the p10 of interleaved repeats, in microseconds a call."""
    repository = Path(__file__).resolve().parents[2]
    in_c = c_loop(sys.argv[1] if len(sys.argv) > 1 else repository / "include")
    circuits = {"3 cells": prepared(n_stn=1, n_gpe=1, n_gpi=1), "225 cells": prepared()}
    for name, step in circuits.items():
        pairs = [(in_c(step), python_loop(step)) for _ in range(REPEATS)]
        tenths = [sorted(times)[REPEATS // 10] for times in zip(*pairs, strict=True)]
        c, python = (nanos / N_CALLS / 1e3 for nanos in tenths)
        print(f"{name}: C {c:.2f} us, Python {python:.2f} us, added {python - c:.2f} us a call")


if __name__ == "__main__":
    main()
