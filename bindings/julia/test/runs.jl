# Stepping: shapes, memory, sameness.

function simulator_with_input()
    net = small_network()
    add_input!(net, "stimulus", "stn")
    return Simulator(net)
end

@testset "a_c_row_is_a_julia_column" begin
    sim = simulator_with_input()
    out = Matrix{Float64}(undef, 2, 50)
    @test run!(sim, 2000; out = out, every = 40) === out
    @test pointer(out) == pointer(run!(sim, 2000; out = out, every = 40))
    @test out[1, end] ≈ sum(state(sim, "stn", "v")) / 10
    @test steps_done(sim) == 4000 && time_ms(sim) == 100 && dt_ms(sim) == 0.025
    @test size(run!(sim, 10)) == (2, 10)
end

@testset "views_are_written_in_place" begin
    one, two = simulator_with_input(), simulator_with_input()
    whole = run!(one, 300)
    parts = zeros(2, 302)
    run!(two, 300; out = view(parts, :, 2:301))
    @test parts[:, 2:301] == whole && all(iszero, parts[:, [1, 302]])
    @test_throws ArgumentError run!(two, 3; out = view(zeros(4, 3), 1:2, :))
    @test_throws DimensionMismatch run!(two, 3; out = zeros(3, 2))
    @test_throws DimensionMismatch run!(two, 3; inputs = zeros(1, 2))
end

@testset "many_runs_of_few_steps_equal_one" begin
    one, many = simulator_with_input(), simulator_with_input()
    input = reshape(20 .* sin.(0.01 .* (1:5000)), 1, :)
    spikes, more = Spike[], Spike[]
    rows = run!(one, 5000; inputs = input, spikes = spikes, every = 7)
    parts = [run!(many, 50; inputs = view(input, :, k:k+49), spikes = more, every = 7)
             for k in 1:50:5000]
    @test reduce(hcat, parts) == rows && more == spikes && !isempty(spikes)
    @test state_hash(one) == state_hash(many)
    @test length(spikes) == sum(spike_count(one, name) for name in ("stn", "gpe", "gpi"))
end

@testset "run_allocates_nothing" begin
    sim = simulator_with_input()
    out, input = zeros(2, 1000), zeros(1, 1000)
    step!(sim, out, input) = (run!(sim, 1000; out = out, inputs = input); nothing)
    step!(sim, out, input)
    @test @allocated(step!(sim, out, input)) == 0
end

@testset "reset_equals_new" begin
    sim = simulator_with_input()
    new = state_hash(sim)
    sim["stn.i_app"] = 75
    run!(sim, 500)
    @test state_hash(sim) != new
    @test state_hash(reset!(sim)) == new && steps_done(sim) == 0
end

@testset "a_spike_can_be_injected" begin
    sim = Simulator(small_network())
    spikes = Spike[]
    inject_spike!(sim, "gpe", 3)
    run!(sim, 1; spikes = spikes)
    @test spikes == [Spike(0, 1, 3)]
    @test clamp_count(sim, "stn") == 0
end

@testset "inputs_that_are_not_finite_change_nothing" begin
    sim = simulator_with_input()
    before = state_hash(sim)
    input = zeros(1, 5000)
    input[end] = NaN
    @test refusal(() -> run!(sim, 5000; inputs = input)) !== :none
    @test state_hash(sim) == before && steps_done(sim) == 0
end

@testset "a_divergence_is_told_and_reset" begin
    sim = simulator_with_input()
    input, out, spikes = zeros(1, 5000), fill(7.0, 2, 5000), Spike[]
    input[2500:end] .= 1e9
    @test refusal(() -> run!(sim, 5000; inputs = input, out = out, spikes = spikes)) === :diverged
    at = divergence(sim)
    @test at.population == "stn" && at.step >= 2499
    @test all(iszero, out[:, at.step+1:end]) && all(!isequal(7.0), out)
    @test refusal(() -> run!(sim, 1)) === :stopped
    @test divergence(reset!(sim)) === nothing
end
