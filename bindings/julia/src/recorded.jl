"""
    Recorded

What [`record!`](@ref) brought back: `rows` (channels x rows), `spikes`, and how they were made:
`first_step`, `n_steps`, `every`, `dt_ms`, names and `units` of the `channels`, the sizes of the
`populations`.

`recorded["stn.v"]` is the row of that channel, without a copy.
"""
struct Recorded
    rows::Matrix{Float64}
    spikes::Vector{Spike}
    first_step::Int
    n_steps::Int
    every::Int
    dt_ms::Float64
    channels::Vector{String}
    units::Vector{String}
    populations::Vector{Pair{String,Int}}
end

"""
    record!(sim, n_steps; every = 1, inputs = nothing) -> Recorded

Advance `sim` by `n_steps`, as [`run!`](@ref) does, and keep the channels and all spikes.
"""
record!(sim::Simulator, n_steps::Integer; every::Integer = 1, inputs = nothing) =
    record_by!(sim, sim, n_steps, every, inputs)

function record_by!(doer, sim, n_steps, every, inputs)
    first_step, spikes = steps_done(sim), Spike[]
    rows = run_by!(doer, sim, n_steps, every, nothing, inputs, spikes)
    table = channels(sim)
    names, units = String[row.name for row in table], String[row.unit for row in table]
    return Recorded(rows, spikes, first_step, n_steps, max(every, 1), dt_ms(sim), names, units,
                    sim.population_sizes)
end

Base.show(io::IO, recorded::Recorded) =
    print(io, "Recorded ", size(recorded.rows, 1), " channels and ", length(recorded.spikes),
          " spikes in ", recorded.n_steps * recorded.dt_ms, " ms")

function Base.getindex(recorded::Recorded, channel::AbstractString)
    return view(recorded.rows, channel_index(recorded, channel), :)
end

unit_of(recorded, channel) = recorded.units[channel_index(recorded, channel)]

function channel_index(recorded, channel)
    isempty(recorded.channels) &&
        throw(ArgumentError("nothing is probed: add_probe! before the simulator is made"))
    return position_of(channel, recorded.channels, "channel")
end

"""
    time_ms(recorded) -> Vector{Float64}

The time of each column of `recorded.rows`, in ms.
"""
function time_ms(recorded::Recorded)
    first_row = (recorded.first_step ÷ recorded.every + 1) * recorded.every
    return recorded.dt_ms .* (first_row .+ recorded.every .* (0:size(recorded.rows, 2)-1))
end

"""
    raster(recorded, population) -> (time_ms, cell)
    raster(spikes, population_index; dt_ms) -> (time_ms, cell)

The spikes of one population as two vectors: when, in ms, and which cell, from 0.
"""
raster(recorded::Recorded, population::AbstractString) =
    raster(recorded.spikes, population_index(recorded, population); dt_ms = recorded.dt_ms)

function raster(spikes::AbstractVector{Spike}, population::Integer; dt_ms::Real)
    chosen = [spike for spike in spikes if spike.population == population]
    return (time_ms = [(spike.step + 1) * dt_ms for spike in chosen],
            cell = [Int(spike.cell) for spike in chosen])
end

population_index(recorded::Recorded, population) =
    position_of(population, first.(recorded.populations), "population") - 1

function position_of(name, names, kind)
    position = findfirst(isequal(name), names)
    position === nothing &&
        throw(ArgumentError("no $kind is called \"$name\"; there are: $(join(names, ", "))"))
    return position
end
