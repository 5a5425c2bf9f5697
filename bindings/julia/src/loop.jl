"""
    Loop(sim; channel, stimulator, estimator, controller, start_ms = 0)

An estimator and a controller around a simulator, each at its own rate: `channel` is measured and
`stimulator` is set, both by name; `estimator` is an [`EstimatorConfig`](@ref) whose `sample_hz`, and
`controller` a [`ControllerConfig`](@ref) whose `interval_s`, is a whole number of steps. The
controller begins after `start_ms`.

`sim` is looked at only: the loop serves its forks too, and one that loads its snapshots.
[`run!`](@ref) and [`record!`](@ref) drive it; [`reset!`](@ref), [`snapshot`](@ref) and
[`load!`](@ref) serve too. `close` ends it at once, the garbage collector in time.
"""
mutable struct Loop <: Machine
    token::C.Closed
    open::Bool
    interval_steps::Int
    Loop(token::C.Closed, interval_steps) = finalizer(finish, new(token, true, interval_steps))
end

function Loop(sim::Simulator; channel, stimulator, estimator::EstimatorConfig,
              controller::ControllerConfig, start_ms::Real = 0)
    config = configured(C.loop_config_default, C.LoopConfig; channel = channel,
                        stimulator = stimulator, estimator = estimator, controller = controller,
                        start_ms = start_ms)
    closed = answer(C.loop_new, C.Closed, sim, config)
    return kept(Loop(closed, round(Int, 1000 * controller.config.interval_s / dt_ms(sim))))
end

Base.unsafe_convert(::Type{C.Closed}, closed::Loop) = closed.token

calls(::Loop) = (free = C.loop_free, reset = C.loop_reset, save = C.loop_save, load = C.loop_load)

"""
    run!(closed, sim, n_steps; ticks = nothing, options...) -> out
    run!(decide, closed, sim, n_steps; ticks = nothing, options...) -> out

Advance `sim` by `n_steps` with a [`Loop`](@ref) closed; `options` are those of `run!(sim, n_steps)`.
`ticks`, a `Vector{Tick}`, receives at its end what the loop did whenever its controller was due.

`decide(seen)`, if it is not `nothing`, is the caller's own law in place of the controller's: of a
[`Tick`](@ref), with the stimulus until now, it gives the amplitude or the frequency that it wants,
whichever the controller acts on, within whose limits it is held; NaN leaves it as it is. It may use
the library, but not this simulator and loop. An exception in it ends the run, within 64 steps, and is
thrown from here; `out`, `spikes` and `ticks` hold what came before, and the rest of `out` is zero.

One run of n steps equals n runs of one, bit by bit.
"""
run!(closed::Loop, sim::Simulator, n_steps::Integer; options...) =
    run!(nothing, closed, sim, n_steps; options...)

function run!(decide, closed::Loop, sim::Simulator, n_steps::Integer;
              ticks::Union{Nothing,Vector{Tick}} = nothing,
              out::Union{Nothing,Numbers} = nothing, inputs::Union{Nothing,Numbers} = nothing,
              every::Integer = 1, spikes::Union{Nothing,Vector{Spike}} = nothing)
    around = Around(closed, sim, Watch(decide), ticks)
    return run_by!(around, sim, n_steps, every, out, inputs, spikes)
end

"""
    record!(closed, sim, n_steps; every = 1, inputs = nothing) -> (recorded, ticks)
    record!(decide, closed, sim, n_steps; every = 1, inputs = nothing) -> (recorded, ticks)

Advance `sim` with a [`Loop`](@ref) closed, as [`run!`](@ref) does, and keep the channels, all spikes
and all ticks.
"""
record!(closed::Loop, sim::Simulator, n_steps::Integer; options...) =
    record!(nothing, closed, sim, n_steps; options...)

function record!(decide, closed::Loop, sim::Simulator, n_steps::Integer; every::Integer = 1,
                 inputs = nothing)
    around = Around(closed, sim, Watch(decide), Tick[])
    recorded = record_by!(around, sim, n_steps, every, inputs)
    return (recorded = recorded, ticks = around.ticks)
end

# A loop closed around a simulator for one run.
struct Around
    closed::Loop
    sim::Simulator
    watch::Watch
    ticks::Union{Nothing,Vector{Tick}}
end

# Called from C, through which no exception may pass.
function on_tick(seen::Ptr{Tick}, context::Ptr{Cvoid})
    watch = watch_of(context)
    return watched(() -> Float64(watch.call(unsafe_load(seen))), watch, NaN)
end

go(around::Around, run) = run_closed(around, run, around.ticks)

function run_closed(around, run, ::Nothing)
    return run_closed(around, run, Ptr{Tick}(C_NULL), 0, C_NULL)
end

function run_closed(around, run, ticks::Vector{Tick})
    before, room = length(ticks), cld(Int(run.n_steps), around.closed.interval_steps)
    resize!(ticks, before + room)
    n_ticks = Ref(UInt64(0))
    status = GC.@preserve ticks begin
        run_closed(around, run, pointer(ticks, before + 1), room, n_ticks)
    end
    resize!(ticks, before + Int(n_ticks[]))
    return status
end

function run_closed(around, run, ticks, room, n_ticks)
    watch = around.watch
    law = watch.call === nothing ? C_NULL :
          @cfunction(on_tick, Float64, (Ptr{Tick}, Ptr{Cvoid}))
    status = GC.@preserve watch begin
        run.cancel = flag(watch)
        C.loop_run(around.closed, around.sim, run, law, pointer_from_objref(watch), ticks, room,
                   n_ticks)
    end
    return watch.failure === nothing ? status : CANCELLED # in its last steps C would not look
end

function settle(around::Around, status)
    failure = around.watch.failure
    failure === nothing || throw(failure)
    check(status)
end
