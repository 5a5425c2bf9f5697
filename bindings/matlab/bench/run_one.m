function run_one()
    % run_one() prints what a step costs, with a mean current out and an input in, as
    % bindings/bench/run_one.c does it in C: "NAME,CELLS,NANOSECONDS", the fastest of 400 rounds
    % of 50 steps.
    addpath(fileparts(fileparts(mfilename('fullpath'))));
    for scale = [1, 25]
        sim = circuit(scale);
        report('octave command', scale, @(n) by_command(sim.token, n));
        report('octave stepper', scale, @(n) by_stepper(sim.stepper(1), n));
        report('octave advance', scale, @(n) by_advance(sim, n));
        report('octave run', scale, @(n) by_run(sim, n));
    end
end

function sim = circuit(scale)
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'n_stn', 2 * scale, ...
        'n_gpe', 4 * scale, 'n_gpi', 3 * scale);
    net.add_probe('stn', 'i_syn', 'mean', true);
    net.add_input('stimulus', 'stn');
    sim = net.simulator();
end

function report(name, scale, way)
    fastest = Inf;
    for round = 1:400
        started = tic;
        way(50);
        fastest = min(fastest, toc(started) / 50);
    end
    fprintf('%s,%d,%.1f\n', name, 9 * scale, 1e9 * fastest);
end

function by_command(token, n)
    for k = 1:n, subthal_mex('simulator_rows', token, 1, 0.5, 1); end
end

function by_stepper(step, n)
    for k = 1:n, step(0.5); end
end

function by_advance(sim, n)
    for k = 1:n, sim.advance(1, 0.5); end
end

function by_run(sim, n)
    for k = 1:n, sim.run(1, 0.5); end
end
