# What pulses on the axons of the STN do to its parkinsonian beta, by their frequency.
using Printf, Subthal

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)
add_stimulator!(net, "dbs", "stn"; amplitude_ma = 1, # above any axon's threshold
                axon_fraction = 0.5, soma = 0)

frequencies_hz, seeds = [0, 20, 50, 80, 130, 185], 4001:4003
answers = evaluate(
    net; params = ["dbs.frequency"], seeds = repeat(seeds; outer = length(frequencies_hz)),
    values = permutedims(repeat(frequencies_hz; inner = length(seeds))),
    metrics = ["stn.beta_power"], redraw_wiring = true, measured_ms = 1000)

beta = reshape(answers.metrics, length(seeds), :)
db = 10 .* log10.(beta ./ beta[:, 1]) # over the same seed without pulses
mean_db = vec(sum(db; dims = 1)) ./ length(seeds)
for (hz, change) in zip(frequencies_hz, mean_db)
    @printf("%3d Hz: beta %.1f dB\n", hz, change)
end
save_svg("sweep.svg", line_panel(frequencies_hz, mean_db; x_label = "frequency, Hz",
                                 y_label = "beta of the STN, dB", title = "stimulation"))
