# What is drawn is drawn inside the frame, and as numbers it is what was asked.

const RAN = record!(Simulator(small_network()), 60_000; every = 40)

panels() = [raster_panel(RAN), line_panel(RAN, "stn.i_syn"),
            spectrum_panel(RAN["stn.i_syn"]; interval_ms = 1),
            spectrogram_panel(RAN["stn.i_syn"]; interval_ms = 1, window_ms = 500)]

@testset "panels_hold_numbers_and_labels" begin
    dots, line, spectrum, heat = panels()
    @test length(dots.x) == length(RAN.spikes) && maximum(dots.y) < 45
    @test line.y == RAN["stn.i_syn"] && line.y_label == "uA/cm2"
    @test last(spectrum.x) == 100 && last(heat.y) == 60
    @test size(heat.z) == (length(heat.y), length(heat.x))
end

@testset "a_recipe_speaks_the_words_of_plots" begin
    arguments, attributes = recipe(panels()[4])
    @test length(arguments) == 3 && attributes.seriestype === :heatmap
    @test recipe(panels()[1])[2].seriestype === :scatter
end

@testset "svg_is_closed_and_inside_its_frame" begin
    path = save_svg(tempname(), panels()...)
    text = read(path, String)
    @test startswith(text, "<svg") && endswith(text, "</svg>\n")
    @test count(r"<g ", text) == count(r"</g>", text) == 4
    @test !occursin("NaN", text) && !occursin("Inf", text)
    xs = [parse(Float64, m[1]) for m in eachmatch(r"[ML](-?[\d.]+) ", text)]
    @test all(0 .<= xs .<= 720)
    @test sprint(show, MIME("image/svg+xml"), panels()[2]) isa String
end

@testset "nothing_to_see_is_no_error" begin
    flat = line_panel([0.0, 1.0], [NaN, NaN]; title = "a < b & c")
    @test occursin("a &lt; b &amp; c", sprint(show, MIME("image/svg+xml"), flat))
    silent, point = raster_panel(Float64[], Float64[]), line_panel([1.0], [2.0])
    @test save_svg(tempname(), silent, point) isa String
end

@testset "a_wrong_name_says_what_there_is" begin
    net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 2, n_gpe = 2, n_gpi = 2)
    said(f) = try; f(); ""; catch failure; failure.msg; end
    @test occursin("dt_ms, integrator", said(() -> Simulator(net; dt = 0.1)))
    @test occursin("add_probe!", said(() -> line_panel(record!(Simulator(net), 10), "stn.v")))
end
