# The golden runs that every language repeats, bit by bit: bindings/conformance/README.md.

same_bits(a, b) = reinterpret(UInt64, a) == reinterpret(UInt64, b)
number(text) = parse(Float64, text)
whole(text) = parse(UInt64, text) # seeds use all 64 bits

function golden(file)
    lines = readlines(joinpath(BINDINGS, "conformance", file))
    header = split(lines[1], ',')
    return [Dict(zip(header, split(line, ','))) for line in lines[2:end]]
end

function network_of(row)
    net = Network(row["preset"]; n_stn = whole(row["n_stn"]), n_gpe = whole(row["n_gpe"]),
                  n_gpi = whole(row["n_gpi"]), seed = whole(row["seed"]))
    for assignment in split(row["set"], ';'; keepempty = false)
        path, value = split(assignment, '=')
        net[path] = number(value)
    end
    return net
end

function check_run(row)
    sim = Simulator(network_of(row); precision = row["precision"],
                    integrator = row["integrator"], trial = whole(row["trial"]),
                    dt_ms = number(row["dt_ms"]))
    recorded = record!(sim, whole(row["n_steps"]))
    @test string(state_hash(sim); base = 16, pad = 16) == row["hash"]
    for name in ("stn", "gpe", "gpi")
        @test spike_count(sim, name) == whole(row["spikes_$name"])
    end
    burn_in = whole(row["first_step"])
    for (column, population, name) in (("rate_stn", "stn", "rate"), ("cv_gpe", "gpe", "cv"))
        value = metric(sim, recorded, population, name; burn_in_steps = burn_in)
        @test same_bits(value, number(row[column]))
        recording = Recording(recorded, population; burn_in_steps = burn_in)
        @test same_bits(metric(recording, name), value)
    end
end

@testset "run $(row["name"])" for row in golden("runs.csv")
    check_run(row)
end

@testset "trials_$wiring" for wiring in ("shared", "redrawn")
    rows = filter(row -> row["wiring"] == wiring, golden("trials.csv"))
    net = Network("stn_gpe_gpi_adex_healthy"; seed = 7)
    params = ["stn.i_app", "gpe_to_stn.weight_scale"]
    metrics = ["stn.rate", "gpe.cv", "gpi.silent_cells", "stn.gpe.coherence"]
    answers = evaluate(
        net; params = params, values = [number(row[path]) for path in params, row in rows],
        seeds = [whole(row["seed"]) for row in rows], metrics = metrics, precision = "single",
        dt_ms = 0.025, burn_in_ms = 100, measured_ms = 2000, redraw_wiring = wiring == "redrawn")
    @test !isempty(rows) && all(isequal(:ok), answers.statuses)
    @test all(same_bits.(answers.metrics, [number(row[name]) for name in metrics, row in rows]))
end
