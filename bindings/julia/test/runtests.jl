# julia --project=bindings/julia bindings/julia/test/runtests.jl
using Subthal, Test
using Subthal: C

const BINDINGS = normpath(joinpath(@__DIR__, "..", ".."))
const ROOT = normpath(joinpath(BINDINGS, ".."))

# The status with which the library refuses, or :none.
function refusal(f)
    try
        f()
        return :none
    catch failure
        failure isa SubthalError || rethrow()
        return failure.status
    end
end

# The sentence with which the library refuses.
function sentence(f)
    try
        f()
        return ""
    catch failure
        failure isa SubthalError || rethrow()
        return failure.sentence
    end
end

# A network of few cells that fires within milliseconds, with its mean V and LFP as channels.
function small_network(; seed = 1)
    net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 10, n_gpe = 20, n_gpi = 15, seed = seed)
    add_probe!(net, "stn"; mean = true)
    add_probe!(net, "stn", "i_syn"; mean = true)
    return net
end

# A Julia of its own for a file, which must end well.
function runs_alone(file, flags...)
    julia = `$(Base.julia_cmd()) --startup-file=no --project=$(joinpath(BINDINGS, "julia")) $flags`
    return success(pipeline(`$julia $file`; stdout = devnull, stderr = stderr))
end

@testset "Subthal" begin
    for name in ("abi", "conformance", "networks", "runs", "moments", "handles", "metrics",
                 "evaluate", "stimulators", "places", "control", "loops", "panels", "cookbook")
        @testset "$name" begin
            include("$name.jl")
        end
    end
end
