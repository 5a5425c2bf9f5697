# The spectrum of a population's rate, and how far its beta stands out.
using Subthal

ran = record!(Simulator(Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)), 88_000) # 2.2 s
stn = Recording(ran, "stn"; burn_in_steps = 8_000)
rate = population_rate(stn, 40) # Hz, in bins of 1 ms

peak = beta_peak(rate; interval_ms = 1)
println("beta peak at ", peak.frequency_hz, " Hz, ",
        round(beta_prominence(rate; interval_ms = 1); digits = 1), " dB above what is around it")
println("synchrony there: R = ", round(synchrony(stn, peak.frequency_hz).r; digits = 1))
save_svg("spectrum.svg", spectrum_panel(rate; interval_ms = 1),
         spectrogram_panel(rate; interval_ms = 1))
