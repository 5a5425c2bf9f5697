# What estimators, controllers and loops have in common: machines with a state of their own.

abstract type Machine end

free(machine::Machine) = calls(machine).free(machine)
Base.close(machine::Machine) = close_once(machine)
Base.isopen(machine::Machine) = machine.open

Base.show(io::IO, machine::Machine) =
    print(io, nameof(typeof(machine)), machine.open ? "" : ", closed")

# What a machine takes is what its state takes, about.
function kept(machine::Machine)
    collect_garbage(Int(answer(calls(machine).save, Csize_t, machine, C_NULL, 0)))
    return machine
end

"""
    reset!(est)
    reset!(ctl)
    reset!(closed)

Forget every sample: it equals a new one.
"""
reset!(machine::Machine) = (check(calls(machine).reset(machine)); machine)

"""
    snapshot(est) -> Vector{UInt8}
    snapshot(ctl) -> Vector{UInt8}
    snapshot(closed) -> Vector{UInt8}

The complete state, the same bytes on every machine; of a [`Loop`](@ref) without its simulator's.
"""
snapshot(machine::Machine) = sized(calls(machine).save, UInt8, machine)

"""
    load!(est, snapshot)
    load!(ctl, snapshot)
    load!(closed, snapshot)

Go on from a [`snapshot`](@ref), bit by bit. It must be of the same configuration; one that is
damaged or belongs elsewhere is a [`SubthalError`](@ref) `:invalid_argument` and changes nothing.
"""
function load!(machine::Machine, snapshot::Vector{UInt8})
    check(calls(machine).load(machine, snapshot, length(snapshot)))
    return machine
end
