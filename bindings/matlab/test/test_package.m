function tests = test_package()
    % The package: what it reads back is what was put in.
    tests = {@rows_are_channels_by_rows, @one_run_equals_many, @every_other_row, ...
        @a_stepper_is_advance, @spikes_count_from_one, @reset_equals_new, ...
        @indices_count_from_one, @text_reads_back_to_the_same_bits, @inputs_reach_their_cells, ...
        @pulses_reach_their_cells, @pulses_may_be_irregular, @synapses_open_by_spikes_or_by_v, ...
        @parameters_by_id_and_path, @metrics_agree, @spectra_find_a_sine, ...
        @a_progress_function_can_cancel, @a_progress_function_may_fail, ...
        @a_progress_function_may_run_a_simulator, @ctrl_c_ends_long_calls, ...
        @a_trial_that_fails_says_why, @exit_in_a_progress_function_exits, @a_divergence_is_told, ...
        @defaults_are_the_librarys, @classes_report_themselves};
end

function net = small(varargin)
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'n_stn', 10, 'n_gpe', 20, ...
        'n_gpi', 15, varargin{:});
end

function rows_are_channels_by_rows()
    net = small();
    net.add_probe('stn', 'v');
    net.add_probe('gpe', 'i_syn', 'mean', true);
    sim = net.simulator();
    rows = sim.advance(200, [], 40);
    channels = sim.channels();
    names = {channels.name};
    check(isequal(size(rows), [11, 5]), 'size is %d x %d', size(rows));
    check(strcmp(names{11}, 'gpe.i_syn') && strcmp(names{1}, 'stn.v[0]'), names{1});
    check(isequal(rows(1:10, 5), sim.state('stn', 'v')), 'the last column is not the state');
end

function one_run_equals_many()
    net = small();
    net.add_probe('stn', 'v', 'mean', true);
    [a, b] = deal(net.simulator(), net.simulator());
    whole = a.run(9000);
    parts = subthal.join(b.run(1), subthal.join(b.run(8000), b.run(999)));
    check(isequal(whole, parts) && a.state_hash() == b.state_hash());
end

function every_other_row()
    net = small();
    net.add_probe('stn', 'v', 'mean', true);
    [a, b] = deal(net.simulator(), net.simulator());
    all_rows = a.advance(100);
    check(isequal(b.advance(100, [], 7), all_rows(7:7:100)));
    check(b.row_count(10, 7) == 1, 'row 105 alone is in the next ten');
end

function a_stepper_is_advance()
    net = small();
    net.add_probe('stn', 'v', 'mean', true);
    net.add_input('u', 'stn');
    [a, b] = deal(net.simulator(), net.simulator());
    step = a.stepper(2);
    check(isequal(step([1, 5]), b.advance(2, [1, 5])) && a.state_hash() == b.state_hash());
    clear a
    check_error('subthal:invalid_handle', @() step([1, 5]));
end

function spikes_count_from_one()
    net = small();
    sim = net.simulator();
    r = sim.run(20000);
    populations = net.populations();
    for p = 1:3
        mine = r.spikes.population == p;
        name = populations(p).name;
        check(sum(mine) == sim.spike_count(name) && min(r.spikes.cell(mine)) >= 1 && ...
            max(r.spikes.cell(mine)) <= populations(p).n_cells);
    end
    check(isa(r.spikes.step, 'uint64') && isa(r.spikes.cell, 'uint32'));
end

function reset_equals_new()
    net = small();
    sim = net.simulator();
    fresh = sim.state_hash();
    sim.set('stn.i_app', 30);
    sim.inject_spike('stn', 3);
    sim.run(500);
    sim.reset();
    check(sim.state_hash() == fresh && sim.step() == 0 && sim.time_ms() == 0);
end

