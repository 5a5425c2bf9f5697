# Run a preset for two seconds and print how fast its populations fire.
using Subthal

net = Network("stn_gpe_gpi_adex_healthy"; seed = 1)
sim = Simulator(net)
ran = record!(sim, 80_000) # steps of 0.025 ms

for population in ("stn", "gpe", "gpi")
    rate = metric(sim, ran, population, "rate"; burn_in_steps = 20_000)
    println(population, " fires at ", round(rate; digits = 1), " Hz")
end
