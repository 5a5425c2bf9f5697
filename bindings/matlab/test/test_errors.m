function tests = test_errors()
    % Errors: identifiers, sentences, and wrong arguments of every kind to every command.
    tests = {@the_librarys_sentence_is_the_message, @identifiers_are_status_names, ...
        @counts_are_checked_for_every_command, @valid_arguments_work_for_every_command, ...
        @wrong_arguments_are_errors_for_every_command, ...
        @unknown_fields_are_named, @inputs_have_a_shape, @a_transposed_batch_is_refused, ...
        @every_symbol_is_used, @more_than_the_memory_is_an_error, @last_error_is_kept, ...
        @a_simulator_needs_a_network};
end

function the_librarys_sentence_is_the_message()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    failure = check_error('subthal:out_of_range', @() net.set('stn.i_app', NaN));
    check(strcmp(failure.message, subthal.last_error()), failure.message);
    check(~isempty(strfind(failure.message, 'stn.i_app = NaN')), failure.message);
end

function identifiers_are_status_names()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    sim = net.simulator();
    check_error('subthal:unknown_name', @() net.set('stn.i_ap', 1));
    check_error('subthal:unknown_name', @() subthal.Network.from_preset('stn'));
    check_error('subthal:duplicate_name', @() net.add_population('stn', 'adex', 3));
    check_error('subthal:fixed_while_running', @() sim.set('gpe_to_stn.delay', 2));
    check_error('subthal:bad_text', @() subthal.Network.from_text('no = "network"'));
    check(strcmp(subthal.status_name(13), 'stopped'));
end

function counts_are_checked_for_every_command()
    for c = subthal_mex('commands')'
        many = num2cell(zeros(1, c.n_in + 1));
        check_error('subthal:usage', @() subthal_mex(c.name, many{:}));
        if c.n_in > 0
            check_error('subthal:usage', @() subthal_mex(c.name, many{3:end}));
        end
    end
    check_error('subthal:usage', @() subthal_mex());
    check_error('subthal:usage', @() subthal_mex(3));
    check_error('subthal:usage', @() subthal_mex('netwrok_new', 1));
end

function wrong_arguments_are_errors_for_every_command()
    wrong = {[], NaN, 1 + 2i, Inf, -1, 0.5, 1e300, 'text', '', ['ab'; 'cd'], {}, {1, []}, ...
        struct(), struct('a', {1, 2}), single(1.5), int8(-1), true, sparse(1), uint64(0), ...
        ones(2, 2), @sin, zeros(0, 3), struct('spikes', 3, 'rows', 'x', 'n_steps', 1, 'every', 1)};
    n_errors = 0;
    for c = subthal_mex('commands')'
        for place = 1:c.n_in
            for k = 1:numel(wrong)
                n_errors = n_errors + try_wrong(c.name, place, wrong{k});
            end
        end
    end
    check(n_errors > 2000, 'only %d errors', n_errors);
end

function valid_arguments_work_for_every_command()
    for c = subthal_mex('commands')'
        [arguments, alive] = fresh_arguments(c.name); %#ok<ASGLU>
        made = cell(1, c.n_out);
        [made{:}] = subthal_mex(c.name, arguments{:});
        if c.n_out > 0, free_made(c.name, made{1}); end
    end
end

function [arguments, alive] = fresh_arguments(name)
    net = subthal.Network.from_preset('stn_gpe_gpi_hh_healthy', 'n_stn', 5, 'n_gpe', 5, 'n_gpi', 5);
    net.add_probe('stn', 'v', 'mean', true);
    net.add_stimulator('dbs', 'stn');
    net.place_in_ball('stn', [0, 0, 0], 100);
    sim = net.simulator();
    r = sim.run(10);
    [arguments, alive] = valid_arguments(name, net, sim, r);
end

% Calls a command with one argument replaced: it works, or raises an error of ours.
function failed = try_wrong(name, place, value)
    failed = 0;
    [arguments, alive] = fresh_arguments(name); %#ok<ASGLU> tokens die with their owner
    arguments{place} = value;
    try
        made = subthal_mex(name, arguments{:});
        free_made(name, made);
    catch failure
        nothing = ~isempty(strfind(failure.message, 'value on the right hand side'));
        ours = strncmp(failure.identifier, 'subthal:', 8) || nothing;
        check(ours, '%s, argument %d: %s: %s', name, place, failure.identifier, failure.message);
        failed = ~nothing;
    end
end

function free_made(name, made)
    if ~isempty(regexp(name, '^network_(copy|from_preset|from_text)$', 'once'))
        subthal_mex('network_free', made);
    elseif strcmp(name, 'simulator_fork')
        subthal_mex('simulator_free', made);
    elseif ~isempty(regexp(name, '_new$', 'once'))
        subthal_mex(strrep(name, '_new', '_free'), made);
    end
end

