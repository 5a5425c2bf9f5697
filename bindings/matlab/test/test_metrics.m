function tests = test_metrics()
    % Metrics that are lists, spectra or more than one number, of what is known.
    tests = {@bursts_of_spikes, @bursts_of_beta, @coupling_of_phase_and_amplitude, ...
        @tapers_find_the_wave, @phase_tells_who_leads, @chi_squared_of_potentials, ...
        @relay_of_pulses, @a_batch_has_the_answers_to_a_train, @each_metric_is_described};
end

function [signal, t_ms] = wave()
    t_ms = 0:9999;
    signal = sin(2 * pi * 20 * t_ms / 1000) + 0.5 * sin(1e4 * sin(t_ms));
end

% Cells that fire as one, every so many steps of 80,000.
function record = in_unison(n_cells, period)
    steps = 1:period:80000;
    [cells, steps] = ndgrid(1:n_cells, steps);
    record = subthal.recording(n_cells, 80000, 'spikes', spikes_of(steps(:), cells(:)));
end

function spikes = spikes_of(steps, cells)
    spikes = struct('step', steps, 'population', ones(size(steps)), 'cell', cells);
end

function bursts_of_spikes()
    tonic = 1:2000:60000;
    packed = 60001:40:60400;
    record = of_one_cell([tonic, packed]);
    burst = subthal.bursts_by_surprise(record);
    check(numel(burst) == 1 && burst.cell == 1 && burst.last_step == 60361);
    check(burst.n_spikes == 10 && burst.surprise > 5);
    check(isempty(subthal.bursts_by_surprise(record, 100)));
    record = of_one_cell([tonic, packed + 4000]); % 100 ms of silence
    burst = subthal.bursts_after_silence(record);
    check(numel(burst) == 1 && burst.first_step == 64001 && burst.n_spikes == 10);
    check(isnan(burst.surprise));
    check(isempty(subthal.bursts_after_silence(record, 200)));
end

function record = of_one_cell(steps)
    record = subthal.recording(1, 80000, 'spikes', spikes_of(steps, ones(size(steps))));
end

function bursts_of_beta()
    [signal, t_ms] = wave();
    loud = 0.1 * signal;
    inside = t_ms > 4000 & t_ms < 5000;
    loud(inside) = 3 * signal(inside);
    [bursts, threshold] = subthal.beta_bursts(loud, 1, 'percentile', 80);
    burst = bursts([bursts.amplitude] > 1);
    check(numel(burst) == 1 && abs(double(burst.first_sample) - 4001) < 200);
    check(burst.last_sample > burst.first_sample && burst.last_sample < 5200);
    check(threshold > 0 && threshold < burst.amplitude);
    [~, threshold] = subthal.beta_bursts(loud, 1, 'threshold', 0.9);
    check(threshold == 0.9);
    check_error('subthal:invalid_argument', @() subthal.beta_bursts(loud, 1, 'lowest_hz', 3));
    defaults = subthal.defaults('beta_bursts_config');
    check(defaults.low_hz == 13 && isnan(defaults.threshold));
end

function coupling_of_phase_and_amplitude()
    t_s = (0:9999) / 1000;
    wander = 2 * (sin(2 * pi * 0.37 * t_s) + sin(2 * pi * 1.13 * t_s)); % or shifts change nothing
    slow = sin(2 * pi * 20.3 * t_s + wander);
    fast = (1 + slow) .* sin(2 * pi * 90 * t_s);
    coupled = subthal.phase_amplitude(slow, fast, 1, 'n_surrogates', 20);
    check(coupled.mi > 0.01 && coupled.z > 3, 'mi %g, z %g', coupled.mi, coupled.z);
    check(abs(coupled.p - 1 / 21) < 1e-12, 'p is %g', coupled.p);
    check(isequal(size(coupled.amplitudes), [18, 1]) && all(coupled.amplitudes > 0));
    check_error('subthal:invalid_argument', @() subthal.phase_amplitude(slow, fast(2:end), 1));
    check_error('subthal:invalid_argument', ...
        @() subthal.phase_amplitude(slow, fast, 1, 'n_surogates', 20));
    defaults = subthal.defaults('coupling_config');
    check(defaults.n_surrogates == 200 && defaults.amplitude_high_hz == 150);
