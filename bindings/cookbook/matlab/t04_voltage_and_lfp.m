% The mean voltage and the LFP (mean synaptic current) of the STN, every millisecond.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
net.add_probe('stn', 'v', 'mean', true);
net.add_probe('stn', 'i_syn', 'mean', true);
sim = net.simulator();
rows = sim.advance(80000, [], 40);  % 2 channels x 2000 rows: a row every 40 steps
channels = sim.channels();
for c = 1:2
    fprintf('%s: mean %.2f %s\n', channels(c).name, mean(rows(c, :)), channels(c).unit);
end
figure('Visible', 'off');
subthal.plot_lfp(rows(2, :), 1, channels(2).unit);
