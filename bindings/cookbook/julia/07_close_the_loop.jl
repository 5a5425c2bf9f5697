# A closed loop: step by step, the current into the STN follows its smoothed LFP.
using Subthal

function close_loop(sim, n_steps, gain)
    lfp, current = zeros(1, 1), zeros(1, 1) # one channel out, one in; used again in every step
    smooth = 0.0
    for _ in 1:n_steps
        current[1] = clamp(-gain * smooth, -20, 20)
        run!(sim, 1; out = lfp, inputs = current)
        smooth += 0.01 * (lfp[1] - smooth)
    end
    return spike_count(sim, "stn")
end

net = Network("stn_gpe_gpi_adex_parkinsonian")
add_probe!(net, "stn", "i_syn"; mean = true)
add_input!(net, "stimulus", "stn")
for gain in (0.0, 0.5)
    println("gain ", gain, ": ", close_loop(Simulator(net), 20_000, gain), " STN spikes in 500 ms")
end
