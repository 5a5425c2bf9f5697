% The spectrum of a population's rate, and how far beta stands above its surroundings.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
sim = net.simulator();
r = sim.run(88000);
stn = subthal.recording(50, 88000, 'first_step', 8001, 'spikes', r.spikes);
rate_hz = subthal.population_rate(stn, 40);  % bins of 1 ms
fprintf('beta peak at %.0f Hz, prominence %.1f dB\n', subthal.beta_peak(rate_hz, 1), ...
    subthal.beta_prominence(rate_hz, 1));
figure('Visible', 'off');
subthal.plot_spectrum(rate_hz, 1);
