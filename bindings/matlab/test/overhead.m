function overhead()
    % overhead() measures what one step costs when it is called for alone, as a closed loop does:
    % microseconds, the fastest of 20 rounds of 2000 steps.
    addpath(fileparts(fileparts(mfilename('fullpath'))));
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    net.add_input('u', 'stn');
    net.add_probe('stn', 'i_syn', 'mean', true);
    sim = net.simulator();
    token = sim.token;
    ways = {'in the library, a step of a long run', @(n) sim.advance(n); ...
        'subthal_mex(''simulator_rows'', token, 1, [], 1)', @(n) by_command(token, n); ...
        'step = sim.stepper(1), then step(u)', @(n) by_stepper(sim.stepper(1), n); ...
        'sim.advance(1)', @(n) by_method(sim, n); ...
        'sim.run(1), with spikes', @(n) by_run(sim, n); ...
        'a command that does nothing', @(n) by_nothing(n)};
    for k = 1:size(ways, 1)
        fprintf('%-50s %6.2f us\n', ways{k, 1}, fastest(ways{k, 2}));
    end
end

function micros = fastest(way)
    micros = Inf;
    for round = 1:20
        started = tic;
        way(2000);
        micros = min(micros, toc(started) / 2000 * 1e6);
    end
end

function by_command(token, n)
    for k = 1:n, subthal_mex('simulator_rows', token, 1, [], 1); end
end

function by_stepper(step, n)
    for k = 1:n, step(0.5); end
end

function by_method(sim, n)
    for k = 1:n, sim.advance(1); end
end

function by_run(sim, n)
    for k = 1:n, sim.run(1); end
end

function by_nothing(n)
    for k = 1:n, subthal_mex('last_error'); end
end
