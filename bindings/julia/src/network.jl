"""
    Network(; seed = 0)
    Network(preset; n_stn = 0, n_gpe = 0, n_gpi = 0, seed = 0)

What to simulate: an empty network, or a preset by name, one of `available("preset")`, with so many
cells; 0 for the preset's own number. It holds no running state.

`close` ends it at once, the garbage collector in time; simulators made of it live on. Any number of
threads may read it, one may change it: another that meets that one gets a [`SubthalError`](@ref)
`:busy`, and using a closed network gives `:invalid_handle`.
"""
mutable struct Network
    token::C.Net
    open::Bool
    function Network(token::C.Net)
        collect_garbage(0)
        return finalizer(finish, new(token, true))
    end
end

Network(; seed::Integer = 0) = Network(answer(C.network_new, C.Net, seed))

function Network(preset::AbstractString; sizes_and_seed...)
    config = configured(C.preset_config_default, C.PresetConfig; sizes_and_seed...)
    return Network(answer(C.network_from_preset, C.Net, preset, config))
end

Base.unsafe_convert(::Type{C.Net}, net::Network) = net.token
Base.copy(net::Network) = Network(answer(C.network_copy, C.Net, net))
free(net::Network) = C.network_free(net.token)

Base.show(io::IO, net::Network) =
    print(io, "Network", net.open ? " of " * size_text(net) : ", closed")

size_text(net) = join(("$(p.n_cells) $(p.name)" for p in populations(net)), ", ")

# The collector does not see the library's memory, and would let forgotten handles pile up: so it is
# asked each time that about so much was taken. A description takes less than the second number.
const BYTES_BETWEEN_COLLECTIONS = 2^28
const BYTES_OF_A_DESCRIPTION = 2^16
const TAKEN_SINCE_COLLECTION = Threads.Atomic{Int}(0)

function collect_garbage(bytes)
    taken = bytes + BYTES_OF_A_DESCRIPTION
    Threads.atomic_add!(TAKEN_SINCE_COLLECTION, taken) + taken < BYTES_BETWEEN_COLLECTIONS && return
    TAKEN_SINCE_COLLECTION[] = 0
    GC.gc()
end

# Of a failing free the sentence would replace the one that its thread is about to read.
function finish(owner)
    owner.open && free(owner)
    owner.open = false
end

function close_once(owner)
    check(free(owner))
    owner.open = false
    return nothing
end

Base.close(net::Network) = close_once(net)
Base.isopen(net::Network) = net.open

"""
    seed(net) -> UInt64

The seed from which wiring, heterogeneity, initial state and noise follow.
"""
seed(net::Network) = answer(C.network_seed, UInt64, net)

"""
    seed!(net, seed)

Draw everything random anew.
"""
seed!(net::Network, seed::Integer) = (check(C.network_set_seed(net, seed)); net)

"""
    memory_bytes(net) -> Int
    memory_bytes(sim) -> Int

How many bytes a simulator takes, or would take, about.
"""
memory_bytes(net::Network) = Int(answer(C.network_memory_bytes, UInt64, net))

"""
    populations(net) -> Table
    populations(sim) -> Table

Of each population, in the order of addition: `name`, `model`, `n_cells`.
"""
populations(net::Network) =
    records(C.network_population_count, C.network_population_info, C.PopulationInfo, net)

"""
    projections(net) -> Table

Of each projection: `name`, `from`, `to`, `rule`, `weight_unit`, three conventions, `unit_factor`,
`kinetics`. Weight, delay, times and reversal are parameters.
"""
projections(net::Network) =
    records(C.network_projection_count, C.network_projection_info, C.ProjectionInfo, net)

"""
    variables(net, population) -> Vector{String}

What can be probed in a population: its model's state variables, then `"i_syn"`, `"i_noise"` and
`"i_input"`.
"""
variables(net::Network, population::AbstractString) =
    text_lines(sized_text(C.network_variable_names, net, population))

"""
    wiring(net, projection) -> (pre, post, weight, delay_ms)

The synapses of a projection, ordered by source: cells from 0, weight in the projection's unit,
`weight_scale` left out, and delay in ms.
"""
function wiring(net::Network, projection::AbstractString)
    n = answer(C.network_wiring, Csize_t, net, projection, C_NULL, C_NULL, C_NULL, C_NULL, 0)
    pre, post = Vector{UInt32}(undef, n), Vector{UInt32}(undef, n)
    weight, delay_ms = Vector{Float64}(undef, n), Vector{Float64}(undef, n)
    check(C.network_wiring(net, projection, pre, post, weight, delay_ms, n, C_NULL))
    return (pre = pre, post = post, weight = weight, delay_ms = delay_ms)
end

"""
    pulse_steps(net, train, n_steps; dt_ms, trial = 0) -> Vector{UInt64}

The steps before `n_steps`, from 0, in which the pulses of a train begin to act in a trial, while
nobody changes its parameters.
"""
pulse_steps(net::Network, train::AbstractString, n_steps::Integer; dt_ms::Real,
            trial::Integer = 0) =
    sized(C.network_pulse_steps, UInt64, net, train, trial, dt_ms, n_steps)

"""
    to_text(net) -> String

The whole description as TOML, exactly: [`from_text`](@ref) makes an equal network of it.
"""
to_text(net::Network) = sized_text(C.network_to_text, net)

"""
    from_text(text) -> Network

The network that a text describes, checked as if it were built by hand.
"""
from_text(text::AbstractString) =
    Network(answer(C.network_from_text, C.Net, codeunits(String(text)), ncodeunits(text)))
