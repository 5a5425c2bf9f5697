function tests = test_handles()
    % Handles: freed once, never used after, and never the reason that the host dies.
    tests = {@a_handle_is_freed_once, @a_freed_handle_is_refused, @foreign_tokens_are_refused, ...
        @a_network_is_no_simulator, @a_simulator_outlives_its_network, ...
        @clear_mex_leaves_live_handles_alone, @exit_with_live_handles_is_quiet, ...
        @ten_thousand_cycles_leak_nothing, @a_large_run_is_not_copied};
end

function a_handle_is_freed_once()
    token = subthal_mex('network_new', 1);
    subthal_mex('network_free', token);
    check_error('subthal:invalid_handle', @() subthal_mex('network_free', token));
end

function a_freed_handle_is_refused()
    net = subthal.Network.from_preset('seed_hh_default');
    sim = net.simulator();
    token = sim.token;
    sim.free();
    sim.free();
    check_error('subthal:invalid_handle', @() sim.run(1));
    check_error('subthal:invalid_handle', @() subthal_mex('simulator_step', token));
    net.free();
    check_error('subthal:invalid_handle', @() net.params());
end

function foreign_tokens_are_refused()
    for token = {uint64(0), uint64(1), intmax('uint64'), 1, 'x', [], uint64([1, 2])}
        check_token(token{1});
    end
end

function check_token(token)
    try
        subthal_mex('network_seed', token);
    catch failure
        known = {'subthal:invalid_handle', 'subthal:null_argument'};
        check(any(strcmp(failure.identifier, known)), 'got %s', failure.identifier);
        return
    end
    error('subthal:check', 'a foreign token was accepted');
end

function a_network_is_no_simulator()
    net = subthal.Network(1);
    check_error('subthal:invalid_handle', @() subthal_mex('simulator_step', net.token));
end

function a_simulator_outlives_its_network()
    net = subthal.Network.from_preset('seed_hh_default');
    populations = net.populations();
    sim = net.simulator();
    net.free();
    sim.run(10);
    check(isequal(sim.populations(), populations));
    check(sim.step() == 10);
end

function clear_mex_leaves_live_handles_alone()
    code = ['net = subthal.Network.from_preset(''seed_hh_default''); sim = net.simulator();' ...
        'clear mex; clear functions; sim.run(5); fprintf(''steps %d\n'', sim.step());' ...
        'clear all; fprintf(''%s\n'', subthal.version()); clear mex; subthal.version();'];
    [status, said] = child(code);
    check(status == 0 && ~isempty(strfind(said, 'steps 5')), 'it said: %s', said);
end

function exit_with_live_handles_is_quiet()
    code = ['n = subthal.Network.from_preset(''seed_hh_default''); s = n.simulator(); s.run(5);' ...
        'raw = subthal_mex(''network_new'', 3); %s'];
    for ending = {'', 'exit(0);', 'clear n; exit(0);'}
        [status, said] = child(sprintf(code, ending{1}));
        check(status == 0 && isempty(strfind(said, 'subthal')), 'status %d: %s', status, said);
    end
end

function ten_thousand_cycles_leak_nothing()
    cycles(1000);
    before = memory_kb('VmRSS');
    cycles(10000);
    grown = memory_kb('VmRSS') - before;
    check(grown < 4096, '10,000 cycles grew by %d kB', grown);
end

function cycles(n)
    for k = 1:n
        net = subthal.Network.from_preset('stn_gpe_gpi_hh_healthy', 'n_stn', 5, ...
            'n_gpe', 5, 'n_gpi', 5);
        sim = net.simulator();
        r = sim.run(3);
    end
end

function a_large_run_is_not_copied()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'n_stn', 100);
    net.add_probe('stn', 'v');
    sim = net.simulator('precision', 'single');
    sim.run(100);
    before = memory_kb('VmRSS');
    rows = sim.advance(200000);
    grown = (memory_kb('VmHWM') - before) / 1024;
    wanted = numel(rows) * 8 / 2^20;
    check(grown < 1.15 * wanted, '%.0f MiB of rows took %.0f MiB', wanted, grown);
end
