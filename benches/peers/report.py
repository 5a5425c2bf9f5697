"""What `run.py` found, as a record, a table and a picture."""

import subprocess

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt

OURS, OTHERS = "#b2452f", "#8a97a6"
MACHINE = (
    "lscpu | grep -E 'Model name|CPU family|Model:|Stepping|L1d|L2|L3'",
    "rustc -vV",
    "g++ --version | head -1",
    ".venv-peers/jax/bin/pip freeze --disable-pip-version-check | grep -iE '^(jax|jaxlib|numpy)='",
    ".venv-peers/brian2/bin/pip freeze --disable-pip-version-check | grep -iE '^(brian2|numpy)='",
    ".venv-peers/nest/bin/pip freeze --disable-pip-version-check | grep -iE '^(nest-simulator|numpy)='",
)


def fastest(peer):
    """Minimum and tenth percentile, ms."""
    times = np.sort(peer.times_ms)
    return times[0], times[len(times) // 10]


def write_record(everyone, path):
    """Every figure: name, value, unit."""
    with open(path, "w") as file:
        print("name,value,unit", file=file)
        for peer in everyone:
            least, p10 = fastest(peer)
            print(f"{peer.name}_ms,{least:.3f},ms", file=file)
            print(f"{peer.name}_p10_ms,{p10:.3f},ms", file=file)
            for population, rate in zip(("stn", "gpe", "gpi"), peer.rates, strict=True):
                print(f"{peer.name}_{population}_rate,{rate:.2f},Hz", file=file)


def write_machine(path):
    """The machine, the compilers and the versions."""
    with open(path, "w") as file:
        print("make peers, every peer on one core", file=file)
        for command in MACHINE:
            file.write(subprocess.run(command, shell=True, text=True, capture_output=True).stdout)


def write_table(everyone, path):
    """Times, ratios to this library and rates in Markdown."""
    ours, _ = fastest(everyone[0])
    with open(path, "w") as file:
        print("| T1, one core | ms | p10, ms | times subthal's | STN, GPe, GPi, Hz |", file=file)
        print("|---|---|---|---|---|", file=file)
        for peer in everyone:
            least, p10 = fastest(peer)
            rates = ", ".join(f"{rate:.1f}" for rate in peer.rates)
            ratio = f"{least / ours:.3g}"
            print(f"| {peer.label} | {least:.3g} | {p10:.3g} | {ratio} | {rates} |", file=file)


def draw(everyone, path):
    """A bar a peer, from the fastest down."""
    ours, _ = fastest(everyone[0])
    least = np.array([fastest(peer)[0] for peer in everyone])
    figure, axes = plt.subplots(figsize=(9, 0.5 * len(everyone) + 1.1), layout="constrained")
    colours = [OURS if peer.name.startswith("subthal") else OTHERS for peer in everyone]
    axes.barh(range(len(everyone)), least, color=colours, height=0.68)
    for row, ms in enumerate(least):
        ratio = "" if row == 0 else f"   {ms / ours:.3g} times"
        axes.text(ms * 1.08, row, f"{ms:.3g} ms{ratio}", va="center", fontsize=10)
    axes.set_yticks(range(len(everyone)), [peer.label for peer in everyone], fontsize=10)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(1, least.max() * 6)
    axes.set_xlabel("100 ms of 225 cells, one core: ms, fastest of the repeats (log scale)")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color="0.9", zorder=0)
    axes.set_axisbelow(True)
    figure.savefig(path, dpi=130)
    plt.close(figure)


def write_report(everyone, out):
    """All of it, into one folder."""
    write_record(everyone, out / "peers.csv")
    write_machine(out / "peers.txt")
    write_table(everyone, out / "peers.md")
    draw(everyone, out / "peers.png")
    print((out / "peers.md").read_text())
