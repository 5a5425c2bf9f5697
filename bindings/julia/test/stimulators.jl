# Pulse generators: what they deliver, and whom they reach.

two_cells() = add_population!(Network(), "stn", "stn", 2)
generator!(net; options...) = add_stimulator!(net, "dbs", "stn"; options...)
of_100_hz!(net; options...) = generator!(net; frequency_hz = 100, amplitude_ma = 2, width_ms = 0.1,
                                         recharge_ms = 0.1, options...)

@testset "a_meter_counts_pulses_charge_and_energy" begin
    sim = Simulator(of_100_hz!(two_cells()))
    run!(sim, 39_900)
    told = delivered(sim, "dbs")
    @test told.n_pulses == 100
    @test told.charge_uc ≈ 100 * 0.4 && abs(told.net_charge_uc) < 1e-9
    @test told.energy_uj ≈ 100 * 0.8 # 1 kOhm x (2 mA)^2 x 0.2 ms
    sim["dbs.amplitude"] = 0
    run!(sim, 39_900)
    @test delivered(sim, "dbs").charge_uc == told.charge_uc
end

@testset "current_enters_the_cells_that_are_named" begin
    net = of_100_hz!(two_cells(); cells = [1], weights = [3], waveform = "monophasic")
    add_probe!(net, "stn", "i_input")
    rows = run!(Simulator(net), 400)
    @test all(iszero, rows[1, :]) && sum(rows[2, :]) * 0.025 ≈ 3 * 2 * 0.1
end

@testset "a_phase_has_any_shape" begin
    sim = Simulator(of_100_hz!(two_cells(); shape = [0.5, 1, 1, -0.5]))
    run!(sim, 400)
    @test delivered(sim, "dbs").charge_uc ≈ 2 * 0.1 * (0.75 + 0.5) # of either sign, balanced
    @test abs(delivered(sim, "dbs").net_charge_uc) < 1e-9
end

@testset "pulses_launch_spikes_in_axons_over_their_threshold" begin
    axons = (axons = [0, 1], axon_thresholds_ma = [1.5, 2.5], soma = 0)
    net = of_100_hz!(two_cells(); axons...)
    net["stn.i_app"] = -30 # silent by themselves
    add_population!(net, "gpe", "adex_gpe", 2)
    add_projection!(net, "on"; from = "stn", to = "gpe", e_rev_mv = 0, rule = "one_to_one")
    add_probe!(net, "gpe", "i_syn")
    peaks = maximum(run!(Simulator(net), 2000); dims = 2)
    @test peaks[1] > 0 && peaks[2] == 0
end

@testset "a_stimulator_is_parameters_and_text" begin
    net = of_100_hz!(two_cells(); waveform = "passive", gap_ms = 0.2, recharge_tau_ms = 0.5,
                     start_ms = 3, slew_ma_per_s = 9, most_amplitude_ma = 4, most_charge_uc = 5,
                     collision_ms = 6, refractory_ms = 2, impedance_kohm = 0.5, axon_fraction = 0.5)
    names = ["gap", "recharge_tau", "start", "slew", "most_amplitude", "most_charge", "collision",
             "refractory", "impedance"]
    @test net["dbs." .* names] == [0.2, 0.5, 3, 9, 4, 5, 6, 2, 0.5]
    @test "passive" in available("waveform")
    @test to_text(from_text(to_text(net))) == to_text(net)
end

@testset "what_is_wrong_in_a_stimulator_is_a_sentence" begin
    net = two_cells()
    wrong(; options...) = sentence(() -> generator!(net; options...))
    @test occursin("nearest is \"biphasic\"", wrong(; waveform = "biphase"))
    @test occursin("axon_fraction of dbs", wrong(; axon_fraction = 1.5))
    @test occursin("dbs.frequency", wrong(; frequency_hz = -1))
    @test occursin("dbs.amplitude", wrong(; amplitude_ma = NaN))
    @test occursin("shape of dbs", wrong(; shape = [0.0, 0]))
    @test occursin("shape of dbs", wrong(; shape = [1.5]))
    @test occursin("axons of dbs", wrong(; axons = [0, 2]))
    @test occursin("axons of dbs", wrong(; axons = [0, 1], axon_thresholds_ma = [1, NaN]))
    @test occursin("dbs", wrong(; cells = [0, 1], weights = [1.0]))
    @test_throws ArgumentError generator!(net; amplitude = 1)
    @test refusal(() -> add_stimulator!(generator!(net), "dbs", "stn")) === :duplicate_name
    sim = Simulator(net)
    @test occursin("no stimulator", sentence(() -> delivered(sim, "dbz")))
    @test refusal(() -> sim["dbs.most_charge"] = 1) === :fixed_while_running
end
