# What a network is built of. Every function gives the network back.

"""
    add_population!(net, name, model, n_cells)

Add `n_cells` cells of a model, one of `available("model")`. They start equal and fire as one until
noise, [`set_heterogeneity!`](@ref) or [`set_initial_spread!`](@ref) tells them apart.
"""
function add_population!(net::Network, name, model, n_cells::Integer)
    check(C.network_add_population(net, name, model, n_cells))
    return net
end

"""
    add_projection!(net, name; from, to, e_rev_mv, rule = "all_to_all", options...)

Add synapses from one population to another. The current of one, weight x s x (`e_rev_mv` - V), is
added to the target: positive depolarises.

| option | |
|---|---|
| `rule` | one of `available("rule")` |
| `p`, `n`, `k`, `offset` | what a rule uses: probability, number in all, in-degree, offset |
| `edges` | `(pre, post, weight)`, three vectors, cells from 0; the rule is then `"edges"` |
| `weight`, `weight_unit` | 1, `"nS"` or `"mS/cm2"` |
| `weight_is_total` | `true` if the synapses of a target cell share the weight |
| `delay_ms`, `delay_spread_ms` | 1 and 0 ms |
| `tau_rise_ms`, `tau_decay_ms` | 1 and 5 ms |
| `unit_peak` | `true`: one spike brings s to 1; `false`: to an area of `tau_decay_ms` |
| `saturating`, `unit_factor` | conventions of the seed_* presets |
| `kinetics` | `"two_stage"`; `"alpha"`: a spike, `tau_decay_ms`; `"graded"`: V of the source |
| `alpha_per_ms`, `beta_per_ms`, `theta_mv`, `sigma_mv` | of `"graded"`: 2 and 0.04 /ms, -37 and 2 mV |
"""
function add_projection!(net::Network, name; from, to, e_rev_mv, edges = nothing, options...)
    config = configured(
        C.projection_config_default, C.ProjectionConfig;
        name = name, from = from, to = to, e_rev_mv = e_rev_mv, edge_fields(edges)..., options...)
    check(C.network_add_projection(net, config))
    return net
end

edge_fields(::Nothing) = (;)

# C has one length for the three arrays, so that they differ would not be seen there.
function edge_fields(edges)
    pre, post, weight = edges
    length(pre) == length(post) == length(weight) ||
        throw(DimensionMismatch("the three vectors of edges differ in length"))
    return (rule = "edges", edge_pre = pre, edge_post = post, edge_weight = weight)
end

"""
    add_noise!(net, population; sigma, mean = nothing, tau_ms = nothing, unit_factor = nothing)

Add Ornstein-Uhlenbeck noise, a current of its own into every cell: standard deviation and mean in
the unit of the population's `"i_app"`, correlation time in ms; `nothing` for the library's default.
"""
function add_noise!(net::Network, population; options...)
    config = configured(C.noise_config_default, C.NoiseConfig; population = population, options...)
    check(C.network_add_noise(net, config))
    return net
end

"""
    add_input!(net, name, population; cells = nothing, weights = nothing, unit = nothing)

Add an input channel, a row of the `inputs` of [`run!`](@ref): a current, in `"pA"`, `"uA/cm2"` or
the unit of the model, into `cells` (from 0; `nothing` for all), each of which gets its weight of
it.
"""
function add_input!(net::Network, name, population; options...)
    config = configured(
        C.input_config_default, C.InputConfig; name = name, population = population, options...)
    check(C.network_add_input(net, config))
    return net
end

"""
    add_pulses!(net, name, population; frequency_hz, amplitude, options...)

Add a train of pulses, a current that the network makes by itself: so many a second of `amplitude`,
in the unit of the population's `"i_app"`.

| option | |
|---|---|
| `cv` | of 1/interval, which is gamma-distributed: 0, a periodic train, up to 1 |
| `width_ms`, `start_ms` | of a pulse, 0.1 ms; of the train, 0 ms |
| `cells`, `weights` | as of [`add_input!`](@ref) |
"""
function add_pulses!(net::Network, name, population; options...)
    config = configured(
        C.pulses_config_default, C.PulsesConfig; name = name, population = population, options...)
    check(C.network_add_pulses(net, config))
    return net
end

"""
    add_stimulator!(net, name, population; options...)

Add a pulse generator with its electrode: its current enters somata, its pulses launch spikes in
axons, and either may be left out.

| option | |
|---|---|
| `frequency_hz`, `amplitude_ma`, `width_ms` | 0 Hz, 0 mA, 0.06 ms of the first phase |
| `shape` | of the first phase, in equal pieces, each a part of the amplitude; `nothing` for a rectangle |
| `waveform` | how its charge is taken back: `"biphasic"`, one of `available("waveform")` |
| `gap_ms`, `recharge_ms`, `recharge_tau_ms` | before that, 0 ms; of that, 0.06 and 1 ms |
| `start_ms`, `slew_ma_per_s` | of the train, 0 ms; bound on changes of the amplitude, 0 for none |
| `cells`, `weights`, `soma` | who gets what of a mA in the unit of the model, 1; a factor on it, 1 |
| `axons`, `axon_thresholds_ma` | cells whose axons pulses excite, and from which amplitude on each |
| `axon_fraction` | where no axons are listed: the part of all cells that is drawn, 0 |
| `collision_ms`, `refractory_ms` | after a launched spike: somatic ones are lost, 7; none launched, 0 |
| `most_amplitude_ma`, `most_charge_uc` | limits, whatever is asked for |
| `impedance_kohm` | of the electrode, for the energy, 1 |

Most are parameters then, such as `"name.amplitude"`, also while a simulator runs; [`delivered`](@ref)
tells what came of it.
"""
function add_stimulator!(net::Network, name, population; options...)
    config = configured(C.stimulator_config_default, C.StimulatorConfig;
                        name = name, population = population, options...)
    check(C.network_add_stimulator(net, config))
    return net
end

"""
    add_probe!(net, population, variable = "v"; mean = false, cells = nothing)

Add output channels, rows of what [`run!`](@ref) gives: one of [`variables`](@ref) for each of
`cells` (from 0; `nothing` for all), or its mean over them. The mean of `"i_syn"` serves as LFP.
"""
function add_probe!(net::Network, population, variable = "v"; options...)
    config = configured(
        C.probe_config_default, C.ProbeConfig;
        population = population, variable = variable, options...)
    check(C.network_add_probe(net, config))
    return net
end
