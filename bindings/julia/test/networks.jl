# Building, reading back, parameters.

function built_by_hand()
    net = Network(; seed = 3)
    add_population!(net, "stn", "stn", 8)
    add_population!(net, "gpe", "adex_gpe", 6)
    add_projection!(net, "excites"; from = "stn", to = "gpe", e_rev_mv = 0,
                    rule = "fixed_in_degree", k = 2, weight = 1.5, delay_ms = 2)
    add_projection!(net, "inhibits"; from = "gpe", to = "stn", e_rev_mv = -80,
                    edges = ([0, 5], [1, 2], [0.5, 0.25]))
    add_noise!(net, "stn"; sigma = 1.5)
    add_input!(net, "stimulus", "stn"; cells = [0, 3], weights = [1, 0.5], unit = "pA")
    return add_probe!(net, "stn"; cells = 1:2)
end

@testset "a_network_built_by_hand_says_what_was_asked" begin
    net = built_by_hand()
    @test populations(net) == [(name = "stn", model = "stn", n_cells = 8),
                               (name = "gpe", model = "adex_gpe", n_cells = 6)]
    @test [p.rule for p in projections(net)] == ["fixed_in_degree", "edges"]
    edges = wiring(net, "inhibits")
    @test (edges.pre, edges.post, edges.weight) == ([0, 5], [1, 2], [0.5, 0.25])
    @test length(wiring(net, "excites").pre) == 2 * 6
    @test all(wiring(net, "excites").delay_ms .== 2)
    @test net["excites.weight"] == 1.5 && net["stn.noise.sigma"] == 1.5
    sim = Simulator(net)
    @test [c.name for c in channels(sim)] == ["stn.v[1]", "stn.v[2]"]
    @test inputs(sim) == [(name = "stimulus", unit = "pA")]
    made_of = populations(net)
    add_population!(net, "gpi", "adex_gpi", 5)
    @test populations(sim) == made_of != populations(net)
    @test "i_syn" in variables(net, "stn")
    @test memory_bytes(net) > 0 && memory_bytes(sim) > 0 && !isempty(backend(sim))
end

@testset "pulses_reach_their_cells" begin
    net = add_population!(Network(), "stn", "stn", 4)
    add_pulses!(net, "dbs", "stn"; frequency_hz = 500, amplitude = 8, width_ms = 0.05,
                start_ms = 0.05, cells = [0, 2], weights = [1, 0.5])
    add_probe!(net, "stn", "i_input")
    rows = run!(Simulator(net), 100)
    @test findall(!iszero, rows[1, :]) == [3, 4, 83, 84] # of 0.025 ms
    @test rows[:, 3] == [8, 0, 4, 0]
    net["dbs.frequency"] = 0
    @test all(iszero, run!(Simulator(net), 100))
end

@testset "pulses_may_be_irregular" begin
    net = add_population!(Network(; seed = 5), "stn", "stn", 1)
    add_pulses!(net, "volley", "stn"; frequency_hz = 100, cv = 0.5, amplitude = 1)
    add_probe!(net, "stn", "i_input")
    begins = findall(diff(run!(Simulator(net), 20_000)[1, :]) .> 0)
    @test net["volley.width"] == 0.1 # the library's
    @test maximum(diff(begins)) - minimum(diff(begins)) > 40
    @test pulse_steps(net, "volley", 20_000; dt_ms = 0.025) == begins
    @test pulse_steps(net, "volley", 20_000; dt_ms = 0.025, trial = 1) != begins
    @test refusal(() -> pulse_steps(net, "valley", 20_000; dt_ms = 0.025)) === :unknown_name
end

