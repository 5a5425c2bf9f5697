# A moment of a simulator, and what was done to it: saved, forked, logged, done again.

"""
    snapshot(sim) -> Vector{UInt8}

The complete state, the same bytes on every machine. Noise and spikes under way, counts,
and parameters changed while running are in it.
"""
snapshot(sim::Simulator) = sized(C.simulator_save, UInt8, sim)

"""
    load!(sim, snapshot)

Go on from a [`snapshot`](@ref), bit by bit as the simulator did that saved it. It must be of the same network,
`dt_ms`, integrator and precision; one that is damaged or belongs elsewhere is a
[`SubthalError`](@ref) `:invalid_argument` and changes nothing.
"""
function load!(sim::Simulator, snapshot::Vector{UInt8})
    check(C.simulator_load(sim, snapshot, length(snapshot)))
    return sim
end

"""
    fork(sim) -> Simulator

A second simulator at the same moment, on the same synapses; it goes its own way from here.
"""
fork(sim::Simulator) = taken(answer(C.simulator_fork, C.Sim, sim))

"""
    log_start!(sim, capacity_bytes; hash_every = 0)

Log what is done to `sim` from now on, in memory that is reserved now; an earlier log is gone. The
state is hashed after the first run that passes a multiple of `hash_every` steps; 0 is never, 1 finds
the very step in which a replay departs. A full log ends without an error, see [`log_info`](@ref).
"""
function log_start!(sim::Simulator, capacity_bytes::Integer; hash_every::Integer = 0)
    check(C.simulator_log_start(sim, capacity_bytes, hash_every))
    return sim
end

"""
    log_stop!(sim)

End the log and give its memory back.
"""
log_stop!(sim::Simulator) = (check(C.simulator_log_stop(sim)); sim)

"""
    log_info(sim)

How far the log is, as `(capacity_bytes, used_bytes, n_steps, is_full)`.
"""
function log_info(sim::Simulator)
    info = described(C.simulator_log_info, C.LogInfo, sim)
    return (capacity_bytes = Int(info.capacity_bytes), used_bytes = Int(info.used_bytes),
            n_steps = Int(info.n_steps), is_full = info.is_full != 0)
end

"""
    log_bytes(sim) -> Vector{UInt8}

The log as it is now, for [`replay!`](@ref) on any machine; it goes on.
"""
log_bytes(sim::Simulator) = sized(C.simulator_log_save, UInt8, sim)

"""
    replay!(sim, log; max_steps = nothing, after = nothing)

Do what a log tells again, and compare; the first state that departs from the log ends it. `sim` must
be of the network, `dt_ms`, integrator and precision that were logged.

`max_steps` are the most of the logged steps to do: `sim` then stands at that moment and can be looked
at. `after` is what an earlier call gave, to go on from there.

Gives `(n_steps, n_equal, equal_step, departed_step, departed, ended, was_full, position, steps_into)`:
logged steps done; states that were the same, and the last of them in steps done; the first that was
not, if it `departed`; whether nothing is left; whether the log was full, so that what came after is
not in it; where the next call goes on. Ctrl-C ends it.
"""
function replay!(sim::Simulator, log::Vector{UInt8}; max_steps = nothing, after = nothing)
    replay = described(C.replay_default, C.Replay)
    after === nothing || foreach(name -> setproperty!(replay, name, after[name]), keys(after))
    replay.log_len = length(log)
    last_step = max_steps === nothing ? typemax(UInt64) : replay.n_steps + UInt64(max_steps)
    GC.@preserve log begin
        replay.log = pointer(log)
        replay_until!(sim, replay, last_step)
    end
    return found(replay)
end

function replay_until!(sim, replay, last_step)
    while true
        replay.max_steps = min(STEPS_A_CALL, last_step - replay.n_steps)
        check(C.simulator_replay(sim, replay))
        replay.ended == 0 && replay.n_steps < last_step || return
        GC.safepoint()
    end
end

found(r::C.Replay) =
    (n_steps = Int(r.n_steps), n_equal = Int(r.n_equal), equal_step = Int(r.equal_step),
     departed_step = Int(r.departed_step), departed = r.departed != 0, ended = r.ended != 0,
     was_full = r.was_full != 0, position = Int(r.position), steps_into = Int(r.steps_into))