function [arguments, alive] = valid_arguments(name, net, sim, r)
    alive = {net, sim};
    if strncmp(name, 'loop_', 5)
        [arguments, alive] = valid_for_loop(name, sim);
        return
    end
    if any(strncmp(name, {'estimator', 'controller'}, 9))
        [arguments, alive] = valid_for_machine(name);
        return
    end
    token = net.token;
    if strncmp(name, 'simulator', 9), token = sim.token; end
    signal = sin((1:3000) / 8);
    welch = struct('interval_ms', 1);
    recording = struct('n_cells', 5, 'last_step', 80000, 'spikes', r.spikes);
    switch regexprep(name, '^(network|simulator)_', '')
        case {'version', 'last_error', 'commands'}, arguments = {};
        case {'load'}, arguments = {token, sim.save()};
        case {'log_start'}, arguments = {token, 2^20, 0};
        case {'log_info', 'log_save', 'replay'}, sim.log_start(2^20);
            arguments = {token, sim.log_save(), [], []};
            if ~strcmp(name, 'simulator_replay'), arguments = arguments(1); end
        case {'names'}, arguments = {'preset'};
        case {'defaults'}, arguments = {'protocol'};
        case {'status_name'}, arguments = {0};
        case {'metric_describe'}, arguments = {'rate'};
        case {'from_preset'}, arguments = {'seed_hh_default', struct()};
        case {'from_text'}, arguments = {net.to_text()};
        case {'new'}, arguments = {token, struct()};
            if strcmp(name, 'network_new'), arguments = {1}; else, arguments{1} = net.token; end
        case {'set_seed'}, arguments = {token, 1};
        case {'add_population'}, arguments = {token, 'a', 'stn', 3};
        case {'add_projection'}, arguments = {token, struct('name', 'x', 'from', 'stn', 'to', ...
            'stn', 'e_rev_mv', 0)};
        case {'add_noise', 'add_probe'}, net.add_population('quiet', 'stn', 3);
            arguments = {token, struct('population', 'quiet')};
        case {'add_input', 'add_pulses'}, arguments = {token, struct('name', 'i', 'population', 'stn')};
        case {'add_stimulator'}, arguments = {token, struct('name', 'd', 'population', 'stn')};
        case {'add_lfp'}, arguments = {token, struct('name', 'lfp')};
        case {'set_positions'}, arguments = {token, 'stn', ones(3, 5)};
        case {'place_in_ball'}, arguments = {token, 'stn', [0, 0, 0], 100};
        case {'field'}, arguments = {token, 'stn', [0, 0, 0], 0.27};
        case {'positions'}, arguments = {token, 'stn'};
        case {'delivered'}, arguments = {token, 'dbs'};
        case {'variable_names', 'spike_count', 'clamp_count'}, arguments = {token, 'stn'};
        case {'pulse_steps'}, net.add_pulses('train', 'stn', 'frequency_hz', 130);
            arguments = {token, 'train', 0, 0.025, 1000};
        case {'wiring'}, arguments = {token, 'gpe_to_stn'};
        case {'find_param', 'get', 'cell_values'}, arguments = {token, 'stn.i_app'};
        case {'set', 'set_heterogeneity'}, arguments = {token, 'stn.i_app', 0.1};
        case {'set_cells'}, arguments = {token, 'stn.i_app', ones(1, 5)};
        case {'set_initial', 'set_initial_spread'}, arguments = {token, 'stn.v', 1};
        case {'param_info', 'get_many'}, arguments = {token, 1};
        case {'set_many'}, arguments = {token, 1, 40};
        case {'run', 'rows'}, arguments = {token, 10, [], 1};
        case {'row_count'}, arguments = {token, 10, 2};
        case {'metric'}, arguments = {token, r, 'stn', 'rate', 0};
        case {'state'}, arguments = {token, 'stn', 'v'};
        case {'inject_spike'}, arguments = {token, 'stn', 1};
        case {'metric_compute'}, arguments = {'rate', recording};
        case {'metric_compute_of_two'}, arguments = {'coherence', recording, recording};
        case {'welch_psd', 'beta_peak', 'beta_prominence', 'beta_prominence_over_1f'}
            arguments = {welch, signal};
        case {'welch_frequencies'}, arguments = {welch};
        case {'band_power'}, arguments = {welch, signal, 13, 30};
        case {'relative_band_power'}, arguments = {welch, signal, [13, 30], [1, 100]};
        case {'coherence', 'coherence_phase'}, arguments = {welch, signal, signal};
        case {'coherence_threshold'}, arguments = {welch, 3000, 0.05};
        case {'synchrony'}, arguments = {recording, 20};
        case {'chi_squared'}, arguments = {[signal; -signal]};
        case {'population_rate'}, arguments = {recording, 2};
        case {'seed_beta_power', 'seed_beta_fraction'}, arguments = {signal, 1};
        case {'bursts_by_surprise'}, arguments = {recording, 5};
        case {'bursts_after_silence'}, arguments = {recording, 100, 4};
        case {'beta_bursts'}, arguments = {welch, signal};
        case {'phase_amplitude'}, arguments = {struct('interval_ms', 1, 'n_surrogates', 3), ...
            signal, signal};
        case {'multitaper_psd'}, arguments = {signal, 1, 3, 5};
        case {'spike_spectrum'}, arguments = {struct('n_cells', 5, 'last_step', 400, 'spikes', ...
            r.spikes), 2, 3, 5};
        case {'relay'}, arguments = {recording, [1, 5]};
        case {'evaluate'}, arguments = {token, struct('measured_ms', 10, 'burn_in_ms', 0), 1, 1, ...
            1, {'stn.rate'}, 1, []};
        otherwise, arguments = {token};
    end
