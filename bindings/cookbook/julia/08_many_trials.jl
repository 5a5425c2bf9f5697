# Many trials in one call: three currents, four seeds each, metrics and progress.
using Subthal

net = Network("stn_gpe_gpi_adex_healthy")
currents = repeat([60.0, 70.0, 80.0]; inner = 4)
seeds = repeat(1:4; outer = 3)

answers = evaluate(
    net; params = ["stn.i_app"], values = permutedims(currents), seeds = seeds,
    metrics = ["stn.rate", "gpe.cv"], burn_in_ms = 100, measured_ms = 500,
    progress = (done, of) -> println(done, " of ", of, " trials"))

for trial in eachindex(seeds)
    rate, cv = answers.metrics[:, trial]
    println(currents[trial], " uA/cm2, seed ", seeds[trial], ": STN ", round(rate; digits = 1),
            " Hz, CV of the GPe ", round(cv; digits = 2), " (", answers.statuses[trial], ")")
end
