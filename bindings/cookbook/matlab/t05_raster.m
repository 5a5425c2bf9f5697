% Spikes as arrays: step, population and cell of each, counted from 1.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
sim = net.simulator();
r = sim.run(20000);
of_stn = r.spikes.population == 1;
times_ms = double(r.spikes.step(of_stn)) * sim.dt_ms();
fprintf('%d spikes of the STN, the first at %.3f ms in cell %d\n', sum(of_stn), times_ms(1), ...
    r.spikes.cell(find(of_stn, 1)));
figure('Visible', 'off');
subthal.plot_raster(r.spikes, net.populations(), sim.dt_ms());
