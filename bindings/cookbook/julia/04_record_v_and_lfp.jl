# Record the mean V and the LFP (the mean synaptic current) of the STN every millisecond.
using Subthal

net = Network("stn_gpe_gpi_adex_parkinsonian")
add_probe!(net, "stn"; mean = true)
add_probe!(net, "stn", "i_syn"; mean = true)

ran = record!(Simulator(net), 40_000; every = 40) # 40 steps of 0.025 ms
v_mv, lfp = ran["stn.v"], ran["stn.i_syn"]       # rows of ran.rows, not copied
println(size(ran.rows), " channels x rows, the last at ", last(time_ms(ran)), " ms")
println("V from ", minimum(v_mv), " to ", maximum(v_mv), " mV")
save_svg("lfp.svg", line_panel(ran, "stn.v"), line_panel(ran, "stn.i_syn"))
