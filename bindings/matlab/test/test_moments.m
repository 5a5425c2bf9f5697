function tests = test_moments()
    % Moments of a simulator: what follows a snapshot, a fork and a replay is what followed.
    tests = {@what_is_loaded_or_forked_goes_on_as_what_was_saved, ...
        @a_snapshot_that_is_damaged_changes_nothing, @a_replay_leads_to_the_same_state, ...
        @work_of_a_step_is_bounded_by_cells_and_synapses};
end

function net = small_network()
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'n_stn', 10, 'n_gpe', 20, ...
        'n_gpi', 15, 'seed', 1);
    net.add_input('stimulus', 'stn');
end

function sim = under_way()
    sim = small_network().simulator();
    sim.run(300);
    sim.set('gpe.i_app', 60);
    sim.inject_spike('stn', 4);
end

function what_is_loaded_or_forked_goes_on_as_what_was_saved()
    sim = under_way();
    twin = sim.fork();
    other = small_network().simulator();
    other.load(sim.save());
    sim.run(500); twin.run(500); other.run(500);
    check(sim.state_hash() == twin.state_hash());
    check(sim.state_hash() == other.state_hash());
    sim.free();
    check(twin.step() == 800);
end

function a_snapshot_that_is_damaged_changes_nothing()
    sim = under_way();
    before = sim.state_hash();
    snapshot = sim.save();
    snapshot(end) = bitxor(snapshot(end), uint8(1));
    check_error('subthal:invalid_argument', @() sim.load(snapshot));
    check_error('subthal:invalid_argument', @() sim.load(zeros(1, 0, 'uint8')));
    check_error('subthal:invalid_argument', @() sim.load('text'));
    check(sim.state_hash() == before);
end

function a_replay_leads_to_the_same_state()
    sim = under_way();
    sim.log_start(2^20, 10);
    for k = 1:20, sim.run(1, k); end
    sim.run(5000);
    log = sim.log_save();
    info = sim.log_info();
    check(info.n_steps == 5020 && info.used_bytes == numel(log) && ~info.is_full);
    again = small_network().simulator();
    half = again.replay(log, 1200);
    check(half.n_steps == 1200 && ~half.ended && again.step() == 1500);
    whole = again.replay(log, [], half);
    check(whole.ended && ~whole.departed && whole.n_steps == 5020);
    check(again.state_hash() == sim.state_hash());
    sim.log_stop();
    check_error('subthal:invalid_argument', @() sim.log_save());
end

function work_of_a_step_is_bounded_by_cells_and_synapses()
    net = small_network();
    n_synapses = 0;
    projections = net.projections();
    for k = 1:numel(projections)
        n_synapses = n_synapses + numel(net.wiring(projections(k).name));
    end
    check(net.simulator().step_bound() == 45 + n_synapses);
end
