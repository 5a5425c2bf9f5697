# Build a network by hand: two populations, a loop between them, noise.
using Subthal

net = Network(; seed = 7)
add_population!(net, "stn", "stn", 50)
add_population!(net, "gpe", "adex_gpe", 100)
add_projection!(net, "stn_to_gpe"; from = "stn", to = "gpe", e_rev_mv = 0,
                rule = "fixed_in_degree", k = 10, weight = 0.5, delay_ms = 3)
add_projection!(net, "gpe_to_stn"; from = "gpe", to = "stn", e_rev_mv = -80,
                rule = "fixed_in_degree", k = 10, weight = 2, delay_ms = 5)
add_noise!(net, "stn"; sigma = 5)
add_noise!(net, "gpe"; sigma = 40)
net["stn.i_app"] = 40
set_heterogeneity!(net, "gpe.i_app", 0.1)

sim = Simulator(net)
ran = record!(sim, 40_000)
println(net, ", ", length(wiring(net, "gpe_to_stn").pre), " inhibitory synapses")
for population in ("stn", "gpe")
    println(population, " fires at ", metric(sim, ran, population, "rate"), " Hz")
end
