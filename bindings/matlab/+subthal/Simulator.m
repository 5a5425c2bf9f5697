classdef Simulator < handle
    % subthal.Simulator: a running network. It copies the network, which may be changed or freed.
    %
    %   sim = subthal.Simulator(net, 'dt_ms', 0.025, 'integrator', 'forward_euler', ...
    %                           'trial', 0, 'precision', 'double')
    %
    % integrator: one of subthal.names('integrator'); precision: 'double' or 'single'. Another trial
    % has other noise and another initial state. The memory is freed when the last variable goes.
    %
    % Step k is the k-th and ends at k x dt_ms. Output is channels x rows and input is
    % inputs x steps: column after column is row after row in C, so nothing is copied or turned.
    properties (SetAccess = private)
        token = []; % uint64, what subthal_mex knows the simulator by
    end

    methods
        function sim = Simulator(net, varargin)
            if nargin == 1 && isa(net, 'uint64')
                sim.token = net; % of a fork
                return;
            end
            if nargin < 1 || ~isa(net, 'subthal.Network')
                error('subthal:invalid_argument', 'a simulator is made from a subthal.Network');
            end
            sim.token = subthal_mex('simulator_new', net.token, ...
                subthal.internal.options(varargin));
        end

        function delete(sim)
            % Never an error: the host may have freed everything already, as it does when it ends.
            try, sim.free(); catch, end
        end

        function free(sim)
            % sim.free() frees the simulator now.
            if isempty(sim.token), return; end
            token = sim.token;
            sim.token = [];
            subthal_mex('simulator_free', token);
        end

        % ---- running

        function r = run(sim, n_steps, inputs, every)
            % r = sim.run(n_steps, inputs, every) advances by n_steps:
            %   inputs    inputs x n_steps, double; [] (default) for none
            %   every     a row after every so many steps, counted from the beginning; 1 (default)
            %   r.rows    channels x rows, double: column k is the state after the k-th row's step
            %   r.spikes  step (uint64), population, cell (uint32), 1 x n_spikes each, from 1
            %   r.n_steps, r.every  as given
            % Ctrl-C ends it with subthal:cancelled. After subthal:diverged see divergence().
            if nargin < 3, inputs = []; end
            if nargin < 4, every = 1; end
            [rows, spikes] = subthal_mex('simulator_run', sim.token, n_steps, inputs, every);
            r = struct('rows', rows, 'spikes', spikes, 'n_steps', n_steps, 'every', every);
        end

        function rows = advance(sim, n_steps, inputs, every)
            % rows = sim.advance(n_steps, inputs, every) is run without spikes, for closed loops.
            if nargin < 3, inputs = []; end
            if nargin < 4, every = 1; end
            rows = subthal_mex('simulator_rows', sim.token, n_steps, inputs, every);
        end

        function step = stepper(sim, n_steps, every)
            % step = sim.stepper(n_steps, every) is a function: rows = step(inputs) is
            % sim.advance(n_steps, inputs, every), called faster. It is good while sim lives.
            if nargin < 3, every = 1; end
            token = sim.token;
            step = @(inputs) subthal_mex('simulator_rows', token, n_steps, inputs, every);
        end

        function value = metric(sim, r, population, metric, burn_in_steps)
            % value = sim.metric(r, population, metric, burn_in_steps) computes a metric, one of
            % subthal.names('metric') of one population, from what the last run gave; of several
            % runs in a row, from subthal.join of them. The first steps, 0 unless given, do not
            % count. One made from a mean needs a probe of the mean 'v' or 'i_syn'.
            if nargin < 5, burn_in_steps = 0; end
            value = subthal_mex('simulator_metric', sim.token, r, population, metric, ...
                burn_in_steps);
        end

        function reset(sim)
            % sim.reset() goes back to before the first step: it equals a new one.
            subthal_mex('simulator_reset', sim.token);
        end

        function snapshot = save(sim)
            % snapshot = sim.save(): the complete state, a row of uint8, the same on every machine:
            % noise and spikes under way, counts, and parameters changed while running.
            snapshot = subthal_mex('simulator_save', sim.token);
        end

        function load(sim, snapshot)
            % sim.load(snapshot) goes on from a snapshot, bit by bit as the simulator did that saved
            % it; of the same network, dt_ms, integrator and precision, or it is an error.
            subthal_mex('simulator_load', sim.token, snapshot);
        end

        function other = fork(sim)
            % other = sim.fork(): a second simulator at the same moment; it goes its own way.
            other = subthal.Simulator(subthal_mex('simulator_fork', sim.token));
        end

        function log_start(sim, capacity_bytes, hash_every)
            % sim.log_start(capacity_bytes, hash_every) logs what is done from now on, in memory
            % reserved now; an earlier log is gone. The state is hashed after the first run that
            % passes a multiple of hash_every steps; 0 (default) is never, 1 finds the very step in
            % which a replay departs. A full log ends without an error.
            if nargin < 3, hash_every = 0; end
            subthal_mex('simulator_log_start', sim.token, capacity_bytes, hash_every);
        end

        function log_stop(sim)
            % sim.log_stop() ends the log and gives its memory back.
            subthal_mex('simulator_log_stop', sim.token);
        end

        function info = log_info(sim)
            % info = sim.log_info(): capacity_bytes, used_bytes, n_steps, is_full.
            info = subthal_mex('simulator_log_info', sim.token);
        end

        function log = log_save(sim)
            % log = sim.log_save(): the log as it is now, a row of uint8, for replay; it goes on.
            log = subthal_mex('simulator_log_save', sim.token);
        end

        function r = replay(sim, log, max_steps, after)
            % r = sim.replay(log, max_steps, after) does what a log tells again, and compares; ends
            % at the first state that departs. max_steps, of the logged steps, [] (default) for all;
            % after, an earlier r, to go on from there.
            %   r.n_steps                 logged steps done
            %   r.n_equal, r.equal_step   states that were the same; the last, in steps done
            %   r.departed, r.departed_step   whether one was not; the first, in steps done
            %   r.ended, r.was_full       nothing is left; what came after the log was full is not in it
            if nargin < 3, max_steps = []; end
            if nargin < 4, after = []; end
            r = subthal_mex('simulator_replay', sim.token, log, max_steps, after);
        end

        function inject_spike(sim, population, cell)
            % sim.inject_spike(population, cell) makes a cell, from 1, fire in the next step.
            subthal_mex('simulator_inject_spike', sim.token, population, cell);
        end

        % ---- parameters

        function table = params(sim)
            % table = sim.params(): as of subthal.Network.
            table = subthal_mex('simulator_params', sim.token);
        end

        function info = param_info(sim, path)
            % info = sim.param_info(path) is one entry of params(), by path or by id.
            if ischar(path), path = sim.find_param(path); end
            info = subthal_mex('simulator_param_info', sim.token, path);
        end

        function id = find_param(sim, path)
            % id = sim.find_param(path) is the place of a parameter in params().
            id = subthal_mex('simulator_find_param', sim.token, path);
        end

        function value = get(sim, path)
            % value = sim.get(path); sim.get(ids) gives many, a row.
            if ischar(path)
                value = subthal_mex('simulator_get', sim.token, path);
            else
                value = subthal_mex('simulator_get_many', sim.token, path);
            end
        end

        function set(sim, path, value)
            % sim.set(path, value), from the next step on; sim.set(ids, values) all or none.
            if ischar(path)
                subthal_mex('simulator_set', sim.token, path, value);
            else
                subthal_mex('simulator_set_many', sim.token, path, value);
            end
        end

        % ---- looking at it

        function n = step(sim)
            % n = sim.step(): steps done, a uint64.
            n = subthal_mex('simulator_step', sim.token);
        end

        function t = time_ms(sim)
            % t = sim.time_ms(): the time simulated.
            t = subthal_mex('simulator_time_ms', sim.token);
        end

        function dt = dt_ms(sim)
            % dt = sim.dt_ms(): the length of a step.
            dt = subthal_mex('simulator_dt_ms', sim.token);
        end

        function n = row_count(sim, n_steps, every)
            % n = sim.row_count(n_steps, every): rows that the next n_steps will give.
            n = subthal_mex('simulator_row_count', sim.token, n_steps, every);
        end

        function table = populations(sim)
            % table = sim.populations(): as of subthal.Network, of the network it was made of.
            table = subthal_mex('simulator_populations', sim.token);
        end

        function table = channels(sim)
            % table = sim.channels(): name and unit of each row of the output.
            table = subthal_mex('simulator_channels', sim.token);
        end

        function table = inputs(sim)
            % table = sim.inputs(): name and unit of each row of the input.
            table = subthal_mex('simulator_inputs', sim.token);
        end

        function values = state(sim, population, variable)
            % values = sim.state(population, variable): n_cells x 1, as it is now.
            values = subthal_mex('simulator_state', sim.token, population, variable);
        end

        function hash = state_hash(sim)
            % hash = sim.state_hash(): a uint64, equal on every machine after the same steps.
            hash = subthal_mex('simulator_state_hash', sim.token);
        end

        function n = spike_count(sim, population)
            % n = sim.spike_count(population): spikes since the beginning, a uint64.
            n = subthal_mex('simulator_spike_count', sim.token, population);
        end

        function n = clamp_count(sim, population)
            % n = sim.clamp_count(population): how often its model clamped V, a uint64.
            n = subthal_mex('simulator_clamp_count', sim.token, population);
        end

        function sum = delivered(sim, stimulator)
            % sum = sim.delivered(stimulator), since the beginning: n_pulses (uint64), charge_uc of
            % either sign, net_charge_uc, energy_uj.
            sum = subthal_mex('simulator_delivered', sim.token, stimulator);
        end

        function where = divergence(sim)
            % where = sim.divergence(): diverged (0 or 1), population, cell, step.
            where = subthal_mex('simulator_divergence', sim.token);
        end

        function bound = step_bound(sim)
            % bound = sim.step_bound(): the most work of a step, cells and synapses, a uint64.
            bound = subthal_mex('simulator_step_bound', sim.token);
        end

        function bytes = memory_bytes(sim)
            % bytes = sim.memory_bytes(): about how much it takes, a uint64.
            bytes = subthal_mex('simulator_memory_bytes', sim.token);
        end

        function name = backend(sim)
            % name = sim.backend(): the instruction set in use. Results do not depend on it.
            name = subthal_mex('simulator_backend', sim.token);
        end
    end
end
