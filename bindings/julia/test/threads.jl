# Run by handles.jl in a Julia with two threads; a failed test is its exit status.
using Subthal, Test

net = Network("stn_gpe_gpi_adex_healthy")

@testset "simulators_run_side_by_side" begin
    hashes = zeros(UInt64, 4)
    Threads.@threads for trial in 1:4
        sim = Simulator(net; trial = trial)
        run!(sim, 4000)
        hashes[trial] = state_hash(sim)
    end
    for trial in 1:4
        sim = Simulator(net; trial = trial)
        run!(sim, 4000)
        @test state_hash(sim) == hashes[trial]
    end
end

# A law that makes garbage, in a loop of the trial's own.
function closed_hash(trial)
    sim = Simulator(stimulated; trial = trial)
    closed = Loop(sim; channel = "lfp", stimulator = "dbs",
                  estimator = EstimatorConfig("band_rectified"), controller = ControllerConfig("pi"))
    run!(seen -> sum([1e3 * seen.estimate for _ in 1:1000]), closed, sim, 8000)
    return state_hash(sim)
end

stimulated = add_stimulator!(copy(net), "dbs", "stn"; axon_fraction = 0.5)
add_lfp!(place_in_ball!(stimulated, "gpe", (0, 0, 0), 1000), "lfp")

@testset "loops_run_side_by_side" begin
    hashes = zeros(UInt64, 4)
    Threads.@threads for trial in 1:4
        hashes[trial] = closed_hash(trial)
    end
    @test hashes == closed_hash.(1:4) && length(unique(hashes)) == 4
end

# How often a thread was refused while it and another ran and closed the same simulator.
function contend(sim)
    refused = Threads.Atomic{Int}(0)
    Threads.@threads for thread in 1:2
        for _ in 1:2000
            try
                run!(sim, 20)
                sim["stn.i_app"] = 70
            catch failure
                failure isa SubthalError && failure.status in (:busy, :invalid_handle) || rethrow()
                Threads.atomic_add!(refused, 1)
            end
        end
        try close(sim) catch failure; failure isa SubthalError || rethrow() end
    end
    return refused[]
end

@testset "two_threads_in_one_are_refused" begin
    @test Threads.nthreads() == 2
    @test contend(Simulator(net)) > 0
end
