% One second of a parkinsonian circuit, and how fast its cells fire.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
sim = subthal.Simulator(net);  % 0.025 ms a step
r = sim.run(40000);
for p = net.populations()'
    rate_hz = sim.metric(r, p.name, 'rate', 8000);  % the first 200 ms do not count
    fprintf('%s: %d cells, %.1f Hz\n', p.name, p.n_cells, rate_hz);
end
