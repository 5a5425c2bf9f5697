% Adaptive stimulation: an LFP in the GPe, each controller in turn, and a law of one's own.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
net.place_in_ball('stn', [0, 0, 0], 1500);
net.add_stimulator('dbs', 'stn', 'axons', 1:50, 'soma', 0, ...
    'axon_thresholds_ma', 600 ./ net.field('stn', [0, 0, 0]));  % excited from 600 mV on
net.place_in_ball('gpe', [0, 0, 4000], 1500);
net.add_lfp('lfp', 'populations', {'gpe'}, 'electrode_um', [0, 0, 4000], 'low_pass_hz', 250);

controller_of = @(kind, constant, set_point) {kind, 'constant', constant, 'set_point', set_point, ...
    'lower', 0.8 * set_point, 'upper', 1.2 * set_point};
around = @(sim, controller) subthal.Loop(sim, 'channel', 'lfp', 'stimulator', 'dbs', ...
    'estimator', {'band_rectified', 'window_ms', 100}, 'controller', controller);
say = @(name, r, set_point) fprintf('%-14s %.2f uV, %3d %% above, %5.1f uJ\n', name, ...
    1e3 * mean(r.ticks.estimate), floor(100 * mean(r.ticks.estimate > set_point)), ...
    r.energy_uj(end));

set_point = 1;  % mV, until it is known
for name = {'none', 'open_loop', 'on_off', 'dual_threshold', 'proportional', 'pi', 'a law of ours'}
    law = [];
    controller = controller_of(name{1}, 3, set_point);
    if strcmp(name{1}, 'none'), controller = controller_of('open_loop', 0, set_point); end
    if strcmp(name{1}, 'a law of ours')
        controller = controller_of('open_loop', 3, set_point);
        lower = @(seen) 0.8 * seen.amplitude_ma * (seen.estimate <= set_point);
        law = @(seen) lower(seen) + min(seen.amplitude_ma + 0.5, 3) * (seen.estimate > set_point);
    end
    sim = net.simulator();
    closed = around(sim, controller);
    closed.run(sim, 40000, [], 40, law);  % 1 s to settle, then 4 s
    before_uj = sim.delivered('dbs').energy_uj;
    r = struct('rows', [], 'energy_uj', [], 'ticks', []);
    for k = 1:200
        part = closed.run(sim, 800, [], 40, law);
        r.rows = [r.rows, part.rows];
        r.energy_uj(k) = sim.delivered('dbs').energy_uj - before_uj;
        r.ticks = [r.ticks, part.ticks];
    end
    r.ticks = struct('step', [r.ticks.step], 'estimate', [r.ticks.estimate], ...
        'amplitude_ma', [r.ticks.amplitude_ma]);
    if strcmp(name{1}, 'none'), set_point = mean(r.ticks.estimate) / 2; end
    say(name{1}, r, set_point);
end

figure('Visible', 'off');
ticks_s = double(r.ticks.step) * 25e-6;
shown = {'LFP, uV', 1 + (1:4000) / 1000, 1e3 * r.rows; ...
    'estimate, uV', ticks_s, 1e3 * r.ticks.estimate; ...
    'stimulus, mA', ticks_s, r.ticks.amplitude_ma; 'energy, uJ', ticks_s, r.energy_uj};
for k = 1:4
    subplot(4, 1, k);
    plot(shown{k, 2}, shown{k, 3});
    ylabel(shown{k, 1});
end
xlabel('time, s');
