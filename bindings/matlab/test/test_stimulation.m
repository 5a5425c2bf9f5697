function tests = test_stimulation()
    % Stimulators, places of cells, and electrodes that record.
    tests = {@places_read_back, @a_ball_holds_its_cells, @a_field_falls_with_the_distance, ...
        @an_electrode_is_a_channel, @a_stimulator_delivers, @a_shape_has_its_charge, ...
        @axons_are_excited_by_thresholds, @defaults_are_the_librarys, @wrong_ones_are_sentences};
end

function net = small()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'n_stn', 10, 'n_gpe', 20, ...
        'n_gpi', 15, 'seed', 1);
end

function places_read_back()
    net = small();
    xyz_um = reshape(1:30, 3, 10);
    net.set_positions('stn', xyz_um);
    check(isequal(net.positions('stn'), xyz_um));
    again = subthal.Network.from_text(net.to_text());
    check(isequal(again.positions('stn'), xyz_um));
end

function a_ball_holds_its_cells()
    net = small();
    net.place_in_ball('gpe', [10, 20, 30], 5);
    far = net.positions('gpe') - [10; 20; 30];
    check(isequal(size(far), [3, 20]) && all(sum(far .^ 2, 1) <= 25));
end

function a_field_falls_with_the_distance()
    net = small();
    net.set_positions('stn', [100 * (1:10); zeros(2, 10)]);
    field = net.field('stn', [0, 0, 0]);
    wanted = 1e6 ./ (4 * pi * 0.27 * 100 * (1:10)');
    check(isequal(size(field), [10, 1]) && max(abs(field ./ wanted - 1)) < 1e-12);
    check(max(abs(net.field('stn', [0, 0, 0], 0.54) ./ field - 0.5)) < 1e-12);
end

function an_electrode_is_a_channel()
    net = small();
    net.place_in_ball('gpe', [0, 0, 0], 500);
    net.add_lfp('near', 'populations', {'gpe'}, 'electrode_um', [0, 0, 600]);
    net.add_lfp('far', 'electrode_um', [0, 0, 1e5]);
    net.add_lfp('difference', 'electrode_um', [0, 0, 600], 'reference_um', [0, 0, 1e5]);
    net.add_probe('stn', 'v', 'mean', true);
    sim = net.simulator();
    rows = sim.advance(4000, [], 40);
    channels = sim.channels();
    check(isequal({channels.name}, {'stn.v', 'near', 'far', 'difference'}));
    check(strcmp(channels(2).unit, 'mV') && max(abs(rows(2, :) - rows(3, :) - rows(4, :))) < 1e-12);
    check(std(rows(2, :)) > 20 * std(rows(3, :)));
end

function a_stimulator_delivers()
    net = small();
    net.add_stimulator('dbs', 'stn', 'frequency_hz', 100, 'amplitude_ma', 2, 'width_ms', 0.1, ...
        'cells', 1:3, 'weights', [1, 2, 3], 'impedance_kohm', 2);
    sim = net.simulator();
    sim.run(3900);
    sum = sim.delivered('dbs');
    check(sum.n_pulses == 10 && isa(sum.n_pulses, 'uint64') && abs(sum.net_charge_uc) < 1e-12);
    check(abs(sum.charge_uc - 10 * 2 * 0.2) < 1e-9 && sum.energy_uj > 0);
    sim.set('dbs.amplitude', 0);
    sim.run(3900);
    check(sim.delivered('dbs').charge_uc == sum.charge_uc);
end

function a_shape_has_its_charge()
    net = small();
    net.add_stimulator('dbs', 'stn', 'frequency_hz', 100, 'amplitude_ma', 2, 'width_ms', 0.1, ...
        'shape', [1, 0.5, 0, 0.5], 'waveform', 'monophasic');
    sim = net.simulator();
    sim.run(3900);
    check(abs(sim.delivered('dbs').charge_uc - 10 * 2 * 0.1 / 2) < 1e-9);
end

function axons_are_excited_by_thresholds()
    hashes = cellfun(@hash_with, {{}, {'axons', 1:5}, {'axons', 1:5, 'axon_thresholds_ma', ...
        9 * ones(1, 5)}, {'axons', 1:5, 'axon_thresholds_ma', ones(1, 5)}});
    check(hashes(1) ~= hashes(2) && hashes(2) == hashes(4));
    check(hashes(3) ~= hashes(2));
end

function hash = hash_with(options)
    net = small();
    net.add_stimulator('dbs', 'stn', 'frequency_hz', 130, 'amplitude_ma', 2, 'soma', 0, options{:});
    sim = net.simulator();
    sim.run(8000);
    hash = sim.spike_count('gpe') * 1e6 + sim.spike_count('gpi');
end

function defaults_are_the_librarys()
    config = subthal.defaults('stimulator_config');
    check(strcmp(config.waveform, 'biphasic') && config.width_ms == 0.06 && isempty(config.shape));
    config = subthal.defaults('lfp_config');
    check(isequal(config.electrode_um, [0, 0, 0]) && isempty(config.reference_um));
    check(config.conductivity == 0.27);
    config = subthal.defaults('loop_config');
    check(config.start_ms == 0);
end

function wrong_ones_are_sentences()
    net = small();
    check_says('3 x cells', @() net.set_positions('stn', ones(10, 3)));
    check_says('x, y and z', @() net.place_in_ball('stn', [0, 0], 5));
    check_says('x, y and z', @() net.add_lfp('lfp', 'electrode_um', 3));
    check_error('subthal:invalid_argument', @() net.set_positions('stn', ones(3, 9)));
    check_error('subthal:invalid_argument', @() net.positions('stn'));
    check_error('subthal:invalid_argument', @() net.add_lfp('lfp'));
    check_error('subthal:unknown_name', @() net.field('snt', [0, 0, 0]));
    check_says('cell array', @() net.add_lfp('lfp', 'populations', 'gpe'));
    check_says('amplitude', @() net.add_stimulator('dbs', 'stn', 'amplitude', 1));
    check_says('waveform', @() net.add_stimulator('dbs', 'stn', 'waveform', 'square'));
    check_says('shape', @() net.add_stimulator('dbs', 'stn', 'shape', [0, 2]));
    check_error('subthal:unknown_name', @() net.simulator().delivered('dbs'));
end
