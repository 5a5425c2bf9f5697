function tests = test_control()
    % Estimators and controllers by themselves.
    tests = {@many_samples_are_one_at_a_time, @a_saved_state_goes_on_bit_by_bit, ...
        @a_state_of_another_configuration_is_refused, @an_estimator_follows_amplitude_and_phase, ...
        @bursts_are_counted, @what_no_sensor_gives_is_refused_and_counted, ...
        @a_controller_is_what_its_options_say, @nothing_is_measured_after_a_stimulus, ...
        @defaults_are_those_of_a_kind, @wrong_configurations_are_sentences, ...
        @wrong_arrays_are_errors, @a_freed_machine_is_refused, @forgotten_machines_are_freed};
end

% 20 Hz at 1 kHz that comes and goes.
function samples = rhythm()
    k = 1:1400;
    samples = sin(2 * pi * k / 50) .* (1 + sin(2 * pi * k / 700));
end

% One that makes each kind.
function makers = all_kinds()
    makers = cellfun(@(kind) @() subthal.Estimator(kind), subthal.names('estimator')', ...
        'UniformOutput', false);
    for kind = subthal.names('controller')'
        makers{end + 1} = @() subthal.Controller(kind{1});
        makers{end + 1} = @() subthal.Controller(kind{1}, 'acts_on', 'frequency');
    end
end

function many_samples_are_one_at_a_time()
    for make = all_kinds()
        machine = make{1}();
        fresh = machine.save();
        whole = machine.run(abs(rhythm()));
        moment = machine.save();
        machine.reset();
        check(isequal(machine.save(), fresh) && ~isequal(moment, fresh));
        check(isequal(arrayfun(@(x) machine.update(x), abs(rhythm())), whole));
        check(isequal(machine.save(), moment));
    end
end

function a_saved_state_goes_on_bit_by_bit()
    for make = all_kinds()
        [machine, twin] = deal(make{1}(), make{1}());
        machine.run(rhythm());
        moment = machine.save();
        twin.load(moment);
        check(isequal(twin.run(rhythm()), machine.run(rhythm())));
        moment(end) = bitxor(moment(end), uint8(1));
        check_error('subthal:invalid_argument', @() machine.load(moment));
        check_error('subthal:invalid_argument', @() machine.load(zeros(1, 0, 'uint8')));
        check_error('subthal:invalid_argument', @() machine.load('text'));
        check(isequal(machine.save(), twin.save()));
    end
end

function a_state_of_another_configuration_is_refused()
    est = subthal.Estimator('bursts', 'threshold', 2);
    check_says('another kind or configuration', @() subthal.Estimator('bursts').load(est.save()));
    check_says('another kind', @() subthal.Controller('pi').load(est.save()));
end

function an_estimator_follows_amplitude_and_phase()
    est = subthal.Estimator('envelope_phase');
    signal = 3 * cos(2 * pi * (1:2000) / 50);
    [value, phase_rad, is_fresh] = arrayfun(@(x) est.update(x), signal);
    check(abs(value(end) - 3) < 0.3 && abs(phase_rad(1050)) < 0.3 && all(is_fresh));
    est = subthal.Estimator('bursts');
    [~, phase_rad] = est.update(1);
    check(isnan(phase_rad));
    est = subthal.Estimator('band_power');
    [~, ~, is_fresh] = arrayfun(@(x) est.update(x), rhythm());
    check(any(is_fresh) && ~all(is_fresh));
end

function bursts_are_counted()
    est = subthal.Estimator('bursts', 'threshold', 0.8, 'min_burst_ms', 50);
    values = est.run(rhythm());
    seen = est.bursts();
    check(seen.is_on == values(end) && seen.envelope > 0 && seen.n_onsets > 1);
    check(seen.n_onsets == sum(diff([0, values]) == 1) && seen.n_offsets == sum(diff(values) == -1));
    check(seen.first_sample > 1 && seen.n_samples >= 50 && seen.total_samples > 0);
    check_says('not of the kind "bursts"', @() subthal.Estimator('band_power').bursts());
end

