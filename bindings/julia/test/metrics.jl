# Metrics and spectra, against what is known of the signal.

const SINE = 3 .* sin.(2pi .* 20 .* (0:4999) ./ 1000)
const NOISE = [sin(1e4 * sin(k)) for k in 1:5000]
const HZ = (interval_ms = 1.0,)

@testset "the_spectrum_of_a_sine" begin
    spectrum = psd(SINE; HZ...)
    @test spectrum.frequency_hz == 0:500
    @test spectrum.frequency_hz[argmax(spectrum.density)] == 20
    @test band_power(SINE, 10, 30; HZ...) ≈ 4.5 rtol = 1e-6
    @test relative_band_power(SINE, (10, 30), (1, 100); HZ...) ≈ 1 rtol = 1e-6
    @test beta_peak(SINE; HZ...).frequency_hz == 20
    @test beta_prominence(SINE .+ NOISE; HZ...) > 10
    @test beta_prominence_over_1f(SINE .+ NOISE; HZ...) > 10
    @test seed_beta_power(SINE; HZ...) > 0
    @test seed_beta_fraction(SINE; HZ...) ≈ 1 rtol = 1e-6
    @test psd(SINE; segment = 250, overlap = 125, HZ...).frequency_hz == 0:4:500
end

@testset "coherence_of_a_signal_with_itself" begin
    @test all(coherence(NOISE, NOISE; HZ...).coherence .≈ 1)
    @test 0 < coherence_threshold(5000; alpha = 0.05, HZ...) < 1
    @test_throws DimensionMismatch coherence(NOISE, NOISE[1:10]; HZ...)
end

@testset "a_spectrogram_is_spectra_of_windows" begin
    found = spectrogram(SINE; window_ms = 500, step_ms = 250, HZ...)
    @test found.time_ms == 250:250:4750
    @test all(found.frequency_hz[argmax(column)] == 20 for column in eachcol(found.density))
    @test_throws ArgumentError spectrogram(SINE[1:10]; HZ...)
end

@testset "views_and_whole_numbers_are_signals" begin
    long = [SINE; SINE]
    @test psd(view(long, 1:5000); HZ...).density == psd(SINE; HZ...).density
    @test psd(view(long, 1:2:5000); HZ...) == psd(long[1:2:5000]; HZ...)
    @test band_power(repeat([0, 1], 2500), 1, 500; HZ...) > 0
end

@testset "metrics_of_spikes_made_by_hand" begin
    regular = [Spike(40 * k, 0, cell) for k in 0:99 for cell in 0:1]
    both = Recording(regular; n_cells = 2, end_step = 4000)
    @test metric(both, "rate") ≈ 1000 && metric(both, "silent_cells") == 0
    @test isnan(metric(Recording(Spike[]; n_cells = 2, end_step = 4000), "cv"))
    @test all(population_rate(both, 40) .≈ 1000)
    other = Recording(regular; n_cells = 2, end_step = 4000, population = 1)
    @test metric(other, "rate") == 0
    @test refusal(() -> metric(both, "no_such_metric")) === :unknown_name
end

@testset "metrics_of_a_run" begin
    sim = Simulator(small_network())
    ran = record!(sim, 80_000; every = 40)
    stn = Recording(ran, "stn"; burn_in_steps = 20_000, signal = "stn.v")
    gpe = Recording(ran, "gpe"; burn_in_steps = 20_000)
    @test metric(sim, ran, "stn", "rate"; burn_in_steps = 20_000) == metric(stn, "rate")
    @test metric(sim, ran, "stn", "mean_v"; burn_in_steps = 20_000) ≈ metric(stn, "mean_v")
    @test 0 <= metric(stn, gpe, "coherence") <= 1
    together = synchrony(stn, 20)
    @test together.kappa ≈ (together.r - 1) / 9
    @test length(population_rate(stn, 40)) == 1500
end

@testset "a_recording_knows_its_times_and_channels" begin
    sim = Simulator(small_network())
    run!(sim, 50)
    ran = record!(sim, 4000; every = 40)
    @test time_ms(ran)[1] == 2.0 && time_ms(ran)[end] == 101.0
    @test length(time_ms(ran)) == size(ran.rows, 2)
    @test pointer(ran["stn.i_syn"]) == pointer(ran.rows, 2)
    dots = raster(ran, "gpe")
    @test length(dots.time_ms) == length(dots.cell) == count(s -> s.population == 1, ran.spikes)
    @test all(1.25 .< dots.time_ms .<= 101.25) && all(0 .<= dots.cell .< 20)
    @test_throws ArgumentError ran["stn.w"]
    @test_throws ArgumentError raster(ran, "snr")
end
