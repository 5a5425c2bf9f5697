"""What `run.py` found, as a record, a table and a picture."""

import subprocess

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt

OURS, OTHERS = "#b2452f", "#8a97a6"
MACHINE = (
    "echo make peers at $(git rev-parse --short HEAD), each on one core of $(nproc)",
    "lscpu | grep -E 'Model name|CPU family|Model:|Stepping|L1d|L2|L3'",
    "rustc -vV",
    "g++ --version | head -1",
    "cat benches/peers/requirements-*.txt | grep =",
)


def fastest(peer):
    """Minimum and tenth percentile, ms."""
    times = np.sort(peer.times_ms)
    return times[0], times[len(times) // 10]


def three_digits(value):
    """As 1.90, 35.0 or 393."""
    return f"{value:#.3g}".rstrip(".")


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
        for command in MACHINE:
            file.write(subprocess.run(command, shell=True, text=True, capture_output=True).stdout)


def write_table(everyone, path):
    """Times, ratios to this library and rates in Markdown."""
    ours = fastest(everyone[0])[0]
    with open(path, "w") as file:
        print("| T1, one core | ms | p10, ms | times subthal's | STN, GPe, GPi, Hz |", file=file)
        print("|---|---|---|---|---|", file=file)
        for peer in everyone:
            least, p10 = fastest(peer)
            rates = ", ".join(f"{rate:.1f}" for rate in peer.rates)
            times = " | ".join(map(three_digits, (least, p10, least / ours)))
            print(f"| {peer.label} | {times} | {rates} |", file=file)


def draw(everyone, path):
    """A bar a peer, from the fastest down."""
    ours = fastest(everyone[0])[0]
    least = [fastest(peer)[0] for peer in everyone]
    figure, axes = plt.subplots(figsize=(9.5, 0.46 * len(everyone) + 1.3), layout="constrained")
    colours = [OURS if peer.name.startswith("subthal") else OTHERS for peer in everyone]
    axes.barh(range(len(everyone)), least, color=colours, height=0.7)
    for row, ms in enumerate(least):
        axes.text(ms * 1.1, row, f"{three_digits(ms)} ms", va="center", weight="bold")
        if row > 0:
            axes.text(
                0.99,
                row,
                f"{three_digits(ms / ours)} ×",
                va="center",
                ha="right",
                color="0.35",
                transform=axes.get_yaxis_transform(),
            )
    axes.set_yticks(range(len(everyone)), [peer.label for peer in everyone])
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(1, max(least) * 12)
    axes.xaxis.set_major_formatter("{x:g} ms")
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    title = "100 ms of 50 STN, 100 GPe and 75 GPi cells on one core, fastest of the repeats"
    figure.suptitle(title, x=0.01, ha="left", fontsize=12)
    figure.savefig(path, dpi=130)
    plt.close(figure)


def write_report(everyone, out):
    """All of it, into one folder; the fastest first."""
    everyone = sorted(everyone, key=fastest)
    write_record(everyone, out / "peers.csv")
    write_machine(out / "peers.txt")
    write_table(everyone, out / "peers.md")
    draw(everyone, out / "peers.png")
    print((out / "peers.md").read_text())
