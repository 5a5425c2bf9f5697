# Parameters, by path or by id; of a network and of a simulator alike.

"""
    ParamId

Which parameter is meant, found once by [`find_param`](@ref); the same in a network's simulators.
"""
struct ParamId
    index::Csize_t
end

"""
    params(net) -> Table
    params(sim) -> Table

Of each parameter: `path`, `unit`, `meaning`, `default_value`, `min`, `max`, `n_cells` (cells that
may differ in it; 0 where it is one for all), and whether it may change `while_running`.
"""
params(net::Network) = records(C.network_param_count, C.network_param_info, C.ParamInfo, net)
params(sim::Simulator) = records(C.simulator_param_count, C.simulator_param_info, C.ParamInfo, sim)

"""
    find_param(net, path) -> ParamId
    find_param(sim, path) -> ParamId

The id of a parameter, such as `"stn.i_app"`.
"""
find_param(net::Network, path::AbstractString) =
    ParamId(answer(C.network_find_param, Csize_t, net, path))
find_param(sim::Simulator, path::AbstractString) =
    ParamId(answer(C.simulator_find_param, Csize_t, sim, path))

"""
    net["stn.i_app"]
    sim[["stn.i_app", "gpe.i_app"]]

The value of a parameter, or of several, by path or by [`ParamId`](@ref), in the unit that
[`params`](@ref) names.
"""
Base.getindex(net::Network, path::AbstractString) = answer(C.network_get, Float64, net, path)
Base.getindex(sim::Simulator, path::AbstractString) = answer(C.simulator_get, Float64, sim, path)

"""
    net["stn.i_app"] = 70
    sim[["stn.i_app", "gpe.i_app"]] = [70, 80]

Set a parameter, or several, all or none. In a simulator it acts from the next step on, and
[`reset!`](@ref) takes it back.
"""
Base.setindex!(net::Network, value::Real, path::AbstractString) =
    check(C.network_set(net, path, value))
Base.setindex!(sim::Simulator, value::Real, path::AbstractString) =
    check(C.simulator_set(sim, path, value))

const Owner = Union{Network,Simulator}

get_many(net::Network, ids, values) = C.network_get_many(net, ids, values, length(ids))
get_many(sim::Simulator, ids, values) = C.simulator_get_many(sim, ids, values, length(ids))
set_many(net::Network, ids, values) = C.network_set_many(net, ids, values, length(ids))
set_many(sim::Simulator, ids, values) = C.simulator_set_many(sim, ids, values, length(ids))

Base.getindex(owner::Owner, id::ParamId) = owner[[id]][1]
Base.setindex!(owner::Owner, value::Real, id::ParamId) = (owner[[id]] = [value])

function Base.getindex(owner::Owner, ids::AbstractVector{ParamId})
    values = Vector{Float64}(undef, length(ids))
    check(get_many(owner, indices(ids), values))
    return values
end

function Base.setindex!(owner::Owner, values::AbstractVector{<:Real}, ids::AbstractVector{ParamId})
    length(values) == length(ids) || 
        throw(DimensionMismatch("as many values as parameters, please"))
    check(set_many(owner, indices(ids), dense(Float64, values)))
end

Base.getindex(owner::Owner, paths::AbstractVector{<:AbstractString}) =
    owner[ParamId[find_param(owner, path) for path in paths]]
Base.setindex!(owner::Owner, values::AbstractVector, paths::AbstractVector{<:AbstractString}) =
    (owner[ParamId[find_param(owner, path) for path in paths]] = values)

indices(ids) = Csize_t[id.index for id in ids]

"""
    set_cells!(net, path, values)

Give each cell of a population its own value of a parameter.
"""
function set_cells!(net::Network, path, values::AbstractVector{<:Real})
    check(C.network_set_cells(net, path, dense(Float64, values), length(values)))
    return net
end

"""
    cell_values(net, path) -> Vector{Float64}

The value of a parameter in every cell of its population, heterogeneity included.
"""
cell_values(net::Network, path) = sized_numbers(C.network_cell_values, net, path)

"""
    set_heterogeneity!(net, path, relative_sd)

Spread a parameter over the cells: normal, truncated at 3 SD, drawn from the network's seed;
`relative_sd` is the SD over the value, from 0, which ends the spread, to 1.
"""
function set_heterogeneity!(net::Network, path, relative_sd::Real)
    check(C.network_set_heterogeneity(net, path, relative_sd))
    return net
end

"""
    set_initial!(net, path, value)
    set_initial!(net, path, values)

Set where a state variable, such as `"stn.v"`, starts: one value for all cells, or one per cell.
"""
set_initial!(net::Network, path, value::Real) = set_initial!(net, path, [value])

function set_initial!(net::Network, path, values::AbstractVector{<:Real})
    check(C.network_set_initial(net, path, dense(Float64, values), length(values)))
    return net
end

"""
    set_initial_spread!(net, path, sd)

Spread where a state variable starts, by `sd` in its unit: another draw for each trial.
"""
function set_initial_spread!(net::Network, path, sd::Real)
    check(C.network_set_initial_spread(net, path, sd))
    return net
end
