% What pulses on the axons of the STN do to its parkinsonian beta, by their frequency.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
net.add_stimulator('dbs', 'stn', 'axon_fraction', 0.5, 'soma', 0, ...
    'amplitude_ma', 1);  % above any axon's threshold

frequencies_hz = [0, 20, 50, 80, 130, 185];
seeds = 4001:4003;
trials = subthal.evaluate(net, repmat(seeds, 1, 6), {'stn.beta_power'}, ...
    'params', {'dbs.frequency'}, 'values', kron(frequencies_hz, ones(1, 3)), ...
    'protocol', struct('measured_ms', 1000, 'redraw_wiring', true));

power = reshape(trials.values, 3, 6);
db = mean(10 * log10(power ./ power(:, 1)), 1);  % over the same seed without pulses
for k = 1:6
    fprintf('%3d Hz: beta %.1f dB\n', frequencies_hz(k), db(k));
end
figure('Visible', 'off');
plot(frequencies_hz, db, 'o-');
xlabel('frequency, Hz');
ylabel('beta of the STN, dB');
