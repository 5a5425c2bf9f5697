function tests = test_loop()
    % Loops: what they do is what their pieces do by hand.
    tests = {@a_loop_is_its_pieces_by_hand, @one_run_of_n_steps_is_n_of_one, ...
        @the_controller_begins_after_start_ms, @a_law_that_is_the_controllers_does_the_same, ...
        @a_law_is_held_within_the_limits, @a_law_that_fails_ends_the_run_with_its_error, ...
        @a_law_that_has_failed_is_not_asked_again, @a_law_that_fails_in_the_last_step, ...
        @other_answers_of_a_law, @ctrl_c_in_a_law_ends_it, @exit_in_a_law_exits, ...
        @a_loop_goes_on_from_a_saved_state, @a_replay_needs_no_loop, ...
        @a_divergence_in_a_loop_is_told, @wrong_loops_are_sentences};
end

% A small circuit with an electrode in its GPe and a stimulator on its STN.
function sim = to_close(varargin)
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'n_stn', 10, 'n_gpe', 20, ...
        'n_gpi', 15, 'seed', 1);
    net.add_stimulator('dbs', 'stn', 'axon_fraction', 0.5, 'soma', 0);
    net.add_input('current', 'stn');
    net.place_in_ball('gpe', [0, 0, 0], 500);
    net.add_lfp('lfp');
    sim = net.simulator(varargin{:});
end

% A loop of these pieces, but for what is given.
function closed = around(sim, varargin)
    given = struct('channel', 'lfp', 'stimulator', 'dbs', ...
        'estimator', {{'band_rectified', 'window_ms', 100}}, ...
        'controller', {{'pi', 'set_point', 1e-4}});
    for k = 1:2:numel(varargin), given.(varargin{k}) = varargin{k + 1}; end
    closed = subthal.Loop(sim, given);
end

% n ms of the loop, piece by piece: a tick a column, in the order of r.ticks.
function ticks = by_hand(sim, n)
    est = subthal.Estimator('band_rectified', 'window_ms', 100);
    ctl = subthal.Controller('pi', 'set_point', 1e-4);
    ids = [sim.find_param('dbs.amplitude'), sim.find_param('dbs.frequency')];
    ticks = zeros(6, 0);
    for ms = 1:n
        lfp = sim.advance(40, [], 40);
        [value, phase_rad] = est.update(lfp);
        if mod(ms, 20) > 0, continue; end
        [~, amplitude, frequency_hz] = ctl.update(value, phase_rad);
        sim.set(ids, [amplitude, frequency_hz]);
        ticks(:, end + 1) = [40 * ms; lfp; value; phase_rad; amplitude; frequency_hz];
    end
end

function table = table_of(ticks)
    table = cell2mat(cellfun(@(row) double(row), struct2cell(ticks), 'UniformOutput', false));
end

function a_loop_is_its_pieces_by_hand()
    [sim, other] = deal(to_close(), to_close());
    r = around(sim).run(sim, 16000, [], 40);
    check(isequaln(table_of(r.ticks), by_hand(other, 400)) && numel(r.ticks.step) == 20);
    check(sim.state_hash() == other.state_hash());
    check(isequal(sim.delivered('dbs'), other.delivered('dbs')));
    check(sim.delivered('dbs').n_pulses > 10 && numel(unique(r.ticks.amplitude_ma)) > 5);
    check(isequal(size(r.rows), [1, 400]) && r.rows(20) == r.ticks.sample(1));
    check(numel(r.spikes.step) > 0 && isa(r.ticks.step, 'uint64'));
end

function one_run_of_n_steps_is_n_of_one()
    [sim, other] = deal(to_close(), to_close());
    [whole, parts] = deal(around(sim), around(other));
    ticks = table_of(whole.run(sim, 24000).ticks);
    again = zeros(6, 0);
    for n = [ones(1, 900), 99, 1, 500 * ones(1, 46)]
        again = [again, table_of(parts.run(other, n).ticks)];
    end
    check(isequaln(ticks, again) && size(ticks, 2) == 30);
    check(sim.state_hash() == other.state_hash() && isequal(whole.save(), parts.save()));
end

function the_controller_begins_after_start_ms()
    sim = to_close();
    ticks = around(sim, 'start_ms', 100).run(sim, 8000).ticks;
    check(ticks.step(1) > 4000 && ticks.step(1) <= 4800 && numel(ticks.step) == 5);
end

function a_law_that_is_the_controllers_does_the_same()
    [sim, other] = deal(to_close(), to_close());
    ctl = subthal.Controller('pi', 'set_point', 1e-4);
    r = around(sim).run(sim, 24000);
    own = around(other).run(other, 24000, [], 1, @(seen) ctl.update(seen.estimate));
    check(isequaln(r, own) && sim.state_hash() == other.state_hash());
end

function a_law_is_held_within_the_limits()
    sim = to_close();
    asked = [NaN, Inf, -Inf, 1e308, 2];
    r = around(sim).run(sim, 4000, [], 1, @(seen) asked(seen.step / 800));
    check(isequal(r.ticks.amplitude_ma, [0, 3, 0, 3, 2]) && all(r.ticks.frequency_hz == 130));
end

% A law that fails from a step on, and counts how often it is asked.
function law = failing(from, counter)
    law = @(seen) fail_from(from, counter, seen);
end

function wanted = fail_from(from, counter, seen)
    counter('n') = counter('n') + 1;
    if seen.step >= from, error('rig:unhappy', 'no more at %d', seen.step); end
    wanted = 1.5;
end

