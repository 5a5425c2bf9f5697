"""
    evaluate(net; metrics, seeds, params = String[], values = nothing, progress = nothing,
             n_threads = 0, protocol...) -> (metrics, statuses, sentences)

Run many trials on threads of the library's own.

- `params`: paths or ids of the parameters that differ; `values` (params x trials) what they are.
- `seeds`: one a trial.
- `metrics`: such as `"stn.rate"`, `"stn.gpe.coherence"` of two populations, or
  `"stn.train.error_index"` of the answers to a train of pulses.
- `protocol`: `dt_ms` 0.025, `burn_in_ms` 500, `measured_ms` 2000, `precision` `"single"`,
  `integrator` `"forward_euler"`, `redraw_wiring` `false` (`true`: a seed draws wiring and cells
  anew too).
- `progress(n_done, n_trials)` is called a few times a second on this thread; `false` cancels.

Gives `metrics` (metrics x trials), NaN where a trial has none, and `statuses`, one a trial: `:ok`,
`:out_of_range`, `:diverged`, or `:cancelled` for a trial that was not begun; `sentences` say why a
trial failed, `""` where it did not. A trial that fails touches no other. An exception in `progress`, Ctrl-C included, cancels and is thrown from here.
"""
function evaluate(net::Network; metrics, seeds, params = String[], values = nothing,
                  progress = nothing, n_threads::Integer = 0, protocol...)
    n_trials, n_metrics = length(seeds), length(metrics)
    check_values(values, length(params), n_trials)
    results = Matrix{Float64}(undef, n_metrics, n_trials)
    statuses = Vector{Int32}(undef, n_trials)
    sentences = zeros(UInt8, described(C.batch_default, C.Batch).sentence_size, n_trials)
    batch = configured(
        C.batch_default, C.Batch; params = ids_of(net, params), values = values, seeds = seeds,
        metrics = metrics, n_threads = n_threads, results = results, statuses = statuses,
        sentences = sentences)
    evaluate(net, configured(C.protocol_default, C.Protocol; protocol...), batch, progress)
    return (metrics = results, statuses = status_name.(statuses),
            sentences = [fixed_text(sentence) for sentence in eachcol(sentences)])
end

ids_of(net, params) = Csize_t[id_of(net, param).index for param in params]
id_of(net, path::AbstractString) = find_param(net, path)
id_of(net, id::ParamId) = id

function check_values(values, n_params, n_trials)
    size_given = values === nothing ? (0, n_trials) : size(values)
    size_given == (n_params, n_trials) || throw(DimensionMismatch(
        "values is $size_given, need $((n_params, n_trials)): parameters x trials"))
end

function on_progress(n_done::Csize_t, n_trials::Csize_t, context::Ptr{Cvoid})
    watch = watch_of(context)
    return watched(() -> cancels(watch.call, Int(n_done), Int(n_trials)), watch, Int32(1))
end

cancels(::Nothing, n_done, n_trials) = Int32(0)
cancels(progress, n_done, n_trials) = Int32(progress(n_done, n_trials) === false)

function evaluate(net::Network, protocol::Configured, batch::Configured, progress)
    watch = Watch(progress)
    callback = @cfunction(on_progress, Int32, (Csize_t, Csize_t, Ptr{Cvoid}))
    status = GC.@preserve watch begin
        C.evaluate(net, protocol, batch, callback, pointer_from_objref(watch))
    end
    watch.failure === nothing || throw(watch.failure)
    status == CANCELLED || check(status)
end
