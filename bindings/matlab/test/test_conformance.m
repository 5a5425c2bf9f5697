function tests = test_conformance()
    % The golden runs that every binding repeats, bit by bit.
    tests = {@runs_are_golden, @runs_in_pieces_are_golden, @trials_are_golden};
end

function runs_are_golden()
    for run = golden('runs.csv'), check_run(run, 6000); end
end

function runs_in_pieces_are_golden()
    for run = golden('runs.csv'), check_run(run, [1, 2, 997, 5000]); end
end

function check_run(run, pieces)
    check(sum(pieces) == str2double(run.n_steps), 'the pieces are of another run');
    [sim, net] = simulator_of(run);
    r = sim.run(pieces(1));
    for n_steps = pieces(2:end), r = subthal.join(r, sim.run(n_steps)); end
    same_text(run.name, dec2hex_of(sim.state_hash()), run.hash);
    for p = {'stn', 'gpe', 'gpi'}
        same_text(run.name, sprintf('%d', sim.spike_count(p{1})), run.(['spikes_', p{1}]));
    end
    first = str2double(run.first_step);
    same_bits([run.name, ' rate'], sim.metric(r, 'stn', 'rate', first), run.rate_stn);
    same_bits([run.name, ' cv'], sim.metric(r, 'gpe', 'cv', first), run.cv_gpe);
    sizes = net.populations();
    gpe = subthal.recording(sizes(2).n_cells, sim.step(), 'first_step', first + 1, ...
        'spikes', r.spikes, 'population', 2);
    same_bits([run.name, ' cv, by recording'], subthal.metric('cv', gpe), run.cv_gpe);
end

function [sim, net] = simulator_of(run)
    net = subthal.Network.from_preset(run.preset, 'n_stn', str2double(run.n_stn), ...
        'n_gpe', str2double(run.n_gpe), 'n_gpi', str2double(run.n_gpi), 'seed', whole(run.seed));
    for pair = regexp(run.set, '([^=;]+)=([^=;]+)', 'tokens')
        net.set(pair{1}{1}, str2double(pair{1}{2}));
    end
    sim = subthal.Simulator(net, 'precision', run.precision, 'integrator', run.integrator, ...
        'trial', str2double(run.trial), 'dt_ms', str2double(run.dt_ms));
end

function trials_are_golden()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'seed', 7);
    trials = golden('trials.csv');
    for wiring = {'shared', 'redrawn'}
        check_trials(net, trials(strcmp({trials.wiring}, wiring{1})), strcmp(wiring{1}, 'redrawn'));
    end
end

function check_trials(net, trials, redraw)
    metrics = {'stn.rate', 'gpe.cv', 'gpi.silent_cells', 'stn.gpe.coherence'};
    values = [str2double({trials.stn_i_app}); str2double({trials.gpe_to_stn_weight_scale})];
    result = subthal.evaluate(net, str2double({trials.seed}), metrics, 'values', values, ...
        'params', {'stn.i_app', 'gpe_to_stn.weight_scale'}, ...
        'protocol', struct('burn_in_ms', 100, 'measured_ms', 2000, 'redraw_wiring', redraw));
    for t = 1:numel(trials)
        for m = 1:numel(metrics)
            same_bits(sprintf('trial %d %s', t, metrics{m}), result.values(m, t), ...
                trials(t).(strrep(metrics{m}, '.', '_')));
        end
    end
end

function text = dec2hex_of(hash)
    text = lower([dec2hex(bitshift(hash, -32), 8), dec2hex(bitand(hash, uint64(4294967295)), 8)]);
end

function value = whole(digits)
    value = uint64(0);
    for d = digits, value = value * uint64(10) + uint64(d - '0'); end
end

function same_text(name, got, wanted)
    check(strcmp(got, wanted), '%s: %s is not %s', name, got, wanted);
end

function same_bits(name, got, wanted)
    check(typecast(got, 'uint64') == typecast(sscanf(wanted, '%f'), 'uint64'), ...
        '%s: %.17g is not %s', name, got, wanted);
end
