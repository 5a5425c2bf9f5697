% A rig: the caller's own loop, a millisecond a turn.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
net.add_stimulator('dbs', 'stn', 'axon_fraction', 0.5, 'soma', 0, 'frequency_hz', 130);
net.place_in_ball('gpe', [0, 0, 0], 1500);
net.add_lfp('lfp', 'populations', {'gpe'}, 'low_pass_hz', 250);
sim = net.simulator();
est = subthal.Estimator('band_rectified', 'window_ms', 100);
ctl = subthal.Controller('pi', 'set_point', 7e-4);  % mV

step = sim.stepper(40, 40);  % 40 steps, and the last row of them
amplitude = sim.find_param('dbs.amplitude');
[estimate_mv, turn_us] = deal(zeros(1, 5000));
for turn = 1:5000
    started = tic;
    estimate_mv(turn) = est.update(step([]));
    if mod(turn, 20) == 0
        [~, wanted_ma] = ctl.update(estimate_mv(turn));
        sim.set(amplitude, wanted_ma);
    end
    turn_us(turn) = 1e6 * toc(started);
end
fprintf('estimate %.2f uV, stimulus now %.2f mA, %.1f uJ\n', 1e3 * mean(estimate_mv), ...
    wanted_ma, sim.delivered('dbs').energy_uj);
turn_us = sort(turn_us);
fprintf(2, 'a turn: %.0f us, 99 of 100 within %.0f us\n', turn_us(1), turn_us(4951));
