# A rig: the caller's own loop, a millisecond a turn, which allocates nothing.
using Printf, Subthal

function turn!(rig, turn)
    run!(rig.sim, 40; out = rig.lfp_mv, every = 40)
    seen = update!(rig.est, rig.lfp_mv[1])
    if turn % 20 == 0
        rig.sim["dbs.amplitude"] = update!(rig.ctl, seen.value).amplitude
    end
    return seen.value
end

# Keeps each estimate, and how long its turn took.
function turns!(rig, estimate_mv, turn_us)
    for turn in eachindex(turn_us)
        begin_ns = time_ns()
        estimate_mv[turn] = turn!(rig, turn)
        turn_us[turn] = (time_ns() - begin_ns) / 1000
    end
end

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)
add_stimulator!(net, "dbs", "stn"; axon_fraction = 0.5, soma = 0, frequency_hz = 130)
place_in_ball!(net, "gpe", (0, 0, 0), 1500)
add_lfp!(net, "lfp"; populations = ["gpe"], low_pass_hz = 250)

rig = (sim = Simulator(net), est = Estimator("band_rectified"; window_ms = 100),
       ctl = Controller("pi"; set_point = 7e-4), lfp_mv = zeros(1, 1))
turns!(rig, zeros(20), zeros(20)) # compiled now, and not in a turn that counts
foreach(reset!, (rig.sim, rig.est, rig.ctl))

estimate_mv, turn_us = zeros(5000), zeros(5000)
bytes = @allocated turns!(rig, estimate_mv, turn_us)
@printf("estimate %.2f uV, stimulus now %.2f mA, %.1f uJ\n", 1e3 * sum(estimate_mv) / 5000,
        rig.sim["dbs.amplitude"], delivered(rig.sim, "dbs").energy_uj)
sort!(turn_us)
@printf(stderr, "a turn: %.0f us, 99 of 100 within %.0f us; %d bytes allocated in all\n", turn_us[1],
        turn_us[4951], bytes)
