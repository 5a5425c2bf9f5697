# Loops: what they do is what their pieces do by hand.

const EVERY_MS = EstimatorConfig("band_rectified"; window_ms = 100)
const EVERY_20_MS = ControllerConfig("pi"; set_point = 1e-4)

# A small circuit with an electrode in its GPe and a stimulator on its STN.
function to_close(; dt_ms = 0.025)
    net = Network("stn_gpe_gpi_adex_parkinsonian"; n_stn = 10, n_gpe = 20, n_gpi = 15, seed = 1)
    add_stimulator!(net, "dbs", "stn"; axon_fraction = 0.5, soma = 0)
    add_input!(net, "current", "stn")
    place_in_ball!(net, "gpe", (0, 0, 0), 500)
    add_lfp!(net, "lfp")
    return Simulator(net; dt_ms = dt_ms)
end

close_around(sim; options...) = Loop(sim; pieces(; options...)...)
pieces(; options...) = (; channel = "lfp", stimulator = "dbs", estimator = EVERY_MS,
                        controller = EVERY_20_MS, options...)

# n ms of the loop, piece by piece.
function by_hand!(sim, n)
    est, ctl, lfp, ticks = Estimator(EVERY_MS), Controller(EVERY_20_MS), zeros(1, 1), Tick[]
    for ms in 1:n
        run!(sim, 40; out = lfp, every = 40)
        seen = update!(est, lfp[1])
        ms % 20 == 0 || continue
        told = update!(ctl, seen.value)
        sim[["dbs.amplitude", "dbs.frequency"]] = [told.amplitude, told.frequency_hz]
        push!(ticks, Tick(40ms, lfp[1], seen.value, NaN, told.amplitude, told.frequency_hz))
    end
    return ticks
end

same(ticks, others) = isequal(ticks, others) && !isempty(ticks)

@testset "a_loop_is_its_pieces_by_hand" begin
    sim, other = to_close(), to_close()
    spikes, ticks = Spike[], Tick[]
    out = run!(close_around(sim), sim, 16_000; every = 40, spikes = spikes, ticks = ticks)
    @test same(ticks, by_hand!(other, 400)) && length(ticks) == 20
    @test state_hash(sim) == state_hash(other) && delivered(sim, "dbs") == delivered(other, "dbs")
    @test delivered(sim, "dbs").n_pulses > 10 && length(unique(t.amplitude_ma for t in ticks)) > 5
    @test size(out) == (1, 400) && out[20] == ticks[1].sample && !isempty(spikes)
end

@testset "one_run_of_n_steps_is_n_of_one" begin
    sim, other = to_close(), to_close()
    around, of_other, parts = close_around(sim), close_around(other), Tick[]
    recorded, ticks = record!(around, sim, 8000; every = 40)
    for n in [fill(1, 900); 99; 1; fill(500, 14)]
        run!(of_other, other, n; ticks = parts)
    end
    @test same(ticks, parts) && state_hash(sim) == state_hash(other)
    @test snapshot(around) == snapshot(of_other)
    @test [recorded["lfp"][20k] for k in 1:10] == [tick.sample for tick in ticks]
    @test length(raster(recorded, "gpe").cell) == spike_count(sim, "gpe")
end

@testset "the_controller_begins_after_start_ms" begin
    sim = to_close()
    _, ticks = record!(close_around(sim; start_ms = 100), sim, 8000)
    @test 4000 < first(ticks).step <= 4800 && length(ticks) == 5
end

@testset "a_law_of_ones_own_that_is_the_controllers_does_the_same" begin
    sim, other, ctl = to_close(), to_close(), Controller(EVERY_20_MS)
    _, ticks = record!(close_around(sim), sim, 8000)
    _, own = record!(close_around(other), other, 8000) do seen
        GC.gc(false)
        update!(ctl, seen.estimate).output
    end
    @test same(ticks, own) && state_hash(sim) == state_hash(other)
end

@testset "a_law_is_held_within_the_limits" begin
    sim, asked = to_close(), [NaN, Inf, -Inf, 1e308, 2]
    _, ticks = record!(seen -> asked[seen.step÷800], close_around(sim), sim, 4000)
    @test [tick.amplitude_ma for tick in ticks] == [0, 3, 0, 3, 2]
    @test [tick.frequency_hz for tick in ticks] == fill(130, 5)
end

struct Unhappy <: Exception end

