"""A good guest: threads, fork, exit, Ctrl-C and memory."""

import os
import resource
import signal
import threading
import time

import pytest
from subthal import Network, Simulator, errors, evaluate

START = """
import os, signal, threading, time, sys
from subthal import Network, Simulator, evaluate
net = Network.preset("stn_gpe_gpi_adex_healthy", seed=1)
sim = Simulator(net)
"""


def running(sim, n_steps):
    """A thread that is inside a run."""
    how = {"out": False, "spikes": False}
    thread = threading.Thread(target=sim.run, args=(n_steps,), kwargs=how)
    thread.start()
    while not sim._lock.locked() and thread.is_alive():
        time.sleep(0)
    return thread


def test_one_thread_at_a_time(sim):
    step = sim.prepare(1)
    thread = running(sim, 400_000)
    changes = (
        lambda: sim.run(1),
        sim.reset,
        step,
        lambda: sim.inject_spike("stn", 0),
        lambda: sim.__setitem__("stn.i_app", 1),
    )
    for change in changes:
        with pytest.raises(errors.BusyError):
            change()
    thread.join()
    assert sim.step == 400_000


def test_different_simulators_run_at_once(net):
    alone = Simulator(net)
    alone.run(20_000)
    sims = [Simulator(net) for _ in range(4)]
    threads = [threading.Thread(target=s.run, args=(20_000,)) for s in sims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {s.state_hash for s in sims} == {alone.state_hash}


def test_the_interpreter_goes_on_during_a_run(sim):
    """The GIL is released: another thread counts meanwhile."""
    thread = running(sim, 400_000)
    counted = 0
    while thread.is_alive() and counted < 1000:
        counted += 1
        time.sleep(0)
    thread.join()
    assert counted > 100


def interrupted(call, after_s=0.3):
    """Calls, and presses Ctrl-C meanwhile; seconds from that to the exception."""
    pressed = []

    def press():
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Timer(after_s, press).start()
    with pytest.raises(KeyboardInterrupt):
        call()
    return time.monotonic() - pressed[0]


@pytest.fixture(autouse=True)
def ctrl_c():
    """Heard even where a shell has started this in the background, for which it is switched off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_ends_a_run_which_can_go_on(net):
    sim = Simulator(net)
    assert interrupted(lambda: sim.run(10**9, out=False, spikes=False)) < 2
    done = sim.step
    assert 0 < done < 10**9
    sim.run(100)
    other = Simulator(net)
    other.run(done + 100, out=False, spikes=False)
    assert sim.state_hash == other.state_hash


def test_ctrl_c_ends_a_batch(net):
    batch = {"seeds": range(10_000), "metrics": ["stn.rate"], "measured_ms": 1000, "n_threads": 1}
    assert interrupted(lambda: evaluate(net, **batch)) < 5


def test_cycles_leak_nothing():
    def cycle():
        net = Network.preset("stn_gpe_gpi_adex_healthy", n_stn=1, n_gpe=1, n_gpi=1)
        Simulator(net).free()
        with Network() as other:
            other.copy()

    for _ in range(500):
        cycle()
    before = resident_bytes()
    for _ in range(10_000):
        cycle()
    assert resident_bytes() - before < 4 << 20


def test_runs_and_batches_leak_nothing(net):
    sim = Simulator(net)

    def cycle():
        sim.run(400)
        sim.prepare(10)()
        evaluate(net, seeds=[1], metrics=["stn.rate"], burn_in_ms=0, measured_ms=5)

    for _ in range(50):
        cycle()
    before = resident_bytes()
    for _ in range(400):
        cycle()
    assert resident_bytes() - before < 4 << 20


def resident_bytes():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def test_exit_with_live_handles(python):
    assert python(START + "print(sim.run(10).n_steps)") == "10\n"


def test_exit_while_a_thread_runs(python):
    run = "lambda: sim.run(10**9, out=False, spikes=False)"
    python(START + f"threading.Thread(target={run}, daemon=True).start(); time.sleep(0.2)")


def test_exit_from_a_reference_cycle(python):
    python(START + "net.me = net; sim.me = sim; sim.other = net; net.other = sim")


def test_fork_leaves_both_alive(python):
    program = (
        START
        + """
sim.run(100)
child = os.fork()
sim.run(100)
net["stn.i_app"] = 50
again = Simulator(net)
again.run(10)
trials = evaluate(net, seeds=[1], metrics=["stn.rate"], measured_ms=50, n_threads=2)
assert trials.ok.all()
if child == 0:
    sys.exit(0)
print(os.waitpid(child, 0)[1], sim.step)
"""
    )
    assert python(program) == "0 200\n"


def test_handles_are_freed_with_their_objects():
    for _ in range(70_000):  # more than may live at once
        Network()
