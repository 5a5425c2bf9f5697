"""Build a network by hand: two populations, projections both ways, noise."""

import subthal
from subthal import Network, Simulator

print("models:", ", ".join(subthal.names("model")))

net = Network(seed=3)
net.add_population("stn", "stn", 40)
net.add_population("gpe", "adex_gpe", 60)
net.add_noise("stn", tau_ms=5, sigma=30)  # uA/cm2, the unit of this model's current
net.add_noise("gpe", tau_ms=5, sigma=100)  # pA
net.add_projection(
    "stn_to_gpe", "stn", "gpe", rule="fixed_in_degree", k=10, weight=2, e_rev_mv=0, delay_ms=2
)
net.add_projection(
    "gpe_to_stn", "gpe", "stn", rule="fixed_probability", p=0.1, weight=5, e_rev_mv=-80, delay_ms=4
)
net.set_heterogeneity("stn.i_app", 0.1)

synapses = net.wiring("gpe_to_stn")
print(f"gpe_to_stn has {len(synapses.pre)} synapses")
print(Simulator(net).run(20_000))  # 0.5 s
