# Batches, and what a progress function may do.

const SHORT = (burn_in_ms = 10, measured_ms = 50)

@testset "a_trial_is_what_it_is_alone" begin
    net = small_network()
    values = [60.0 70.0 80.0]
    all_three = evaluate(net; params = ["stn.i_app"], values = values, seeds = 1:3,
                         metrics = ["stn.rate", "gpe.rate"], n_threads = 2, SHORT...)
    @test size(all_three.metrics) == (2, 3) && all(isequal(:ok), all_three.statuses)
    alone = evaluate(net; params = [find_param(net, "stn.i_app")], values = values[:, 2:2],
                     seeds = [2], metrics = ["stn.rate", "gpe.rate"], SHORT...)
    @test alone.metrics == all_three.metrics[:, 2:2]
end

@testset "a_batch_has_the_answers_to_a_train" begin
    net = Network("so_2012_parkinsonian")
    answers = evaluate(net; metrics = ["tc.smc.error_index", "tc.smc.relay_fidelity"], seeds = [3],
                       dt_ms = 0.01, burn_in_ms = 100, measured_ms = 300, precision = "double")
    ran = record!(Simulator(net; dt_ms = 0.01, trial = 3), 40_000)
    pulses = pulse_steps(net, "smc", 40_000; dt_ms = 0.01, trial = 3)
    found = relay(Recording(ran, "tc"; burn_in_steps = 10_000), pulses)
    @test answers.metrics[:, 1] == [found.error_index, found.fidelity]
    @test found.n_pulses > 2
end

@testset "a_trial_that_fails_touches_no_other" begin
    answers = evaluate(small_network(); params = ["stn.i_app"], values = [60.0 1e9], seeds = [1, 1],
                       metrics = ["stn.rate"], SHORT...)
    @test answers.statuses == [:ok, :out_of_range]
    @test isnan(answers.metrics[2]) && !isnan(answers.metrics[1])
    @test answers.sentences[1] == "" && startswith(answers.sentences[2], "stn.i_app = 1e9")
end

@testset "a_trial_that_diverges_says_where" begin
    net = Network()
    add_population!(net, "gpe", "hh_gpe", 1)
    answers = evaluate(net; seeds = [1], metrics = ["gpe.rate"], dt_ms = 1, measured_ms = 2000)
    @test answers.statuses == [:diverged]
    @test startswith(answers.sentences[1], "gpe cell 0 diverged in step ")
end

@testset "progress_sees_the_last_trial" begin
    seen = Tuple{Int,Int}[]
    evaluate(small_network(); seeds = 1:3, metrics = ["stn.rate"],
             progress = (done, of) -> push!(seen, (done, of)), SHORT...)
    @test last(seen) == (3, 3)
end

@testset "progress_may_allocate_collect_and_call_the_library" begin
    function busy(done, of)
        GC.gc()
        return run!(Simulator(small_network()), 10)
    end
    @test evaluate(small_network(); seeds = 1:3, metrics = ["stn.rate"], progress = busy,
                   SHORT...).statuses == fill(:ok, 3)
end

const LONG = (seeds = 1:10_000, metrics = ["stn.rate"], n_threads = 1, measured_ms = 2000)

@testset "false_cancels_and_keeps_the_answers" begin
    answers = evaluate(small_network(); progress = (done, of) -> done < 1, LONG...)
    @test :ok in answers.statuses && last(answers.statuses) === :cancelled
    @test isnan(last(answers.metrics))
end

@testset "an_exception_cancels_and_comes_back" begin
    @test_throws DomainError evaluate(
        small_network(); progress = (done, of) -> throw(DomainError(done)), LONG...)
    @test_throws InterruptException evaluate(
        small_network(); progress = (done, of) -> throw(InterruptException()), LONG...)
end

@testset "wrong_batches_are_errors" begin
    net = small_network()
    batch(; options...) = evaluate(net; seeds = 1:2, options...)
    @test refusal(() -> batch(; metrics = ["stn.no"], SHORT...)) === :unknown_name
    @test refusal(() -> batch(; metrics = ["stn.rate"], dt_ms = 5)) !== :none
    @test_throws DimensionMismatch evaluate(
        net; params = ["stn.i_app"], values = [1.0 2.0], seeds = [1], metrics = ["stn.rate"])
end
