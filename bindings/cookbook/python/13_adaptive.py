"""Adaptive stimulation: an LFP in the GPe, each controller in turn, and a law of one's own."""

from subthal import Loop, Network, Simulator
from subthal.control import controller_config, estimator_config

KINDS = ["open_loop", "on_off", "dual_threshold", "proportional", "pi"]


def circuit():
    """The parkinsonian circuit under an electrode; an axon is excited above 600 mV."""
    net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
    net.place_in_ball("stn", (0, 0, 0), 1500)
    thresholds_ma = 600 / net.field("stn", (0, 0, 0))
    axons = range(len(thresholds_ma))
    net.add_stimulator("dbs", "stn", axons=axons, axon_thresholds_ma=thresholds_ma, soma=0)
    net.place_in_ball("gpe", (0, 0, 4000), 1500)
    net.add_lfp("lfp", populations=["gpe"], electrode_um=(0, 0, 4000), low_pass_hz=250)
    return net


def trial(net, kind, set_point, law=None, constant=3.0):
    """4 s after 1 s: the ticks, one every 20 ms, and the energy in uJ."""
    sim = Simulator(net)
    levels = {"set_point": set_point, "lower": 0.8 * set_point, "upper": 1.2 * set_point}
    controller = controller_config(kind, constant=constant, **levels)
    closed = Loop(sim, "lfp", "dbs", estimator_config("band_rectified", window_ms=100), controller)
    closed.run(sim, 40_000, law=law, out=False, spikes=False)
    before_uj = sim.delivered("dbs").energy_uj
    _, ticks = closed.run(sim, 160_000, law=law, out=False, spikes=False)
    return ticks, sim.delivered("dbs").energy_uj - before_uj


def report(name, ticks, energy_uj):
    """A line of the table."""
    estimates = ticks["estimate"]
    above = int(100 * (estimates > set_point).mean())
    print(f"{name:14} {1e3 * estimates.mean():.2f} uV, {above:3} % above, {energy_uj:5.1f} uJ")


def own_law(seen):
    """Up by half a mA above the set point, down by a fifth below it."""
    if seen.estimate <= set_point:
        return 0.8 * seen.amplitude_ma
    return min(seen.amplitude_ma + 0.5, 3.0)


net = circuit()
without = trial(net, "open_loop", 1.0, constant=0.0)
set_point = 0.5 * without[0]["estimate"].mean()
report("none", *without)
for kind in KINDS:
    report(kind, *trial(net, kind, set_point))
report("a law of ours", *trial(net, "open_loop", set_point, own_law))