@testset "synapses_open_by_spikes_or_by_v" begin
    net = add_population!(Network(), "gpe", "so_gpe", 3)
    shared = (from = "gpe", to = "gpe", e_rev_mv = -85, weight_unit = "mS/cm2")
    add_projection!(net, "by_v"; shared..., kinetics = "graded", alpha_per_ms = 1.5,
                    beta_per_ms = 0.08, theta_mv = -20, sigma_mv = 3)
    add_projection!(net, "by_spikes"; shared..., kinetics = "alpha", tau_decay_ms = 4)
    add_projection!(net, "as_ever"; shared...)
    kinetics = [p.kinetics for p in projections(net)]
    @test kinetics == ["graded", "alpha", "two_stage"]
    @test sort(kinetics) == sort(available("kinetics"))
    @test net["by_v." .* ["alpha", "beta", "theta", "sigma"]] == [1.5, 0.08, -20, 3]
    @test net["by_spikes.tau_decay"] == 4
end

@testset "text_and_copy_give_an_equal_network" begin
    net = built_by_hand()
    text = to_text(net)
    hash = state_hash(Simulator(net))
    for other in (from_text(text), copy(net))
        @test to_text(other) == text && state_hash(Simulator(other)) == hash
    end
    seed!(net, 4)
    @test seed(net) == 4 && state_hash(Simulator(net)) != hash
end

@testset "parameters_by_path_and_by_id" begin
    net = built_by_hand()
    for owner in (net, Simulator(net))
        owner["stn.i_app"] = 70
        ids = [find_param(owner, path) for path in ("stn.i_app", "gpe.i_app")]
        owner[ids] = [71, 310]
        @test owner[["stn.i_app", "gpe.i_app"]] == owner[ids] == [71, 310]
        owner[ids[1]] = 72.5
        @test owner[ids[1]] == owner["stn.i_app"] == 72.5
        @test refusal(() -> owner[["stn.i_app", "gpe.i_app"]] = [1, NaN]) === :out_of_range
        @test owner["stn.i_app"] == 72.5
        @test_throws DimensionMismatch owner[ids] = [1.0]
    end
end

@testset "records_have_units_and_print_as_a_table" begin
    table = params(built_by_hand())
    @test all(row -> !isempty(row.unit) && row.min <= row.default_value <= row.max, table)
    @test table[1].path == "stn.g_na" && table[1].while_running === true
    printed = split(sprint(show, MIME("text/plain"), table), '\n')
    @test length(printed) == length(table) + 1 && startswith(printed[1], "path")
    @test params(Simulator(built_by_hand())) == table
    @test metric_info("rate").unit == "Hz" && metric_info("mean_v").needs_signal == 1
end

@testset "cells_may_differ" begin
    net = built_by_hand()
    set_cells!(net, "stn.i_app", 40:47)
    @test cell_values(net, "stn.i_app") == 40:47
    set_heterogeneity!(net, "stn.i_app", 0.1)
    @test length(unique(cell_values(net, "stn.i_app"))) == 8
    set_initial!(net, "stn.v", -61)
    @test all(state(Simulator(net), "stn", "v") .== -61)
    set_initial_spread!(net, "stn.v", 5)
    @test length(unique(state(Simulator(net), "stn", "v"))) == 8
end

@testset "wrong_arguments_are_sentences" begin
    net = built_by_hand()
    failure = try net["stn.i_ap"]; catch caught; caught end
    @test failure.status === :unknown_name && occursin("stn.i_app", failure.sentence)
    @test occursin("unknown_name", sprint(showerror, failure))
    @test refusal(() -> net["stn.i_app"] = NaN) === :out_of_range
    @test refusal(() -> Network("no_such_preset")) === :unknown_name
    @test refusal(() -> from_text("nothing")) === :bad_text
    @test refusal(() -> add_population!(net, "stn", "stn", 3)) === :duplicate_name
    @test refusal(() -> available("kind")) !== :none
    @test_throws ArgumentError Simulator(net; precison = "single")
    @test_throws ArgumentError net["stn\0.i_app"]
    @test_throws DimensionMismatch add_projection!(
        net, "e"; from = "stn", to = "gpe", e_rev_mv = 0, edges = ([0], [1, 2], [1.0]))
    @test_throws InexactError add_population!(net, "gpi", "stn", -1)
end
