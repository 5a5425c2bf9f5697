# Handles: closed, forgotten, shared. Nothing here may crash.

@testset "a_closed_handle_is_an_error" begin
    net = small_network()
    sim = Simulator(net)
    for handle in (net, sim)
        @test isopen(handle)
        close(handle)
        @test !isopen(handle) && occursin("closed", sprint(show, handle))
        @test refusal(() -> close(handle)) === :invalid_handle
        @test refusal(() -> handle["stn.i_app"]) === :invalid_handle
        finalize(handle)
    end
    @test refusal(() -> run!(sim, 1)) === :invalid_handle
    @test refusal(() -> Simulator(net)) === :invalid_handle
end

@testset "a_simulator_outlives_its_network" begin
    net = small_network()
    sim = Simulator(net)
    close(net)
    @test size(run!(sim, 10)) == (2, 10)
end

# Memory of this process that is in use.
resident_bytes() = parse(Int, split(read("/proc/self/statm", String))[2]) * 4096

@testset "ten_thousand_forgotten_simulators" begin
    function make_and_forget(n)
        net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 2, n_gpe = 2, n_gpi = 2)
        net["stn_to_gpe.weight_scale"] = 1
        for i in 1:n
            sim = Simulator(copy(net))
            i % 2 == 0 && close(sim)
        end
    end
    make_and_forget(10_000)
    GC.gc()
    GC.gc()
    before = resident_bytes()
    make_and_forget(10_000)
    GC.gc()
    GC.gc()
    @test resident_bytes() - before < 50e6
end

@testset "two_threads_in_one_simulator_are_an_error" begin
    @test runs_alone(joinpath(@__DIR__, "threads.jl"), "-t2")
end
