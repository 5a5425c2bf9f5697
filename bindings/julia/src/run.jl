# A long run is cut into calls of so many steps, which gives the same bits: between two calls Ctrl-C
# and the garbage collector come to their turn. The library's own `cancel` would not do: Ctrl-C is
# thrown into this thread at a safepoint, and inside C there is none, so nobody would set it.
const STEPS_A_CALL = 1000

# Room for spikes is made before each call for the case that every cell fires in every step.
const SPIKES_A_CALL = 2^16

const Numbers = StridedVecOrMat{Float64}

"""
    run!(sim, n_steps; out, inputs = nothing, every = 1, spikes = nothing) -> out

Advance `sim` by `n_steps`.

- `out[c, k]` is channel `c` after the k-th step that is written, those whose number since the
  beginning, counted from 1, is a multiple of `every`. Pass `out`, a matrix (channels x rows), a
  vector where either is 1, or a contiguous view, to reuse memory: nothing is copied.
- `inputs[i, k]` acts in the k-th of these steps: (inputs x n_steps), in the unit that
  [`inputs`](@ref) names.
- `spikes`, a `Vector{Spike}`, receives the spikes at its end, ordered by step, population, cell.

One run of n steps equals n runs of one, bit by bit. After a [`SubthalError`](@ref) `:diverged`,
`out` and `spikes` hold what came before, and the rest of `out` is zero; after any other nothing has
changed. Ctrl-C leaves `sim` between two steps, [`steps_done`](@ref) says which. With `out` and without
`spikes` it allocates nothing.
"""
function run!(sim::Simulator, n_steps::Integer;
              out::Union{Nothing,Numbers} = nothing, inputs::Union{Nothing,Numbers} = nothing,
              every::Integer = 1, spikes::Union{Nothing,Vector{Spike}} = nothing)
    return run_by!(sim, sim, n_steps, every, out, inputs, spikes)
end

# A run that `sim` does by itself, or a loop around it: `go` of that does a part, `settle` says how it
# went.
function run_by!(doer, sim, n_steps, every, out, inputs, spikes)
    n_rows = row_count(sim, n_steps; every = every)
    written = out === nothing ? Matrix{Float64}(undef, sim.n_channels, n_rows) : out
    check_shape("out", written, sim.n_channels, n_rows)
    inputs === nothing || check_shape("inputs", inputs, sim.n_inputs, n_steps)
    GC.@preserve written inputs advance!(doer, sim, n_steps, every, written, inputs, spikes)
    return written
end

go(sim::Simulator, run) = C.simulator_run(sim, run)
settle(::Simulator, status) = check(status)

"""
    row_count(sim, n_steps; every = 1) -> Int

How many columns the next `n_steps` steps will give in `out` of [`run!`](@ref).
"""
row_count(sim::Simulator, n_steps::Integer; every::Integer = 1) =
    Int(answer(C.simulator_row_count, UInt64, sim, n_steps, every))

function check_shape(name, numbers, n_channels, n_rows)
    fits = numbers isa AbstractMatrix ? size(numbers) == (n_channels, n_rows) :
           length(numbers) == n_channels * n_rows
    fits || throw(DimensionMismatch("$name is $(size(numbers)), need $((n_channels, n_rows))"))
    contiguous(numbers) || throw(ArgumentError("$name is not contiguous"))
    return nothing
end

function advance!(doer, sim, n_steps, every, out, inputs, spikes)
    steps_a_call = call_length(sim, n_steps, inputs, spikes)
    steps = rows = 0
    while true
        n_now = min(steps_a_call, n_steps - steps)
        run = part!(lent(sim), sim, n_now, every, out, rows, inputs, steps)
        status = run_once(doer, sim, run, spikes)
        rows += Int(run.n_rows)
        given_back(sim, run)
        status in (DIVERGED, CANCELLED) &&
            fill!(view(out, rows*sim.n_channels+1:length(out)), 0.0)
        settle(doer, status)
        steps += Int(n_now)
        steps < n_steps || return
        GC.safepoint()
    end
end

# An input that is not finite must be seen before the first step, so such a run stays whole.
function call_length(sim, n_steps, inputs, spikes)
    n_steps > STEPS_A_CALL || return n_steps
    inputs === nothing || all(isfinite, inputs) || return n_steps
    return spikes === nothing ? STEPS_A_CALL : min(STEPS_A_CALL, cld(SPIKES_A_CALL, sim.n_cells))
end

# The simulator's own struct where nobody has it, as a second thread would: so a run allocates nothing.
lent(sim) = Threads.atomic_xchg!(sim.is_lent, true) ? C.Run() : sim.run
given_back(sim, run) = run === sim.run && (sim.is_lent[] = false)

# The next n_steps, after so many steps and rows of the whole.
function part!(run, sim, n_steps, every, out, rows, inputs, steps)
    check(C.run_default(run, sizeof(C.Run)))
    run.n_steps = n_steps
    run.every = every
    if sim.n_channels > 0
        run.rows = pointer(out, rows * sim.n_channels + 1)
        run.rows_len = length(out) - rows * sim.n_channels
    end
    if inputs !== nothing
        run.inputs = pointer(inputs, steps * sim.n_inputs + 1)
        run.inputs_len = n_steps * sim.n_inputs
    end
    return run
end

run_once(doer, sim, run, ::Nothing) = go(doer, run)

function run_once(doer, sim, run, spikes::Vector{Spike})
    before = length(spikes)
    room = min(sim.n_cells * Int(run.n_steps), max(SPIKES_A_CALL, sim.n_cells))
    resize!(spikes, before + room)
    status = GC.@preserve spikes begin
        run.spikes = pointer(spikes, before + 1)
        run.spikes_len = room
        go(doer, run)
    end
    resize!(spikes, before + Int(run.n_spikes))
    return status
end