@testset "a_law_that_throws_ends_the_run_with_its_exception" begin
    sim = to_close()
    around, out, ticks, spikes = close_around(sim), fill(7.0, 1, 200), Tick[], Spike[]
    n_asked = 0
    law(seen) = (n_asked += 1; seen.step < 2400 ? 1.5 : throw(Unhappy()))
    @test_throws Unhappy run!(law, around, sim, 8000; out = out, every = 40, ticks = ticks,
                              spikes = spikes)
    @test n_asked == 3 && 2400 <= steps_done(sim) <= 2400 + 64
    @test [tick.step for tick in ticks] == [800, 1600, 2400]
    @test out[60] == ticks[3].sample && all(iszero, out[62:end])
    @test all(spike -> spike.step < steps_done(sim), spikes)
    run!(around, sim, 8000 - steps_done(sim); ticks = ticks)
    @test last(ticks).step == 8000 && isopen(around)
end

@testset "a_law_that_throws_at_the_end_of_a_part_ends_the_run_there" begin
    sim, out = to_close(), fill(7.0, 1, 200)
    law(seen) = seen.step < 4000 ? 1.5 : throw(Unhappy())
    @test_throws Unhappy run!(law, close_around(sim), sim, 8000; out = out, every = 40)
    @test steps_done(sim) == 4000
    @test all(!isequal(7.0), out) && all(iszero, out[101:end]) && out[100] != 0
end

@testset "a_law_that_has_thrown_is_not_asked_again" begin
    sim, n_asked = to_close(), 0
    each_ms = ControllerConfig("pi"; interval_s = 0.001)
    law(seen) = (n_asked += 1; throw(Unhappy()))
    @test_throws Unhappy run!(law, close_around(sim; controller = each_ms), sim, 800)
    @test n_asked == 1 && steps_done(sim) == 40
end

@testset "ctrl_c_and_other_answers_in_a_law" begin
    sim = to_close()
    asking(law) = run!(law, close_around(sim), sim, 800)
    @test_throws InterruptException asking(seen -> throw(InterruptException()))
    @test_throws MethodError asking(seen -> "three")
    @test_throws MethodError asking(() -> 3)
    @test refusal(() -> asking(seen -> (run!(sim, 1); 1.0))) === :busy
    @test run!(sim, 1) isa Matrix
end

@testset "a_loop_goes_on_from_a_saved_state" begin
    sim, other = to_close(), to_close()
    around, of_other = close_around(sim), close_around(other)
    run!(around, sim, 4000)
    load!(of_other, snapshot(around))
    load!(other, snapshot(sim))
    twin = fork(sim)
    _, ticks = record!(around, sim, 4000)
    @test same(ticks, record!(of_other, other, 4000).ticks)
    @test state_hash(sim) == state_hash(other)
    @test refusal(() -> load!(around, snapshot(around)[1:end-1])) === :invalid_argument
    load!(around, snapshot(of_other))
    @test refusal(() -> load!(around, snapshot(Estimator(EVERY_MS)))) === :invalid_argument
    @test steps_done(twin) == 4000
    run!(reset!(around), reset!(sim), 4000)
    @test state_hash(sim) == state_hash(twin)
end

@testset "a_replay_needs_no_loop" begin
    sim = log_start!(to_close(), 2^20; hash_every = 800)
    run!(close_around(sim), sim, 4000)
    again = replay!(to_close(), log_bytes(sim))
    @test !again.departed && again.n_steps == 4000
end

@testset "a_divergence_in_a_loop_is_told" begin
    sim = to_close()
    current, ticks, out = zeros(1, 8000), Tick[], fill(7.0, 1, 200)
    current[2500:end] .= 1e9
    @test refusal(() -> run!(close_around(sim), sim, 8000; every = 40, inputs = current, out = out,
                             ticks = ticks)) === :diverged
    @test length(ticks) == 3 && divergence(sim).step >= 2499
    @test out[60] == ticks[3].sample && all(iszero, out[divergence(sim).step÷40+1:end])
end

@testset "wrong_loops_are_sentences" begin
    sim = to_close()
    wrong(; options...) = sentence(() -> close_around(sim; options...))
    @test occursin("lfp", wrong(; channel = "lfq")) && occursin("dbs", wrong(; stimulator = "dbz"))
    @test occursin("whole number", wrong(; estimator = EstimatorConfig("bursts"; sample_hz = 1024)))
    @test occursin("dbs.amplitude", wrong(; controller = ControllerConfig("pi"; max = 1e7)))
    @test occursin("start_ms", wrong(; start_ms = -1))
    @test_throws TypeError close_around(sim; estimator = EVERY_20_MS)
    @test_throws UndefKeywordError Loop(sim; channel = "lfp")
    around = close_around(sim)
    @test refusal(() -> run!(around, to_close(; dt_ms = 0.05), 40)) === :invalid_argument
    @test_throws DimensionMismatch run!(around, sim, 40; out = zeros(1, 39))
    close(around)
    @test refusal(() -> run!(around, sim, 40)) === :invalid_handle
    @test refusal(() -> reset!(around)) === :invalid_handle && steps_done(sim) == 0
end
