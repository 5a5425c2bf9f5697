"""What a step of one call costs in each binding, beside the same call in C.

    compare.py INSTALL JULIA...      e.g. compare.py out/install tools/julia.sh .julia

INSTALL is where the library is installed, JULIA the command that starts a Julia; this Python has
the package, and bindings/matlab is built. All programs run in turns, five times over, and the
fastest counts, since other work only adds. Prints "name,value,unit" lines, nanoseconds: of a call,
and of it over C.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BINDINGS = Path(__file__).resolve().parents[1]
TURNS = 5


def compiled(source, compiler, install, folder):
    """The program of a source in C or C++."""
    program, lib = folder / source.suffix[1:], install / "lib"
    command = [*compiler, "-O2", f"-I{install / 'include'}", source, f"-L{lib}", "-lsubthal"]
    subprocess.run([*command, f"-Wl,-rpath,{lib}", "-o", program], check=True)
    return [program]


def programs(install, julia, folder):
    """A command for each language."""
    octave = f"addpath('{BINDINGS / 'matlab/bench'}'); run_one()"
    project = f"--project={BINDINGS / 'julia'}"
    yield compiled(BINDINGS / "bench/run_one.c", ["cc", "-std=c11"], install, folder)
    yield compiled(BINDINGS / "cpp/bench/run_one.cpp", ["c++", "-std=c++17"], install, folder)
    yield [sys.executable, BINDINGS / "python/bench/run_one.py"]
    yield [*julia, "--startup-file=no", project, BINDINGS / "julia/bench/run_one.jl"]
    yield ["octave-cli", "--norc", "--no-history", "-q", "--eval", octave]


def lines_of(command, environment):
    """What a program prints: a name, a number of cells, nanoseconds."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    for line in done.stdout.splitlines():
        name, cells, nanos = line.split(",")
        yield (name, int(cells)), float(nanos)


def fastest(commands, environment):
    """Nanoseconds by name and cells."""
    found = {}
    for _ in range(TURNS):
        for command in commands:
            for key, nanos in lines_of(command, environment):
                found[key] = min(nanos, found.get(key, nanos))
    return found


def main():
    """Runs them, and prints what they found."""
    install, julia = Path(sys.argv[1]).resolve(), sys.argv[2:]
    environment = {**os.environ, "SUBTHAL_LIBRARY": str(install / "lib/libsubthal.so")}
    with tempfile.TemporaryDirectory() as folder:
        found = fastest(list(programs(install, julia, Path(folder))), environment)
    print("name,value,unit")
    for (name, cells), nanos in found.items():
        label = f"{name} {cells} cells".replace(" ", "_")
        print(f"{label},{nanos:.0f},ns")
        if name != "c run":
            print(f"{label}_over_c,{nanos - found['c run', cells]:.0f},ns")


main()