end

function [arguments, machine] = valid_for_machine(name)
    [what, call] = strtok(name, '_');
    kinds = struct('estimator', 'bursts', 'controller', 'pi');
    machine = subthal.internal.Machine(what, struct('kind', kinds.(what)));
    switch call
        case '_new', arguments = {struct('kind', kinds.(what))};
        case '_defaults', arguments = {kinds.(what), 'amplitude'};
            arguments = arguments(1:1 + strcmp(what, 'controller'));
        case '_update', arguments = {machine.token, 1, NaN};
            arguments = arguments(1:2 + strcmp(what, 'controller'));
        case '_run', arguments = {machine.token, 1:3};
        case '_load', arguments = {machine.token, machine.save()};
        otherwise, arguments = {machine.token};
    end
end

function [arguments, alive] = valid_for_loop(name, sim)
    parts = {sim.token, struct('channel', 'stn.v', 'stimulator', 'dbs'), ...
        struct('kind', 'band_rectified'), struct('kind', 'pi')};
    closed = subthal.internal.Machine('loop', parts{:});
    alive = {sim, closed};
    switch name
        case 'loop_new', arguments = parts;
        case 'loop_run', arguments = {closed.token, sim.token, 1600, [], 1, []};
        case 'loop_load', arguments = {closed.token, closed.save()};
        otherwise, arguments = {closed.token};
    end
end

function unknown_fields_are_named()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    failure = check_error('subthal:invalid_argument', ...
        @() net.add_projection('x', 'stn', 'gpe', 'wieght', 1));
    check(~isempty(strfind(failure.message, 'wieght')), failure.message);
    check_error('subthal:invalid_argument', @() net.add_noise('stn', 'tau_ms'));
    check_error('subthal:invalid_argument', @() net.add_projection('x', 'stn', 'gpe', ...
        'e_rev_mv', 0, 'rule', 'edges', 'edge_pre', 1:3, 'edge_post', 1:3, 'edge_weight', [1, 1]));
end

function inputs_have_a_shape()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    net.add_input('a', 'stn');
    net.add_input('b', 'stn');
    sim = net.simulator();
    check_error('subthal:invalid_argument', @() sim.run(10, zeros(10, 2)));
    check_error('subthal:invalid_argument', @() sim.run(10, zeros(2, 9)));
    inputs = zeros(2, 20000);
    inputs(2, 19999) = NaN;
    check_error('subthal:invalid_argument', @() sim.run(20000, inputs));
    check(sim.step() == 0, 'a refused run moved the simulator');
end

function a_transposed_batch_is_refused()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    check_error('subthal:invalid_argument', @() subthal.evaluate(net, 1:3, {'stn.rate'}, ...
        'params', {'stn.i_app'}, 'values', [1; 2; 3]));
end

function every_symbol_is_used()
    root = fileparts(fileparts(fileparts(fileparts(mfilename('fullpath')))));
    wanted = strsplit(strtrim(fileread(fullfile(root, 'include', 'symbols.txt'))), char(10));
    exceptions = fileread(fullfile(root, 'bindings', 'coverage_exceptions.txt'));
    left_out = regexp(exceptions, 'matlab, (\w+),', 'tokens');
    wanted = setdiff(wanted, [left_out{:}]);
    [~, said] = system(['nm -D --undefined-only "', which('subthal_mex'), '"']);
    for symbol = wanted(:)'
        check(~isempty(regexp(said, ['\<', symbol{1}, '\>'], 'once')), '%s is not used', symbol{1});
    end
end

function more_than_the_memory_is_an_error()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    net.add_probe('stn', 'v');
    sim = net.simulator();
    for n_steps = {2^40, 2^50, 2^53, intmax('uint64')}
        try
            sim.advance(n_steps{1});
            error('subthal:check', 'there cannot be so much memory');
        catch failure % the host has an identifier of its own for this
            known = {'subthal:too_large', 'Octave:bad-alloc', 'MATLAB:nomem'};
            check(any(strcmp(failure.identifier, known)), '%s', failure.identifier);
        end
    end
    check(sim.step() == 0);
end

function last_error_is_kept()
    try, subthal.Network.from_preset('nothing'); catch, end
    check(~isempty(strfind(subthal.last_error(), 'nothing')), subthal.last_error());
end

function a_simulator_needs_a_network()
    check_error('subthal:invalid_argument', @() subthal.Simulator(3));
    check_error('subthal:invalid_argument', @() subthal.evaluate(3, 1, {'stn.rate'}));
end