function what_no_sensor_gives_is_refused_and_counted()
    [est, ctl] = deal(subthal.Estimator('band_rectified'), subthal.Controller('pi'));
    for k = [1, 2, 3, 4; NaN, Inf, -Inf, 1e61]
        [value, phase_rad, is_fresh, n_refused] = est.update(k(2));
        check(value == 0 && isnan(phase_rad) && is_fresh && n_refused == k(1));
        [output, amplitude, frequency_hz, n_refused] = ctl.update(k(2));
        check(output == 0 && amplitude == 0 && frequency_hz == 130 && n_refused == k(1));
    end
end

function a_controller_is_what_its_options_say()
    check(subthal.Controller('proportional', 'set_point', 1, 'gain', 0.5).update(2) == 0.5);
    ctl = subthal.Controller('open_loop', 'acts_on', 'frequency', 'constant', 90, 'amplitude', 2);
    [output, amplitude, frequency_hz] = ctl.update(0);
    check(output == 90 && amplitude == 2 && frequency_hz == 90);
    locked = subthal.Controller('phase_locked', 'constant', 1.5, 'target_rad', 0.3);
    phases = 2 * pi * (1:100) / 50;
    fired = arrayfun(@(phase) locked.update(1, atan2(sin(phase), cos(phase))), phases);
    check(sum(fired == 1.5) == 2 && sum(fired == 0) == 98);
end

function nothing_is_measured_after_a_stimulus()
    ctl = subthal.Controller('proportional', 'set_point', 1, 'gain', 1, 'blanking_s', 0.05);
    check(ctl.update(2) == 1);
    ctl.stimulated();
    check(ctl.update(3) == 1);
    outputs = ctl.run(3 * ones(5, 1));
    check(isequal(size(outputs), [5, 1]) && outputs(end) == 2);
end

function defaults_are_those_of_a_kind()
    config = subthal.defaults('estimator_config', 'fleming_2020');
    check(config.sample_hz == 2000 && config.order == 4 && strcmp(config.filter, 'chebyshev'));
    config = subthal.defaults('controller_config', 'pi');
    check(strcmp(config.acts_on, 'amplitude') && config.max == 3);
    config = subthal.defaults('controller_config', 'pi', 'frequency');
    check(config.max == 250 && strcmp(config.kind, 'pi'));
    twin = subthal.Controller('pi', 'acts_on', 'frequency');
    check(isequal(subthal.Controller(config).save(), twin.save()));
end

function wrong_configurations_are_sentences()
    est = @(varargin) @() subthal.Estimator('bursts', varargin{:});
    ctl = @(varargin) @() subthal.Controller('pid', varargin{:});
    check_says('nearest is "bursts"', @() subthal.Estimator('burst'));
    check_says('no controller is named', @() subthal.Controller('pip'));
    check_says('a kind', @() subthal.Estimator());
    check_says('a kind', @() subthal.Controller(3));
    check_says('no field ''kind''', @() subthal.Estimator(struct('order', 2)));
    check_says('acts_on', ctl('acts_on', 'width'));
    check_says('butter', est('filter', 'butter'));
    check_says('order', est('order', 13));
    check_says('order', est('order', -1));
    check_says('sample_hz', est('sample_hz', NaN));
    check_says('high_hz', est('high_hz', 501));
    check_says('windw_ms', est('windw_ms', 1));
    check_says('interval_s', ctl('interval_s', 0));
    check_says('min', ctl('min', 4));
    check_says('setpoint', ctl('setpoint', 1));
    check_error('subthal:too_large', est('window_ms', 1e12));
end

function wrong_arrays_are_errors()
    est = subthal.Estimator('band_rectified');
    check_says('class double', @() est.run(single(1)));
    check_says('one number', @() est.update([1, 2]));
    check_says('one number', @() subthal.Controller('pi').update([]));
    check(isempty(est.run([])) && isequal(size(est.run(ones(3, 2))), [3, 2]));
end

function a_freed_machine_is_refused()
    for make = {@() subthal.Estimator('bursts'), @() subthal.Controller('pi')}
        machine = make{1}();
        state = machine.save();
        token = machine.token;
        machine.free();
        machine.free();
        for use = {@() machine.reset(), @() machine.save(), @() machine.load(state), ...
                @() machine.update(1), @() machine.run(1)}
            check_error('subthal:invalid_handle', use{1});
        end
        check_error('subthal:invalid_handle', @() subthal_mex([machine.what, '_save'], token));
    end
end

function forgotten_machines_are_freed()
    for k = 1:70000 % more than may live
        est = subthal.Estimator('band_rectified');
    end
    check(est.update(0) == 0);
end
