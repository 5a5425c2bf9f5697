# Adaptive stimulation: an LFP in the GPe, each controller in turn, and a law of one's own.
using Printf, Subthal

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)
place_in_ball!(net, "stn", (0, 0, 0), 1500)
add_stimulator!(net, "dbs", "stn"; axons = 0:49, soma = 0, # excited from 600 mV on
                axon_thresholds_ma = 600 ./ field(net, "stn", (0, 0, 0)))
place_in_ball!(net, "gpe", (0, 0, 4000), 1500)
add_lfp!(net, "lfp"; populations = ["gpe"], electrode_um = (0, 0, 4000), low_pass_hz = 250)

# 4 s from 1 s on: the LFP each ms; each 20 ms a tick, and the energy until then.
function trial(kind, set_point, law = nothing; constant = 3)
    sim, lfp, ticks, energy_uj = Simulator(net), zeros(1, 4000), Tick[], Float64[]
    controller = ControllerConfig(kind; constant = constant, set_point = set_point,
                                  lower = 0.8set_point, upper = 1.2set_point)
    closed = Loop(sim; channel = "lfp", stimulator = "dbs", controller = controller,
                  estimator = EstimatorConfig("band_rectified"; window_ms = 100))
    run!(law, closed, sim, 40_000)
    before_uj = delivered(sim, "dbs").energy_uj
    for k in 1:200
        run!(law, closed, sim, 800; every = 40, ticks = ticks, out = view(lfp, :, 20k-19:20k))
        push!(energy_uj, delivered(sim, "dbs").energy_uj - before_uj)
    end
    return (lfp = vec(lfp), ticks = ticks, energy_uj = energy_uj)
end

estimates(ran) = [tick.estimate for tick in ran.ticks]
mean(x) = sum(x) / length(x)

function report(name, ran, set_point)
    n_above = count(estimates(ran) .> set_point)
    @printf("%-14s %.2f uV, %3d %% above, %5.1f uJ\n", name, 1e3 * mean(estimates(ran)),
            100n_above ÷ length(ran.ticks), last(ran.energy_uj))
end

none = trial("open_loop", 1; constant = 0)
set_point = mean(estimates(none)) / 2
report("none", none, set_point)
for kind in ("open_loop", "on_off", "dual_threshold", "proportional", "pi")
    report(kind, trial(kind, set_point), set_point)
end
own = trial("open_loop", set_point, seen ->
    seen.estimate > set_point ? min(seen.amplitude_ma + 0.5, 3) : 0.8seen.amplitude_ma)
report("a law of ours", own, set_point)

panel(time_s, y, label) = line_panel(time_s, y; x_label = "time, s", y_label = label)
ticks_s = [tick.step * 25e-6 for tick in own.ticks]
save_svg("adaptive.svg", panel(1 .+ (1:4000) ./ 1000, 1e3own.lfp, "LFP, uV"),
         panel(ticks_s, 1e3estimates(own), "estimate, uV"),
         panel(ticks_s, [tick.amplitude_ma for tick in own.ticks], "stimulus, mA"),
         panel(ticks_s, own.energy_uj, "energy, uJ"))