end

function tapers_find_the_wave()
    [density, frequency_hz] = subthal.multitaper_psd(wave(), 1);
    [~, at] = max(density);
    check(abs(frequency_hz(at) - 20) < 0.5 && frequency_hz(end) == 500);
    check(isequal(size(subthal.multitaper_psd(wave(), 1, 4, 7)), size(frequency_hz)));
    check_error('subthal:out_of_range', @() subthal.multitaper_psd(wave(), 1, 3, 7));
    [density, frequency_hz] = subthal.spike_spectrum(in_unison(4, 1000), 40);
    density(frequency_hz < 5 | frequency_hz > 60) = 0;
    [~, at] = max(density);
    check(abs(frequency_hz(at) - 40) < 1.5, 'the peak is at %g Hz', frequency_hz(at));
end

function phase_tells_who_leads()
    signal = wave();
    [phase, frequency_hz] = subthal.coherence_phase(signal(1:end - 5), signal(6:end), 1);
    found = phase(frequency_hz == 20); % y is 5 ms ahead
    check(abs(found - 2 * pi * 0.1) < 1e-3, 'the phase is %g', found);
    check_error('subthal:invalid_argument', ...
        @() subthal.coherence_phase(signal, signal(2:end), 1));
end

function chi_squared_of_potentials()
    [signal, t_ms] = wave();
    check(abs(subthal.chi_squared(repmat(signal, 3, 1)) - 1) < 1e-12);
    apart = reshape(sin(1e4 * sin(t_ms)), 10, []);
    check(subthal.chi_squared(apart) < 0.15, 'it is %g', subthal.chi_squared(apart));
    check(isnan(subthal.chi_squared(ones(3, 100))));
    check_error('subthal:invalid_argument', @() subthal.chi_squared(ones(2, 3, 4)));
end

function relay_of_pulses()
    found = subthal.relay(in_unison(2, 4000), 1:4000:80000);
    check(found.error_index == 0 && found.fidelity == 1 && found.misses == 0);
    check(found.n_pulses == 20);
    nothing = subthal.relay(in_unison(4, 1000), []);
    check(isnan(nothing.error_index) && nothing.n_pulses == 0);
    check_error('subthal:invalid_argument', @() subthal.relay(in_unison(4, 1000), 0));
end

function a_batch_has_the_answers_to_a_train()
    net = subthal.Network.from_preset('so_2012_parkinsonian');
    result = subthal.evaluate(net, 3, {'tc.smc.error_index', 'tc.smc.relay_fidelity'}, ...
        'protocol', struct('dt_ms', 0.01, 'burn_in_ms', 100, 'measured_ms', 300, ...
        'precision', 'double'));
    sim = net.simulator('dt_ms', 0.01, 'trial', 3);
    r = sim.run(40000);
    populations = net.populations();
    tc = find(strcmp({populations.name}, 'tc'));
    record = subthal.recording(populations(tc).n_cells, 40000, 'first_step', 10001, ...
        'dt_ms', 0.01, 'spikes', r.spikes, 'population', tc);
    found = subthal.relay(record, net.pulse_steps('smc', 40000, 0.01, 3));
    check(isequal(result.values', [found.error_index, found.fidelity]), mat2str(result.values'));
    check(found.n_pulses > 2, '%d pulses', found.n_pulses);
end

function each_metric_is_described()
    names = subthal.names('metric');
    kinds = zeros(size(names));
    for k = 1:numel(names)
        info = subthal.metric_info(names{k});
        check(strcmp(info.name, names{k}) && ~isempty(info.unit) && ~isempty(info.meaning));
        kinds(k) = info.needs_signal;
    end
    check(all(ismember(kinds, 0:3)), mat2str(kinds'));
    check(isequal(names(kinds == 3), {'error_index'; 'relay_fidelity'}));
end
