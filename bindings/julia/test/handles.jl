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

# What glibc says of its heap: bytes in its arenas and in mappings of their own.
struct Heap
    sizes::NTuple{4,Csize_t}
    mapped::Csize_t
    limits::NTuple{2,Csize_t}
    in_arenas::Csize_t
    rest::NTuple{2,Csize_t}
end

# Bytes that are allocated and not freed, the library's among them: unlike the pages of the process,
# they do not depend on what ran before.
function bytes_in_use()
    heap = ccall(:mallinfo2, Heap, ())
    return Int(heap.in_arenas + heap.mapped)
end

function bytes_in_use_after_collection()
    GC.gc()
    GC.gc()
    return bytes_in_use()
end

# Closes every other one and forgets the rest; gives the most bytes in use meanwhile.
function make_and_forget(n)
    net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 2, n_gpe = 2, n_gpi = 2)
    net["stn_to_gpe.weight_scale"] = 1
    return maximum(1:n) do i
        sim = Simulator(copy(net))
        i % 2 == 0 && close(sim)
        return bytes_in_use()
    end
end

@testset "ten_thousand_forgotten_simulators" begin
    make_and_forget(1000)
    before = bytes_in_use_after_collection()
    most = make_and_forget(10_000)
    # Every other one was closed, so half of what was taken waits for the collector at most.
    @test most - before < Subthal.BYTES_BETWEEN_COLLECTIONS / 2
    # A simulator takes 38 KB; what little stays is the collector's own.
    @test bytes_in_use_after_collection() - before < 10e6
end

@testset "two_threads_in_one_simulator_are_an_error" begin
    @test runs_alone(joinpath(@__DIR__, "threads.jl"), "-t2")
end
