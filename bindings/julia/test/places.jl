# Where cells are, what an electrode does to them, and what it sees of them.

two_places() = [0.0 100; 0 0; 0 0]

@testset "places_come_back" begin
    net = set_positions!(two_cells(), "stn", two_places())
    @test positions(net, "stn") == two_places()
    @test positions(set_positions!(net, "stn", [1 2; 3 4; 5 6]), "stn") == [1 2; 3 4; 5 6]
    wide = zeros(3, 4)
    wide[:, 1:2:4] = two_places()
    @test positions(set_positions!(net, "stn", view(wide, :, 1:2:4)), "stn") == two_places()
    @test to_text(from_text(to_text(net))) == to_text(net)
end

@testset "cells_are_scattered_in_a_ball_by_the_seed" begin
    balled(net) = place_in_ball!(net, "gpe", (1, 2, 3), 50)
    scattered(seed) = positions(balled(small_network(; seed = seed)), "gpe")
    @test size(scattered(1)) == (3, 20)
    @test scattered(1) == scattered(1) != scattered(2)
    @test all(sum(abs2, scattered(1) .- [1, 2, 3]; dims = 1) .<= 50^2)
end

@testset "a_field_falls_as_one_over_r" begin
    net = set_positions!(two_cells(), "stn", two_places())
    mv_per_ma = 1e6 ./ (4pi .* 0.27 .* [300, 200])
    @test field(net, "stn", [300, 0, 0]) ≈ mv_per_ma
    @test field(net, "stn", (300, 0, 0); conductivity = 0.54) ≈ mv_per_ma ./ 2
end

# The presets' STN with its synaptic currents and an electrode, and what that must show: mA times mV
# per mA, positive where current leaves.
@testset "an_electrode_sees_point_sources_of_synaptic_current" begin
    net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 5, n_gpe = 9, n_gpi = 3, seed = 1)
    place_in_ball!(net, "stn", (0, 0, 0), 300)
    here, there = (400, 0, 0), (0, 0, 900)
    add_lfp!(net, "one"; populations = ["stn"], electrode_um = here)
    add_lfp!(net, "two"; electrode_um = here, reference_um = there)
    add_probe!(net, "stn", "i_syn")
    sim = Simulator(net)
    @test [c.name for c in channels(sim)][end-1:end] == ["one", "two"]
    @test last(channels(sim)).unit == "mV"
    rows = run!(sim, 2000)
    ma = rows[1:5, :] .* (net["stn.area"] * 1e-3)
    @test rows[6, :] ≈ -(field(net, "stn", here)' * ma)'
    @test rows[7, :] ≈ -((field(net, "stn", here) .- field(net, "stn", there))' * ma)'
    @test any(!iszero, rows[6, :])
end

@testset "an_amplifier_filters_and_blanks" begin
    net = set_positions!(of_100_hz!(two_cells()), "stn", two_places())
    add_lfp!(net, "artefact"; artefact_mv_per_ma = 3, conductivity = 1)
    add_lfp!(net, "blanked"; artefact_mv_per_ma = 3, blanking_ms = 1)
    add_lfp!(net, "filtered"; artefact_mv_per_ma = 3, low_pass_hz = 250)
    artefact, blanked, filtered = eachrow(run!(Simulator(net), 400))
    @test maximum(artefact) ≈ 6 && all(iszero, blanked)
    @test 0 < maximum(filtered) < 6
end

@testset "wrong_places_are_sentences" begin
    net = two_cells()
    @test_throws DimensionMismatch set_positions!(net, "stn", zeros(2, 3))
    @test_throws DimensionMismatch place_in_ball!(net, "stn", (0, 0), 1)
    @test_throws DimensionMismatch add_lfp!(net, "lfp"; electrode_um = [1, 2])
    @test occursin("3 each", sentence(() -> set_positions!(net, "stn", zeros(3, 1))))
    @test occursin("radius", sentence(() -> place_in_ball!(net, "stn", (0, 0, 0), -1)))
    @test occursin("position", sentence(() -> place_in_ball!(net, "stn", (0, NaN, 0), 1)))
    @test occursin("nowhere", sentence(() -> positions(net, "stn")))
    @test occursin("nowhere", sentence(() -> field(net, "stn", (0, 0, 0))))
    @test refusal(() -> add_lfp!(net, "lfp")) === :invalid_argument
    set_positions!(net, "stn", two_places())
    wrong(name; options...) = sentence(() -> add_lfp!(net, name; options...))
    @test occursin("conductivity", sentence(() -> field(net, "stn", (0, 0, 0); conductivity = 0)))
    @test occursin("stn", wrong("stn")) && occursin("low_pass", wrong("lfp"; low_pass_hz = NaN))
    @test occursin("nearest is \"stn\"", wrong("lfp"; populations = ["stm"]))
    @test_throws ArgumentError add_lfp!(net, "lfp"; low_pass = 250)
end
