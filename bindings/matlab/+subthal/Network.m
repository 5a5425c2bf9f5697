classdef Network < handle
    % subthal.Network: what to simulate. Populations, projections, noise, inputs, pulses, probes,
    % parameters and one seed; no running state.
    %
    %   net = subthal.Network()        an empty network of seed 0
    %   net = subthal.Network(seed)    seed: whole, from 0; beyond 2^53 a uint64
    %   net = subthal.Network.from_preset(name, 'n_stn', 50, 'seed', 1, ...)
    %   net = subthal.Network.from_text(text)
    %
    % Cells, populations and parameters count from 1. Units are ms, mV, Hz; others are in
    % net.params(). The memory is freed when the last variable goes, or by net.free().
    properties (SetAccess = private)
        token = []; % uint64, what subthal_mex knows the network by
    end

    methods (Static)
        function net = from_preset(name, varargin)
            % subthal.Network.from_preset(name, 'n_stn', n, 'n_gpe', n, 'n_gpi', n, 'seed', s)
            % makes the preset of this name, one of subthal.names('preset'); a size of 0, which is
            % the default, is the preset's own.
            net = subthal.Network(struct('token', subthal_mex('network_from_preset', name, ...
                subthal.internal.options(varargin))));
        end

        function net = from_text(text)
            % subthal.Network.from_text(text) makes the network that to_text has described.
            net = subthal.Network(struct('token', subthal_mex('network_from_text', text)));
        end
    end

    methods
        function net = Network(seed)
            if nargin < 1, seed = 0; end
            if isstruct(seed)
                net.token = seed.token;
            else
                net.token = subthal_mex('network_new', seed);
            end
        end

        function delete(net)
            % Never an error: the host may have freed everything already, as it does when it ends.
            try, net.free(); catch, end
        end

        function free(net)
            % net.free() frees the network now; its simulators live on.
            if isempty(net.token), return; end
            token = net.token;
            net.token = [];
            subthal_mex('network_free', token);
        end

        function twin = copy(net)
            % twin = net.copy() is a second network that says the same.
            twin = subthal.Network(struct('token', subthal_mex('network_copy', net.token)));
        end

        function sim = simulator(net, varargin)
            % sim = net.simulator('dt_ms', 0.025, ...): see subthal.Simulator.
            sim = subthal.Simulator(net, varargin{:});
        end

        % ---- building

        function add_population(net, name, model, n_cells)
            % net.add_population(name, model, n_cells) adds cells of a model, one of
            % subthal.names('model'), with the model's parameters. All start equal: see
            % set_heterogeneity, set_initial_spread, add_noise.
            subthal_mex('network_add_population', net.token, name, model, n_cells);
        end

        function add_projection(net, name, from, to, varargin)
            % net.add_projection(name, from, to, 'e_rev_mv', 0, Name, Value...) adds synapses:
            %   rule             'all_to_all' (default), 'fixed_probability' (p), 'fixed_total' (n),
            %                    'fixed_in_degree' (k), 'one_to_one' (offset),
            %                    'edges' (edge_pre, edge_post: cells from 1; edge_weight)
            %   weight           1; in weight_unit, 'nS' (default) or 'mS/cm2'
            %   weight_is_total  true if all synapses of a target cell share the weight
            %   unit_peak        true (default): one spike brings s to 1 at its peak
            %   saturating       true if s of a synapse is held at 1
            %   delay_ms, delay_spread_ms, tau_rise_ms, tau_decay_ms     1, 0, 1, 5 ms
            %   e_rev_mv         reversal potential, required; unit_factor    1
            %   kinetics         what opens them, 'two_stage' (default), 'alpha' (a spike, with
            %                    tau_decay_ms) or 'graded' (V of the source)
            %   alpha_per_ms, beta_per_ms, theta_mv, sigma_mv   of 'graded': 2, 0.04, -37, 2
            % Its numbers become parameters: 'name.weight', 'name.weight_scale', 'name.delay', ...
            config = subthal.internal.options(varargin);
            config.name = name; config.from = from; config.to = to;
            subthal_mex('network_add_projection', net.token, config);
        end

        function add_noise(net, population, varargin)
            % net.add_noise(population, 'tau_ms', 5, 'mean', 0, 'sigma', 1, 'unit_factor', 1) adds
            % an Ornstein-Uhlenbeck current to every cell, in the unit of the model's current.
            config = subthal.internal.options(varargin);
            config.population = population;
            subthal_mex('network_add_noise', net.token, config);
        end

        function add_input(net, name, population, varargin)
            % net.add_input(name, population, 'cells', 1:10, 'weights', w, 'unit', 'pA') adds one
            % row of the inputs of run. cells: all unless set; weights: double, one a cell, 1
            % unless set; unit: 'pA' or 'uA/cm2', the model's own unless set.
            config = subthal.internal.options(varargin);
            config.name = name; config.population = population;
            subthal_mex('network_add_input', net.token, config);
        end

        function add_pulses(net, name, population, varargin)
            % net.add_pulses(name, population, 'frequency_hz', 130, 'amplitude', 300, Name, Value,
            % ...) adds a train of pulses of current, in the unit of the model's current:
            %   cv               of 1/interval, which is gamma-distributed: 0 (default), a
            %                    periodic train, up to 1
            %   width_ms, start_ms    of a pulse, of the train: 0.1, 0
            %   cells, weights   as of add_input
            % They become parameters: 'name.frequency', 'name.amplitude', ...
            config = subthal.internal.options(varargin);
            config.name = name; config.population = population;
            subthal_mex('network_add_pulses', net.token, config);
        end

        function add_stimulator(net, name, population, varargin)
            % net.add_stimulator(name, population, 'amplitude_ma', 1, 'frequency_hz', 130, ...) adds a
            % pulse generator with its electrode:
            %   frequency_hz, amplitude_ma, width_ms, start_ms   0, 0, 0.06, 0
            %   waveform         'biphasic' (default), its charge taken back in recharge_ms, 0.06;
            %                    'passive', with recharge_tau_ms, 1; 'monophasic'. gap_ms before, 0
            %   shape            the first phase in equal pieces, each a part of amplitude_ma
            %   cells, weights   that receive current, all; each its part of a mA, 1
            %   axons, axon_thresholds_ma   whose axons pulses excite, cells from 1; each from so
            %                    many mA on, any. Or axon_fraction of all cells, drawn: 0
            %   soma             a factor on the current into cells, 1; 0 for axons alone
            %   slew_ma_per_s, most_amplitude_ma, most_charge_uc   limits: 0 (none), 1e6, 1e9
            %   collision_ms, refractory_ms   after a launched spike, those of the soma are lost, and
            %                    the axon is not excited: 7, 0
            %   impedance_kohm   for the energy, 1
            % Its numbers become parameters: 'name.frequency', 'name.amplitude', ...
            config = subthal.internal.options(varargin);
            config.name = name; config.population = population;
            subthal_mex('network_add_stimulator', net.token, config);
        end

        function add_lfp(net, name, varargin)
            % net.add_lfp(name, 'populations', {'gpe'}, Name, Value...) adds an electrode that
            % records, a row of the output of run after those of all probes, in mV: each cell is a
            % point source of its synaptic current, positive for current that leaves it.
            %   populations      that it sees; all that have positions
            %   electrode_um, reference_um   [x, y, z]: [0, 0, 0]; of one that is subtracted, none
            %   conductivity     of the tissue, 0.27 S/m
            %   low_pass_hz      of the amplifier, a Butterworth filter of fourth order; 0, none
            %   artefact_mv_per_ma   what stimulators add while their current flows, 0
            %   blanking_ms      the amplifier holds from a pulse until so long after its end; -1,
            %                    it does not
            config = subthal.internal.options(varargin);
            config.name = name;
            subthal_mex('network_add_lfp', net.token, config);
        end

        function add_probe(net, population, variable, varargin)
            % net.add_probe(population, variable, 'mean', true, 'cells', 1:10) adds rows to the
            % output of run: one a cell, or the mean. variable: one of variable_names(population);
            % the mean of 'i_syn' serves as LFP.
            config = subthal.internal.options(varargin);
            config.population = population;
            if nargin > 2, config.variable = variable; end
            subthal_mex('network_add_probe', net.token, config);
        end

        % ---- where cells are

        function set_positions(net, population, xyz_um)
            % net.set_positions(population, xyz_um) says where the cells are: 3 x n_cells, double,
            % in um. It matters to add_lfp and field alone.
            subthal_mex('network_set_positions', net.token, population, xyz_um);
        end

        function place_in_ball(net, population, centre_um, radius_um)
            % net.place_in_ball(population, [x, y, z], radius_um) scatters the cells in a ball,
            % evenly: drawn now, by the seed of now.
            subthal_mex('network_place_in_ball', net.token, population, centre_um, radius_um);
        end

        function xyz_um = positions(net, population)
            % xyz_um = net.positions(population): 3 x n_cells.
            xyz_um = subthal_mex('network_positions', net.token, population);
        end

        function mv_per_ma = field(net, population, electrode_um, conductivity)
            % mv_per_ma = net.field(population, [x, y, z], conductivity): n_cells x 1, the potential
            % at each cell for 1 mA from a point electrode, 1/(4 pi sigma r); conductivity: sigma,
            % 0.27 S/m unless given. Times what a mV is worth there, these are the weights of a
            % stimulator; a threshold in mV over these is its axon_thresholds_ma. Contacts add.
            if nargin < 4, conductivity = 0.27; end
            mv_per_ma = subthal_mex('network_field', net.token, population, electrode_um, ...
                conductivity);
        end

        % ---- parameters

        function table = params(net)
            % table = net.params() lists all parameters, as a struct array: path, unit, meaning,
            % default_value, min, max, n_cells (0: one for all), while_running.
            table = subthal_mex('network_params', net.token);
        end

        function info = param_info(net, path)
            % info = net.param_info(path) is one entry of params(), by path or by id.
            if ischar(path), path = net.find_param(path); end
            info = subthal_mex('network_param_info', net.token, path);
        end

        function id = find_param(net, path)
            % id = net.find_param(path) is the place of a parameter in params().
            id = subthal_mex('network_find_param', net.token, path);
        end

        function value = get(net, path)
            % value = net.get(path); net.get(ids) gives many, a row.
            if ischar(path)
                value = subthal_mex('network_get', net.token, path);
            else
                value = subthal_mex('network_get_many', net.token, path);
            end
        end

        function set(net, path, value)
            % net.set(path, value), for all cells; net.set(ids, values) sets many, all or none.
            if ischar(path)
                subthal_mex('network_set', net.token, path, value);
            else
                subthal_mex('network_set_many', net.token, path, value);
            end
        end

        function set_cells(net, path, values)
            % net.set_cells(path, values) gives each cell its own value: double, one a cell.
            subthal_mex('network_set_cells', net.token, path, values);
        end

        function values = cell_values(net, path)
            % values = net.cell_values(path): n_cells x 1, heterogeneity included.
            values = subthal_mex('network_cell_values', net.token, path);
        end

        function set_heterogeneity(net, path, relative_sd)
            % net.set_heterogeneity(path, relative_sd) spreads a parameter over the cells: normal,
            % truncated at 3 SD; relative_sd from 0, which ends the spread, to 1.
            subthal_mex('network_set_heterogeneity', net.token, path, relative_sd);
        end

        function set_initial(net, path, values)
            % net.set_initial('stn.v', values): where a state variable starts; one value or one a
            % cell, double, in the variable's unit.
            subthal_mex('network_set_initial', net.token, path, values);
        end

        function set_initial_spread(net, path, sd)
            % net.set_initial_spread('stn.v', sd) spreads where it starts, by sd in its unit.
            subthal_mex('network_set_initial_spread', net.token, path, sd);
        end

        % ---- reading back

        function table = populations(net)
            % table = net.populations(): a struct array of name, model, n_cells.
            table = subthal_mex('network_populations', net.token);
        end

        function table = projections(net)
            % table = net.projections(): a struct array of name, from, to, rule, weight_unit,
            % weight_is_total, unit_peak, saturating, unit_factor, kinetics.
            table = subthal_mex('network_projections', net.token);
        end

        function names = variable_names(net, population)
            % names = net.variable_names(population): a cell array of what can be probed.
            names = subthal_mex('network_variable_names', net.token, population);
        end

        function [pre, post, weight, delay_ms] = wiring(net, projection)
            % [pre, post, weight, delay_ms] = net.wiring(projection): n_synapses x 1 each; cells
            % are uint32, from 1; weight is in the projection's unit.
            [pre, post, weight, delay_ms] = subthal_mex('network_wiring', net.token, projection);
        end

        function steps = pulse_steps(net, train, n_steps, dt_ms, trial)
            % steps = net.pulse_steps(train, n_steps, dt_ms, trial): the steps up to n_steps in
            % which the pulses of a train begin to act, while nobody changes its parameters: uint64,
            % 1 x n_pulses. trial: 0 unless given.
            if nargin < 5, trial = 0; end
            steps = subthal_mex('network_pulse_steps', net.token, train, trial, dt_ms, n_steps);
        end

        function text = to_text(net)
            % text = net.to_text() is the whole description, exactly (TOML).
            text = subthal_mex('network_to_text', net.token);
        end

        function seed = seed(net)
            % seed = net.seed(), a uint64.
            seed = subthal_mex('network_seed', net.token);
        end

        function set_seed(net, seed)
            % net.set_seed(seed) draws everything random anew.
            subthal_mex('network_set_seed', net.token, seed);
        end

        function bytes = memory_bytes(net)
            % bytes = net.memory_bytes(): an estimate for a simulator of this network.
            bytes = subthal_mex('network_memory_bytes', net.token);
        end
    end
end
