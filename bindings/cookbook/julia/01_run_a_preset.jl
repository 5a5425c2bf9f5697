# Run a preset for a second and print how fast its populations fire.
using Subthal

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)
sim = Simulator(net)
ran = record!(sim, 40_000) # steps of 0.025 ms

for population in ("stn", "gpe", "gpi")
    rate = metric(sim, ran, population, "rate"; burn_in_steps = 8_000)
    println(population, " fires at ", round(rate; digits = 1), " Hz")
end
