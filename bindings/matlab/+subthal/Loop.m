classdef Loop < subthal.internal.Machine
    % subthal.Loop: an estimator and a controller around a simulator, each at its own rate.
    %
    %   closed = subthal.Loop(sim, 'channel', 'lfp', 'stimulator', 'dbs', ...
    %       'estimator', {'band_rectified', 'window_ms', 100}, ...
    %       'controller', {'pi', 'set_point', 7e-4}, 'start_ms', 0)
    %
    % channel is measured and stimulator is set, both by name. estimator and controller are what
    % subthal.Estimator and subthal.Controller take, in a cell, or a struct as of subthal.defaults;
    % sample_hz of the one and interval_s of the other are a whole number of steps. The controller
    % begins after start_ms.
    %
    % sim is looked at only: the loop serves its forks too, and one that loads its snapshots.
    % closed.reset(), closed.save(), closed.load(state) and closed.free() are as of a simulator; the
    % memory is freed when the last variable goes.
    methods
        function closed = Loop(sim, varargin)
            if nargin < 1 || ~isa(sim, 'subthal.Simulator')
                error('subthal:invalid_argument', 'a loop is made around a subthal.Simulator');
            end
            config = options_of(varargin);
            closed = closed@subthal.internal.Machine('loop', sim.token, ...
                rmfield(config, {'estimator', 'controller'}), ...
                subthal.internal.of_kind(config.estimator), ...
                subthal.internal.of_kind(config.controller));
        end

        function r = run(closed, sim, n_steps, inputs, every, law)
            % r = closed.run(sim, n_steps, inputs, every, law) advances sim by n_steps with the loop
            % closed. inputs, every and r are as of sim.run; one run of n steps equals n of one, bit
            % by bit.
            %   r.ticks   what was done whenever the controller was due, 1 x n_ticks each: step
            %             (uint64), sample, estimate, phase_rad (NaN where none is followed),
            %             amplitude_ma, frequency_hz, the stimulus from there on
            %   law       wanted = law(seen), in place of the controller's own; [] (default) for
            %             none. seen: a struct of one tick, with the stimulus until now. wanted: the
            %             amplitude or the frequency, whichever the controller acts on, within whose
            %             limits it is held; NaN leaves it as it is
            % A law may use the library, but not sim and this loop: subthal:busy. An error in it
            % comes out of here, and ends the run within 64 steps; so does Ctrl-C. Both may go on.
            if nargin < 4, inputs = []; end
            if nargin < 5, every = 1; end
            if nargin < 6, law = []; end
            if isa(law, 'function_handle')
                law = @(seen) subthal.internal.ask(law, seen);
            end
            if ~isa(sim, 'subthal.Simulator')
                error('subthal:invalid_argument', 'a loop runs a subthal.Simulator');
            end
            [rows, spikes, ticks] = subthal_mex('loop_run', closed.token, sim.token, n_steps, ...
                inputs, every, law);
            r = struct('rows', rows, 'spikes', spikes, 'n_steps', n_steps, 'every', every, ...
                'ticks', ticks);
        end
    end
end

function config = options_of(pairs)
    config = subthal.internal.options(pairs);
    for name = {'estimator', 'controller'}
        if ~isfield(config, name{1})
            error('subthal:invalid_argument', 'a loop needs the option ''%s''', name{1});
        end
    end
end