function a_law_that_fails_ends_the_run_with_its_error()
    sim = to_close();
    closed = around(sim);
    counter = containers.Map({'n'}, {0});
    failure = check_error('rig:unhappy', ...
        @() closed.run(sim, 8000, [], 40, failing(2400, counter)));
    check(strcmp(failure.message, 'no more at 2400') && counter('n') == 3);
    check(sim.step() >= 2400 && sim.step() <= 2464);
    r = closed.run(sim, 8000 - sim.step());
    check(r.ticks.step(end) == 8000);
end

function a_law_that_has_failed_is_not_asked_again()
    sim = to_close();
    counter = containers.Map({'n'}, {0});
    each_ms = around(sim, 'controller', {'pi', 'interval_s', 0.001});
    check_error('rig:unhappy', @() each_ms.run(sim, 800, [], 1, failing(0, counter)));
    check(counter('n') == 1 && sim.step() < 120);
end

function a_law_that_fails_in_the_last_step()
    sim = to_close();
    counter = containers.Map({'n'}, {0});
    check_error('rig:unhappy', @() around(sim).run(sim, 4000, [], 1, failing(4000, counter)));
    check(sim.step() == 4000 && counter('n') == 5);
end

function other_answers_of_a_law()
    sim = to_close();
    closed = around(sim);
    asking = @(law) @() closed.run(sim, 800, [], 1, law);
    check_error('subthal:callback', asking(@(seen) 'three'));
    check_error('subthal:callback', asking(@(seen) [1, 2]));
    check_error('subthal:callback', asking(@(seen) error('without identifier')));
    check_error('subthal:busy', asking(@(seen) double(sim.step())));
    check_error('subthal:busy', asking(@(seen) closed.save()));
    check_error('subthal:invalid_argument', asking(3));
    check_error('subthal:callback', @() subthal_mex('loop_run', closed.token, sim.token, 800, [], ...
        1, @(seen) error('not trapped')));
    check(numel(asking(@(seen) int8(1))().ticks.step) == 1);
end

function ctrl_c_in_a_law_ends_it()
    program = started_in_a_child();
    for law = {'[]', '@(seen) 1.5'}
        started = tic;
        [status, said] = child([program, 'system(sprintf(''(sleep 1; kill -INT %d) &'', getpid()));' ...
            'closed.run(sim, 1e9, [], 4000, ', law{1}, '); disp(''went on'')']);
        check(status == 1 && toc(started) < 20 && isempty(strfind(said, 'went on')), ...
            '%s: status %d, %s', law{1}, status, said);
    end
end

function exit_in_a_law_exits()
    [status, said] = child([started_in_a_child(), 'closed.run(sim, 1e6, [], 4000, @(seen) exit(3));']);
    check(status == 3, 'status %d: %s', status, said);
end

function code = started_in_a_child()
    code = ['net = subthal.Network.from_preset(''stn_gpe_gpi_adex_parkinsonian'', ''n_stn'', 10);' ...
        'net.add_stimulator(''dbs'', ''stn''); net.place_in_ball(''gpe'', [0, 0, 0], 500);' ...
        'net.add_lfp(''lfp''); sim = net.simulator(); closed = subthal.Loop(sim, ''channel'', ' ...
        '''lfp'', ''stimulator'', ''dbs'', ''estimator'', ''bursts'', ''controller'', ''pi'');'];
end

function a_loop_goes_on_from_a_saved_state()
    [sim, other] = deal(to_close(), to_close());
    [closed, twin] = deal(around(sim), around(other));
    closed.run(sim, 4000);
    twin.load(closed.save());
    other.load(sim.save());
    middle = sim.fork();
    check(isequaln(closed.run(sim, 4000), twin.run(other, 4000)));
    check(sim.state_hash() == other.state_hash());
    state = closed.save();
    check_error('subthal:invalid_argument', @() closed.load(state(1:end - 1)));
    est = subthal.Estimator('band_rectified', 'window_ms', 100);
    check_error('subthal:invalid_argument', @() closed.load(est.save()));
    closed.reset(); sim.reset();
    closed.run(sim, 4000);
    check(sim.state_hash() == middle.state_hash());
end

function a_replay_needs_no_loop()
    sim = to_close();
    sim.log_start(2^20, 800);
    around(sim).run(sim, 4000);
    r = to_close().replay(sim.log_save());
    check(~r.departed && r.n_steps == 4000);
end

function a_divergence_in_a_loop_is_told()
    sim = to_close();
    current = zeros(1, 4000);
    current(2500:end) = 1e9;
    closed = around(sim);
    check_error('subthal:diverged', @() closed.run(sim, 4000, current));
    check(sim.divergence().step >= 2500);
end

function wrong_loops_are_sentences()
    sim = to_close();
    wrong = @(varargin) @() around(sim, varargin{:});
    check_says('lfp', wrong('channel', 'lfq'));
    check_says('dbs', wrong('stimulator', 'dbz'));
    check_says('whole number', wrong('estimator', {'bursts', 'sample_hz', 1024}));
    check_says('dbs.amplitude', wrong('controller', {'pi', 'max', 1e7}));
    check_says('start_ms', wrong('start_ms', -1));
    check_says('no field ''chanel''', wrong('chanel', 'lfp'));
    check_says('a kind', wrong('estimator', 3));
    check_says('''estimator''', @() subthal.Loop(sim, 'channel', 'lfp'));
    check_says('subthal.Simulator', @() subthal.Loop(3));
    closed = around(sim);
    check_says('subthal.Simulator', @() closed.run(3, 40));
    check_error('subthal:invalid_argument', @() closed.run(to_close('dt_ms', 0.05), 40));
    closed.free();
    check_error('subthal:invalid_handle', @() closed.run(sim, 40));
    check_error('subthal:invalid_handle', @() closed.reset());
    check(sim.step() == 0);
end