function indices_count_from_one()
    net = subthal.Network(5);
    net.add_population('a', 'stn', 3);
    net.add_projection('aa', 'a', 'a', 'rule', 'edges', 'edge_pre', [1, 3], 'edge_post', [2, 1], ...
        'edge_weight', [0.5, 0.25], 'e_rev_mv', 0);
    [pre, post, weight, delay_ms] = net.wiring('aa');
    check(isequal(pre', uint32([1, 3])) && isequal(post', uint32([2, 1])));
    check(isequal(weight', [0.5, 0.25]) && isequal(delay_ms', [1, 1]));
    net.add_probe('a', 'v', 'cells', [3, 1]);
    sim = net.simulator();
    channels = sim.channels();
    check(strcmp(channels(1).name, 'a.v[2]'), channels(1).name);
    check_error('subthal:invalid_argument', @() net.add_probe('a', 'v', 'cells', 0));
end

function text_reads_back_to_the_same_bits()
    net = small('seed', 3);
    net.set_heterogeneity('stn.i_app', 0.1);
    twin = subthal.Network.from_text(net.to_text());
    copy = twin.copy();
    [a, b] = deal(net.simulator(), copy.simulator());
    a.run(1000);
    b.run(1000);
    check(a.state_hash() == b.state_hash() && strcmp(net.to_text(), twin.to_text()));
end

function inputs_reach_their_cells()
    net = small();
    net.add_input('push', 'stn', 'cells', 2, 'weights', 2.5);
    net.add_probe('stn', 'i_input');
    sim = net.simulator();
    rows = sim.advance(3, [1, 0, 4]);
    check(isequal(rows(2, :), [2.5, 0, 10]) && all(all(rows([1, 3:10], :) == 0)));
    inputs = sim.inputs();
    check(strcmp(inputs(1).name, 'push'));
end

function pulses_reach_their_cells()
    net = subthal.Network();
    net.add_population('stn', 'stn', 4);
    net.add_pulses('dbs', 'stn', 'frequency_hz', 500, 'amplitude', 8, 'width_ms', 0.05, ...
        'start_ms', 0.05, 'cells', [1, 3], 'weights', [1, 0.5]);
    net.add_probe('stn', 'i_input');
    sim = net.simulator();
    rows = sim.advance(100);
    check(isequal(find(rows(1, :)), [3, 4, 83, 84]), mat2str(find(rows(1, :)))); % of 0.025 ms
    check(isequal(rows(:, 3)', [8, 0, 4, 0]), mat2str(rows(:, 3)'));
    sim.reset();
    sim.set('dbs.frequency', 0);
    check(~any(any(sim.advance(100))));
end

function pulses_may_be_irregular()
    net = subthal.Network(5);
    net.add_population('stn', 'stn', 1);
    net.add_pulses('volley', 'stn', 'frequency_hz', 100, 'cv', 0.5, 'amplitude', 1);
    net.add_probe('stn', 'i_input');
    sim = net.simulator();
    begins = find(diff(sim.advance(20000)) > 0);
    check(std(diff(begins)) > 40, mat2str(begins));
    steps = net.pulse_steps('volley', 20000, 0.025);
    check(isa(steps, 'uint64') && isequal(steps, begins + 1), mat2str(steps));
    check(~isequal(net.pulse_steps('volley', 20000, 0.025, 1), steps), 'trials have one train');
    check_error('subthal:unknown_name', @() net.pulse_steps('valley', 20000, 0.025));
    defaults = subthal.defaults('pulses_config');
    check(net.get('volley.width') == defaults.width_ms);
end

