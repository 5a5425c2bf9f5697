"""
    Simulator(net; dt_ms = 0.025, integrator = "forward_euler", trial = 0, precision = "double")

A running network, before its first step. It owns its state and a copy of the network. Another
`trial` has other noise and another initial state on the same wiring; `precision = "single"` is
faster; `integrator` is one of `available("integrator")`.

`close` ends it at once, the garbage collector in time. One thread at a time: another gets a
[`SubthalError`](@ref) `:busy`. Different simulators run on different threads without a lock.
"""
mutable struct Simulator
    token::C.Sim
    open::Bool
    n_cells::Int
    n_channels::Int
    n_inputs::Int
    population_sizes::Vector{Pair{String,Int}}
    run::C.Run
    is_lent::Threads.Atomic{Bool}
    Simulator(token::C.Sim) = finalizer(finish, new(
        token, true, 0, 0, 0, Pair{String,Int}[], C.Run(), Threads.Atomic{Bool}(false)))
end

function Simulator(net::Network; options...)
    config = configured(C.simulator_config_default, C.SimulatorConfig; options...)
    return taken(answer(C.simulator_new, C.Sim, net, config))
end

# The owner of a new simulator, with what never changes asked once.
function taken(token::C.Sim)
    sim = Simulator(token)
    sim.population_sizes = [p.name => p.n_cells for p in populations(sim)]
    sim.n_cells = mapreduce(last, +, sim.population_sizes; init = 0)
    sim.n_channels = count_of(C.simulator_channel_count, sim)
    sim.n_inputs = count_of(C.simulator_input_count, sim)
    collect_garbage(memory_bytes(sim))
    return sim
end

Base.unsafe_convert(::Type{C.Sim}, sim::Simulator) = sim.token
free(sim::Simulator) = C.simulator_free(sim.token)
Base.close(sim::Simulator) = close_once(sim)
Base.isopen(sim::Simulator) = sim.open

Base.show(io::IO, sim::Simulator) =
    sim.open ? print(io, "Simulator of $(sim.n_cells) cells at $(time_ms(sim)) ms") :
    print(io, "Simulator, closed")

"""
    reset!(sim)

Go back to before the first step, with the parameters that the simulator was made with.
"""
reset!(sim::Simulator) = (check(C.simulator_reset(sim)); sim)

"""
    steps_done(sim) -> Int

How many steps are done since the beginning.
"""
steps_done(sim::Simulator) = Int(answer(C.simulator_step, UInt64, sim))

"""
    time_ms(sim) -> Float64

The time simulated, in ms.
"""
time_ms(sim::Simulator) = answer(C.simulator_time_ms, Float64, sim)

"""
    dt_ms(sim) -> Float64

The length of a step, in ms.
"""
dt_ms(sim::Simulator) = answer(C.simulator_dt_ms, Float64, sim)

memory_bytes(sim::Simulator) = Int(answer(C.simulator_memory_bytes, UInt64, sim))

"""
    step_bound(sim) -> Int

The most work that a step can be: every cell stepped, and every synapse reached by a spike.
"""
step_bound(sim::Simulator) = Int(answer(C.simulator_step_bound, UInt64, sim))

"""
    backend(sim) -> String

The instruction set in use, such as `"avx2"`. Results do not depend on it.
"""
backend(sim::Simulator) = sized_text(C.simulator_backend, sim)

populations(sim::Simulator) =
    records(C.simulator_population_count, C.simulator_population_info, C.PopulationInfo, sim)

"""
    channels(sim) -> Table

Of each row of what [`run!`](@ref) gives: `name`, such as `"stn.v[0]"` or `"stn.v"` for a mean, and
`unit`.
"""
channels(sim::Simulator) =
    records(C.simulator_channel_count, C.simulator_channel_info, C.ChannelInfo, sim)

"""
    inputs(sim) -> Table

Of each row of the `inputs` of [`run!`](@ref): `name` and `unit`.
"""
inputs(sim::Simulator) =
    records(C.simulator_input_count, C.simulator_input_info, C.ChannelInfo, sim)

"""
    state(sim, population, variable) -> Vector{Float64}

A state variable of every cell as it is now, in its unit.
"""
state(sim::Simulator, population, variable) =
    sized_numbers(C.simulator_state, sim, population, variable)

"""
    state_hash(sim) -> UInt64

A hash of the complete state: equal on every machine after the same steps.
"""
state_hash(sim::Simulator) = answer(C.simulator_state_hash, UInt64, sim)

"""
    divergence(sim)

Where and when the simulation diverged, as `(population, cell, step)`, or `nothing`.
"""
function divergence(sim::Simulator)
    found = described(C.simulator_divergence, C.Divergence, sim)
    found.diverged == 0 && return nothing
    return (population = fixed_text(found.population), cell = Int(found.cell),
            step = Int(found.step))
end

"""
    clamp_count(sim, population) -> Int

How often V of a population was clamped by its model since the beginning.
"""
clamp_count(sim::Simulator, population) =
    Int(answer(C.simulator_clamp_count, UInt64, sim, population))

"""
    spike_count(sim, population) -> Int

How many spikes a population has fired since the beginning.
"""
spike_count(sim::Simulator, population) =
    Int(answer(C.simulator_spike_count, UInt64, sim, population))

"""
    inject_spike!(sim, population, cell)

Make a cell, counted from 0, fire in the next step: its targets receive the spike, its V does not
move.
"""
function inject_spike!(sim::Simulator, population, cell::Integer)
    check(C.simulator_inject_spike(sim, population, cell))
    return sim
end

"""
    delivered(sim, stimulator) -> (n_pulses, charge_uc, net_charge_uc, energy_uj)

What a stimulator has delivered since the beginning: pulses begun; charge of either sign and in all,
in uC; energy in the impedance of its electrode, in uJ.
"""
delivered(sim::Simulator, stimulator) =
    record(described(C.simulator_delivered, C.Delivered, sim, stimulator))
