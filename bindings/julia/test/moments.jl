# Moments of a simulator: what follows a snapshot, a fork and a replay is what followed.

function under_way()
    sim = simulator_with_input()
    run!(sim, 300)
    sim["gpe.i_app"] = 60.0
    inject_spike!(sim, "stn", 3)
    return sim
end

@testset "what_is_loaded_or_forked_goes_on_as_what_was_saved" begin
    sim, other = under_way(), simulator_with_input()
    twin = fork(sim)
    load!(other, snapshot(sim))
    @test run!(sim, 500) == run!(twin, 500) == run!(other, 500)
    @test state_hash(sim) == state_hash(twin) == state_hash(other)
    close(sim)
    @test steps_done(twin) == 800
end

@testset "a_snapshot_that_is_damaged_changes_nothing" begin
    sim = under_way()
    before, bytes = state_hash(sim), snapshot(sim)
    bytes[end] ⊻= 0x01
    @test refusal(() -> load!(sim, bytes)) == :invalid_argument
    @test refusal(() -> load!(sim, UInt8[])) == :invalid_argument
    @test state_hash(sim) == before
end

@testset "a_replay_leads_to_the_same_state" begin
    sim, again = under_way(), simulator_with_input()
    log_start!(sim, 2^20; hash_every = 10)
    foreach(k -> run!(sim, 1; inputs = fill(Float64(k), 1, 1)), 1:20)
    run!(sim, 5000)
    log = log_bytes(sim)
    @test log_info(sim).n_steps == 5020 && log_info(sim).used_bytes == length(log)
    half = replay!(again, log; max_steps = 1200)
    @test half.n_steps == 1200 && !half.ended && steps_done(again) == 1500
    whole = replay!(again, log; after = half)
    @test whole.ended && !whole.departed && whole.n_steps == 5020
    @test state_hash(again) == state_hash(sim)
    log_stop!(sim)
    @test refusal(() -> log_bytes(sim)) == :invalid_argument
end

@testset "work_of_a_step_is_bounded_by_cells_and_synapses" begin
    net = small_network()
    n_synapses = sum(length(wiring(net, name).pre) for name in [p.name for p in projections(net)])
    @test step_bound(Simulator(net)) == 45 + n_synapses
end
