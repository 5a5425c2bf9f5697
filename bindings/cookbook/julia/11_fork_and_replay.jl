# Burn in once, fork the moment into arms, and do one of them again from its log.
using Subthal

function arm(moment, drive)
    sim = fork(moment)
    before = spike_count(sim, "stn")
    sim["stn.i_app"] = drive
    run!(sim, 4000)
    return spike_count(sim, "stn") - before
end

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)
sim = Simulator(net)
run!(sim, 8000)
for drive in (0.0, 10.0, 20.0)
    println("driven by ", drive, ", the STN fires ", arm(sim, drive), " times in 100 ms")
end

log_start!(sim, 2^20; hash_every = 1000)
inject_spike!(sim, "stn", 0)
run!(sim, 4000)
log = log_bytes(sim) # for a file, or for another machine

replay = replay!(Simulator(net), log)
println(replay.n_steps, " steps done again, ", replay.departed ? "otherwise" : "bit for bit")
