"""
Spiking models of the subthalamo-pallidal circuit, simulated fast.

    using Subthal
    net = Network("stn_gpe_gpi_adex_parkinsonian")
    net["gpe_to_stn.weight_scale"] = 1.2
    sim = Simulator(net)
    ran = record!(sim, 80_000)
    metric(sim, ran, "stn", "rate"; burn_in_steps = 8_000)

Units are ms, mV and Hz; others stand in [`params`](@ref). Arrays are channels x steps. Cells,
populations and steps count from 0, as in C, in channel names and in the library's sentences.
`Subthal.C` is the C interface as it is.
"""
module Subthal

include("c/C.jl")
using .C: Spike, Burst, BetaBurst, Tick

include("error.jl")
include("answers.jl")
include("configured.jl")
include("table.jl")
include("network.jl")
include("build.jl")
include("places.jl")
include("simulator.jl")
include("params.jl")
include("run.jl")
include("moments.jl")
include("recorded.jl")
include("metrics.jl")
include("spectra.jl")
include("rhythms.jl")
include("callbacks.jl")
include("evaluate.jl")
include("machines.jl")
include("estimator.jl")
include("controller.jl")
include("loop.jl")
include("panel.jl")
include("svg.jl")

export Network, Simulator, Spike, SubthalError, available, version
export add_population!, add_projection!, add_noise!, add_input!, add_pulses!, add_probe!
export add_stimulator!, delivered, set_positions!, place_in_ball!, positions, field, add_lfp!
export populations, projections, variables, wiring, pulse_steps, to_text, from_text, seed, seed!
export ParamId, params, find_param, set_cells!, cell_values
export set_heterogeneity!, set_initial!, set_initial_spread!
export run!, record!, Recorded, reset!, steps_done, time_ms, dt_ms, row_count, channels, inputs
export state, state_hash, divergence, clamp_count, spike_count, inject_spike!
export memory_bytes, step_bound, backend
export snapshot, load!, fork, log_start!, log_stop!, log_info, log_bytes, replay!
export Recording, metric, metric_info, population_rate, synchrony, chi_squared, relay
export Burst, bursts_by_surprise, bursts_after_silence, BetaBurst, beta_bursts
export psd, multitaper_psd, spike_spectrum, spectrogram, band_power, relative_band_power
export coherence, coherence_phase, coherence_threshold, phase_amplitude
export beta_peak, beta_prominence, beta_prominence_over_1f, seed_beta_power, seed_beta_fraction
export evaluate
export EstimatorConfig, Estimator, ControllerConfig, Controller, Loop, Tick
export update!, bursts, stimulated!
export raster, Panel, raster_panel, line_panel, spectrum_panel, spectrogram_panel, recipe, save_svg

__init__() = C.load()

end
