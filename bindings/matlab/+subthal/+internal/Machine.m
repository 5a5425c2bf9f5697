classdef Machine < handle
    % What estimators, controllers and loops have in common: a state of their own.
    properties (SetAccess = private)
        token = []; % uint64, what subthal_mex knows it by
    end

    properties (SetAccess = private, Hidden)
        what = ''; % how its commands begin
    end

    methods
        function machine = Machine(what, varargin)
            % Machine(what, arguments...): those of the command <what>_new.
            machine.what = what;
            machine.token = subthal_mex([what, '_new'], varargin{:});
        end

        function delete(machine)
            % Never an error: the host may have freed everything already, as it does when it ends.
            try, machine.free(); catch, end
        end

        function free(machine)
            % machine.free() frees it now.
            if isempty(machine.token), return; end
            token = machine.token;
            machine.token = [];
            subthal_mex([machine.what, '_free'], token);
        end

        function reset(machine)
            % machine.reset() forgets every sample: it equals a new one.
            subthal_mex([machine.what, '_reset'], machine.token);
        end

        function state = save(machine)
            % state = machine.save(): the complete state, a row of uint8, the same on every machine;
            % of a loop without its simulator's.
            state = subthal_mex([machine.what, '_save'], machine.token);
        end

        function load(machine, state)
            % machine.load(state) goes on from a saved state, bit by bit. It must be of the same
            % configuration; one that is damaged or belongs elsewhere is an error, and changes nothing.
            subthal_mex([machine.what, '_load'], machine.token, state);
        end
    end
end
