"""
    ControllerConfig(kind; acts_on = "amplitude", options...)

Which controller, one of `available("controller")`, for a [`Controller`](@ref) or a [`Loop`](@ref);
it acts on the `"amplitude"`, in mA or the unit of the stimulator, or on the `"frequency"`, in Hz.

| kind | |
|---|---|
| `"open_loop"` | a constant |
| `"on_off"` | up above the set point, down below it, by a ramp |
| `"dual_threshold"` | up above one threshold, down below another, still between them |
| `"proportional"`, `"pi"`, `"pid"` | Kp (e + integral of e / Ti + Td de/dt), e a part of the set point |
| `"phase_locked"` | one pulse where the phase of a rhythm passes a target |

All but the last after Fleming, Dunn and Lowery (2020), whose numbers are the defaults: set points
are in mV of their LFP.

| option | |
|---|---|
| `interval_s` | from one call to the next, 0.02 s (`"phase_locked"` 0.001) |
| `set_point` | the measure to reach, 1.0414e-4 in its unit |
| `lower`, `upper` | of `"dual_threshold"`: 1.0414e-4 and 1.5261e-4 |
| `constant` | of `"open_loop"` and of a pulse of `"phase_locked"`: 2.5 mA or 130 Hz |
| `ramp_s` | from `min` to `max`, 0.25 s |
| `gain`, `integral_s`, `derivative_s` | Kp 0.23 (Hz 19.3), Ti 0.2 s, Td 0 s |
| `target_rad`, `amplitude_threshold`, `refractory_s` | of `"phase_locked"`: 0, 0, 0.02 s |
| `amplitude`, `frequency_hz` | the one that is not controlled: 1.5 mA, 130 Hz |
| `min`, `max`, `change_per_s` | limits: 0, 3 mA or 250 Hz, infinite a second |
| `hold_s`, `blanking_s` | a target stays, nothing is measured after a stimulus, for so long: 0 s |
"""
const ControllerConfig = Configured{C.ControllerConfig}

ControllerConfig(kind::AbstractString; acts_on::AbstractString = "amplitude", options...) =
    configured(C.controller_config_default, C.ControllerConfig, kind, acts_on; options...)

# As it would be asked for, with what was not.
function Base.show(io::IO, config::Union{EstimatorConfig,ControllerConfig})
    fields = record(config.config)
    settings = ["$name = $(repr(value))" for (name, value) in pairs(fields) if name !== :kind]
    name = nameof(typeof(config.config))
    print(io, name, "(", repr(fields.kind), "; ", join(settings, ", "), ")")
end

"""
    Controller(kind; acts_on = "amplitude", options...)
    Controller(config)

Turns what is measured into a stimulus, once an interval: see [`ControllerConfig`](@ref).
[`update!`](@ref) takes a measure, [`run!`](@ref) many; [`reset!`](@ref), [`snapshot`](@ref) and
[`load!`](@ref) serve too.

`close` ends it at once, the garbage collector in time. One thread at a time.
"""
mutable struct Controller <: Machine
    token::C.Ctl
    open::Bool
    told::C.Stimulus # written by each update, so that none allocates
    Controller(token::C.Ctl) = finalizer(finish, new(token, true, C.Stimulus()))
end

Controller(config::ControllerConfig) = kept(Controller(answer(C.controller_new, C.Ctl, config)))
Controller(kind::AbstractString; options...) = Controller(ControllerConfig(kind; options...))

Base.unsafe_convert(::Type{C.Ctl}, ctl::Controller) = ctl.token

calls(::Controller) = (free = C.controller_free, reset = C.controller_reset,
                       run = C.controller_run, save = C.controller_save,
                       load = C.controller_load)

"""
    update!(ctl, measure, phase_rad = NaN) -> (output, amplitude, frequency_hz, n_refused)

Take one measure, in the unit of the set point: what is controlled, then both as a stimulator is told
them, and the measures refused so far. The phase, in radians from -pi to pi, matters to
`"phase_locked"` alone.

A measure that is not finite, or beyond 1e60, is refused: the output stays. Allocates nothing.
"""
function update!(ctl::Controller, measure::Real, phase_rad::Real = NaN)
    told = ctl.told
    check(C.controller_update(ctl, measure, phase_rad, told, sizeof(C.Stimulus)))
    return (output = told.output, amplitude = told.amplitude, frequency_hz = told.frequency_hz,
            n_refused = Int(told.n_refused))
end

"""
    stimulated!(ctl)

Tell a controller that a stimulus was given, so that it measures nothing for its `blanking_s`; pulses
of `"phase_locked"` it tells itself.
"""
stimulated!(ctl::Controller) = (check(C.controller_stimulated(ctl)); ctl)
