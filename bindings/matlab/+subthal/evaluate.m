function result = evaluate(net, seeds, metrics, varargin)
    % result = subthal.evaluate(net, seeds, metrics, Name, Value...) runs one trial a seed, on
    % threads of its own, and measures each:
    %   seeds      whole numbers, one a trial
    %   metrics    cell array, such as {'stn.rate', 'stn.gpe.coherence'}, and of the answers to
    %              a train of pulses 'stn.train.error_index'
    %   params     cell array of paths (or ids) that differ between trials; {}
    %   values     parameters x trials, double
    %   protocol   struct: dt_ms 0.025, burn_in_ms 500, measured_ms 2000, precision 'single',
    %              integrator 'forward_euler', redraw_wiring false
    %   n_threads  0 (default): as many as this machine has
    %   progress   go_on = f(n_done, n_trials), called on this thread a few times a second;
    %              false cancels
    % result.values: metrics x trials, double, NaN where a trial has none; result.status: cell array
    % of 'ok', 'diverged', ..., 'cancelled' for trials that were not begun; result.sentence: cell
    % array that says why a trial failed, '' where it did not. Ctrl-C is an error.
    if ~isa(net, 'subthal.Network')
        error('subthal:invalid_argument', 'evaluate needs a subthal.Network');
    end
    given = struct('params', {{}}, 'values', [], 'protocol', struct(), 'n_threads', 0, ...
        'progress', []);
    given = merge(given, subthal.internal.options(varargin));
    [values, statuses, sentences] = subthal_mex('evaluate', net.token, given.protocol, ...
        ids_of(net, given.params), given.values, seeds, metrics, given.n_threads, ...
        listener(given.progress));
    result = struct('values', values, 'status', {names_of(statuses)}, 'sentence', {sentences});
end

function given = merge(given, options)
    for name = fieldnames(options)'
        if ~isfield(given, name{1})
            error('subthal:invalid_argument', 'evaluate has no option ''%s''', name{1});
        end
        given.(name{1}) = options.(name{1});
    end
end

function f = listener(progress)
    f = progress;
    if isa(progress, 'function_handle')
        f = @(n_done, n_trials) subthal.internal.ask(progress, n_done, n_trials);
    end
end

function ids = ids_of(net, params)
    ids = params;
    if iscell(params)
        ids = cellfun(@(path) net.find_param(path), params);
    end
end

function names = names_of(statuses)
    [codes, ~, place] = unique(statuses);
    names = arrayfun(@(code) subthal.status_name(code), codes, 'UniformOutput', false);
    names = reshape(names(place), size(statuses));
end
