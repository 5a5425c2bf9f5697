"""Building a network, and reading it back."""

import numpy as np
import subthal
from subthal import Network, Simulator


def by_hand():
    net = Network(seed=5)
    net.add_population("stn", "stn", 4)
    net.add_population("gpe", "adex_gpe", 6)
    edges = [0, 1, 3], [5, 4, 3], [1.0, 2.0, 0.5]
    net.add_projection("up", "stn", "gpe", e_rev_mv=0, edges=edges, delay_ms=2)
    net.add_projection(
        "down", "gpe", "stn", e_rev_mv=-80, rule="fixed_in_degree", k=2, weight=3, delay_spread_ms=1
    )
    net.add_noise("gpe", tau_ms=5, mean=1, sigma=20)
    net.add_input("light", "gpe", cells=[0, 2], weights=[1, 0.5], unit="pA")
    net.add_probe("gpe", cells=[5, 0])
    net.add_probe("stn", "i_syn", mean=True)
    return net


def test_what_is_built_can_be_read_back():
    net = by_hand()
    assert list(net.populations) == ["stn", "gpe"]
    assert net.populations["gpe"].n_cells == 6
    up, down = net.projections.values()
    assert (up.source, up.target, up.rule, down.rule) == ("stn", "gpe", "edges", "fixed_in_degree")
    assert net.wiring("up").post.tolist() == [5, 4, 3]
    assert net.wiring("up").weight.tolist() == [1.0, 2.0, 0.5]
    assert np.bincount(net.wiring("down").post).tolist() == [2] * 4
    assert (net["gpe.noise.mean"], net["down.weight"], net["up.delay"]) == (1, 3, 2)
    assert net.variable_names("stn")[0] == "v"
    assert (net.seed, net.memory_bytes > 1000) == (5, True)


def test_channels_have_names_and_units():
    sim = Simulator(by_hand())
    assert [c.name for c in sim.channels] == ["gpe.v[5]", "gpe.v[0]", "stn.i_syn"]
    assert [(c.name, c.unit) for c in sim.inputs] == [("light", "pA")]
    assert (sim.channels[0].unit, sim.channels[2].unit) == ("mV", "uA/cm2")


def test_text_gives_the_same_bits():
    net = by_hand()
    again = Network.from_text(net.to_text())
    assert again.to_text() == net.to_text()
    hashes = []
    for network in (net, again):
        sim = Simulator(network)
        sim.run(500)
        hashes.append(sim.state_hash)
    assert hashes[0] == hashes[1]


def test_pulses_reach_their_cells():
    net = Network()
    net.add_population("stn", "stn", 4)
    train = {"frequency_hz": 500, "amplitude": 8, "width_ms": 0.05, "start_ms": 0.05}
    net.add_pulses("dbs", "stn", **train, cells=[0, 2], weights=[1, 0.5])
    net.add_probe("stn", "i_input")
    rows = Simulator(net).run(100).rows
    assert rows[:, 0].nonzero()[0].tolist() == [2, 3, 82, 83]  # of 0.025 ms
    assert rows[2].tolist() == [8, 0, 4, 0]
    net["dbs.frequency"] = 0
    assert not Simulator(net).run(100).rows.any()


def test_pulses_may_be_irregular():
    net = Network(seed=5)
    net.add_population("stn", "stn", 1)
    net.add_pulses("volley", "stn", frequency_hz=100, cv=0.5, amplitude=1)
    net.add_probe("stn", "i_input")
    begins = np.flatnonzero(np.diff(Simulator(net).run(20000).rows[:, 0]) > 0)
    assert net["volley.width"] == 0.1  # the library's
    assert np.diff(begins).std() > 40


def test_synapses_open_by_spikes_or_by_v():
    net = Network()
    net.add_population("gpe", "so_gpe", 3)
    graded = {"kinetics": "graded", "alpha_per_ms": 1.5, "beta_per_ms": 0.08}
    graded |= {"theta_mv": -20, "sigma_mv": 3}
    shared = {"e_rev_mv": -85, "weight_unit": "mS/cm2"}
    net.add_projection("by_v", "gpe", "gpe", **shared, **graded)
    net.add_projection("by_spikes", "gpe", "gpe", **shared, kinetics="alpha", tau_decay_ms=4)
    net.add_projection("as_ever", "gpe", "gpe", **shared)
    kinetics = [p.kinetics for p in net.projections.values()]
    assert kinetics == ["graded", "alpha", "two_stage"]
    assert sorted(kinetics) == sorted(subthal.names("kinetics"))
    paths = [f"by_v.{symbol}" for symbol in ("alpha", "beta", "theta", "sigma")]
    assert net.get_many(paths).tolist() == [1.5, 0.08, -20, 3]
    assert net["by_spikes.tau_decay"] == 4


def test_parameters(net):
    net["stn.i_app"] = 70
    net.update({"gpe.i_app": 5.0}, **{"gpi.i_app": 6.0})
    assert net.get_many(["stn.i_app", "gpe.i_app", "gpi.i_app"]).tolist() == [70, 5, 6]
    param = net.params["stn.i_app"]
    assert (param.value, param.unit, param.default) == (70, "uA/cm2", 42)
    assert param.id == net.find_param("stn.i_app")
    assert net.params[param.id] == param
    assert all(p.unit and p.meaning and p.min < p.max for p in net.params)
    assert "stn.i_app" in [p.path for p in net.params.search("stn applied")]
    assert net.get_many([]).size == 0
    net.set_many([], [])


def test_cells_differ(net):
    net.set_heterogeneity("stn.i_app", 0.1)
    values = net.cell_values("stn.i_app")
    assert values.shape == (10,)
    assert values.std() > 0
    net.set_cells("stn.i_app", np.arange(10))
    assert net.cell_values("stn.i_app").tolist() == list(range(10))
    net.set_initial("stn.v", np.linspace(-70, -60, 10))
    net.set_initial_spread("stn.v", 0)
    assert Simulator(net).state("stn").tolist() == np.linspace(-70, -60, 10).tolist()


def test_a_seed_redraws(net):
    before = net.wiring("gpe_to_stn").pre.copy()
    net.seed = 99
    assert net.seed == 99
    assert not np.array_equal(net.wiring("gpe_to_stn").pre, before)


def test_names_and_reprs(net, sim):
    assert "stn_gpe_gpi_adex_healthy" in subthal.names("preset")
    assert "all_to_all" in subthal.names("rule")
    shown = [net, sim, net.params, sim.run(10)]
    assert all("<table>" in thing._repr_html_() for thing in shown)
    assert "10 stn" in repr(net) and "10 stn" in repr(sim)
    assert "i_app" in repr(net.params)