function synapses_open_by_spikes_or_by_v()
    net = subthal.Network();
    net.add_population('gpe', 'so_gpe', 3);
    shared = {'gpe', 'gpe', 'e_rev_mv', -85, 'weight_unit', 'mS/cm2'};
    net.add_projection('by_v', shared{:}, 'kinetics', 'graded', 'alpha_per_ms', 1.5, ...
        'beta_per_ms', 0.08, 'theta_mv', -20, 'sigma_mv', 3);
    net.add_projection('by_spikes', shared{:}, 'kinetics', 'alpha', 'tau_decay_ms', 4);
    net.add_projection('as_ever', shared{:});
    projections = net.projections();
    check(isequal({projections.kinetics}, {'graded', 'alpha', 'two_stage'}));
    names = subthal.names('kinetics');
    check(isequal(sort({projections.kinetics}), sort(names(:)')));
    check(net.get('by_v.alpha') == 1.5 && net.get('by_v.beta') == 0.08);
    check(net.get('by_v.theta') == -20 && net.get('by_v.sigma') == 3);
    check(net.get('by_spikes.tau_decay') == 4);
end

function parameters_by_id_and_path()
    net = small();
    id = net.find_param('gpe.noise.sigma');
    table = net.params();
    check(strcmp(table(id).path, 'gpe.noise.sigma') && isequal(table(id), net.param_info(id)));
    ids = [id, net.find_param('stn.i_app')];
    net.set(ids, [0.5, 33]);
    check(isequal(net.get(ids), [0.5, 33]) && net.get('stn.i_app') == 33);
    sim = net.simulator();
    sim.set(ids, [0.25, 34]);
    check(isequal(sim.get(ids), [0.25, 34]) && sim.get('stn.i_app') == 34);
    table = sim.params();
    check(isequal(table(id), sim.param_info('gpe.noise.sigma')));
    net.set_cells('stn.i_app', 1:10);
    net.set_initial('stn.v', -60);
    net.set_initial_spread('stn.v', 2);
    check(isequal(net.cell_values('stn.i_app')', 1:10));
end

function metrics_agree()
    net = small();
    net.add_probe('stn', 'i_syn', 'mean', true);
    sim = net.simulator();
    r = sim.run(60000);
    recording = subthal.recording(10, 60000, 'first_step', 8001, 'spikes', r.spikes);
    check(sim.metric(r, 'stn', 'rate', 8000) == subthal.metric('rate', recording));
    rate_hz = subthal.population_rate(recording, 40);
    check(abs(mean(rate_hz) - subthal.metric('rate', recording)) < 1e-9);
    [strength, kappa] = subthal.synchrony(recording, 20);
    check(abs(kappa - (strength - 1) / 9) < 1e-12);
    info = subthal.metric_info('coherence');
    check(info.n_populations == 2);
    other = recording;
    other.population = 2;
    other.n_cells = 20;
    c = subthal.metric('coherence', recording, other);
    check(c >= 0 && c <= 1);
end

function spectra_find_a_sine()
    x = sin(2 * pi * 20 * (1:4000) / 1000) + 0.01 * cos((1:4000) .^ 1.5);
    [density, frequency_hz] = subthal.welch_psd(x, 1);
    [~, at] = max(density);
    check(frequency_hz(at) == 20 && frequency_hz(end) == 500);
    check(abs(subthal.band_power(x, 1, 15, 25) - 0.5) < 0.01);
    check(subthal.relative_band_power(x, 1, [15, 25], [1, 100]) > 0.9);
    check(abs(subthal.beta_peak(x, 1) - 20) <= 1 && subthal.beta_prominence(x, 1) > 10);
    check(subthal.beta_prominence_over_1f(x, 1) > 10 && subthal.seed_beta_power(x, 1) > 0);
    check(subthal.seed_beta_fraction(x, 1) > 0.9);
    [c, f] = subthal.coherence(x, x, 1, 'segment', 500, 'overlap', 250);
    check(abs(c(11) - 1) < 1e-9 && f(11) == 20);
    check(subthal.coherence_threshold(1, 4000, 0.05) < 1);
end

function a_trial_that_fails_says_why()
    result = subthal.evaluate(small(), [1, 1, 1], {'stn.rate'}, 'params', {'stn.i_app'}, ...
        'values', [60, 1e9, 60], 'protocol', struct('burn_in_ms', 10, 'measured_ms', 50));
    check(isequal(result.status, {'ok', 'out_of_range', 'ok'}));
    check(isequal(cellfun(@isempty, result.sentence), logical([1, 0, 1])));
    check(strncmp(result.sentence{2}, 'stn.i_app = 1e9', 15), result.sentence{2});
end

function a_progress_function_can_cancel()
    result = subthal.evaluate(small(), 1:5000, {'stn.rate'}, 'progress', @(done, all) false);
    check(any(strcmp(result.status, 'cancelled')), 'nothing was cancelled');
    check(all(isnan(result.values(strcmp(result.status, 'cancelled')))));
end

function a_progress_function_may_fail()
    broken = @(done, all) error('my:own', 'it broke after %d', done);
    check_error('my:own', @() subthal.evaluate(small(), 1:5000, {'stn.rate'}, 'progress', broken));
end

function a_progress_function_may_run_a_simulator()
    net = small();
    sim = net.simulator();
    result = subthal.evaluate(small(), 1:30, {'stn.rate', 'stn.gpe.coherence'}, ...
        'progress', @(done, all) isempty(sim.advance(100)));
    check(all(strcmp(result.status, 'ok')) && isequal(size(result.values), [2, 30]));
    check(sim.step() >= 100);
end

function ctrl_c_ends_long_calls()
    net = 'net = subthal.Network.from_preset(''seed_hh_default''); ';
    press = 'system(sprintf(''(sleep 1; kill -INT %d) &'', getpid())); ';
    long = {'net.simulator().advance(1e10);', 'subthal.evaluate(net, 1:1e5, {''stn.rate''});', ...
        'subthal.evaluate(net, 1:1e5, {''stn.rate''}, ''progress'', @(d, n) true);'};
    for k = 1:numel(long)
        started = tic;
        [status, said] = child([net, press, long{k}, ' disp(''went on'')']);
        check(status == 1 && toc(started) < 20 && isempty(strfind(said, 'went on')), ...
            '%s: status %d, %s', long{k}, status, said);
    end
end

function exit_in_a_progress_function_exits()
    [status, said] = child(['net = subthal.Network.from_preset(''seed_hh_default''); ' ...
        'subthal.evaluate(net, 1:1e5, {''stn.rate''}, ''progress'', @(d, n) exit(3));']);
    check(status == 3, 'status %d: %s', status, said);
end

function a_divergence_is_told()
    net = subthal.Network(1);
    net.add_population('a', 'stn', 2);
    net.add_input('push', 'a', 'cells', 2);
    sim = net.simulator();
    check_error('subthal:diverged', @() sim.run(100, 1e9 * ones(1, 100)));
    where = sim.divergence();
    check(where.diverged == 1 && strcmp(where.population, 'a') && where.cell == 2);
    check_error('subthal:stopped', @() sim.run(1));
    sim.reset();
    sim.run(1);
end

function defaults_are_the_librarys()
    config = subthal.defaults('simulator_config');
    recording = subthal.defaults('recording');
    check(config.dt_ms == 0.025 && recording.first_step == 1);
    check_error('subthal:unknown_name', @() subthal.defaults('nothing'));
    check(any(strcmp(subthal.names('metric'), 'rate')));
    [text, number, of_header] = subthal.version();
    check(number == of_header && any(text == '.'));
end

function classes_report_themselves()
    net = small('seed', 8);
    sim = net.simulator('dt_ms', 0.05, 'trial', 2);
    check(net.seed() == 8 && sim.dt_ms() == 0.05 && ~isempty(sim.backend()));
    check(net.memory_bytes() > 0 && sim.memory_bytes() > 0 && sim.clamp_count('stn') == 0);
    check(any(strcmp(net.variable_names('stn'), 'i_syn')));
    projections = net.projections();
    check(strcmp(projections(1).weight_unit, 'nS'));
    net.set_seed(9);
    check(net.seed() == 9);
end
