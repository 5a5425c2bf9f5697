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

# Cells that fire as one, every `period` steps.
function in_unison(; n_cells = 4, period = 1000, n_steps = 80_000)
    spikes = [Spike(step, 0, cell) for step in 0:period:n_steps-1 for cell in 0:n_cells-1]
    return Recording(spikes; n_cells = n_cells, end_step = n_steps)
end

of_one_cell(steps) =
    Recording([Spike(step, 0, 0) for step in steps]; n_cells = 1, end_step = 80_000)

@testset "bursts_of_spikes" begin
    tonic, dense = 0:2000:59_999, 60_000 .+ (0:40:399)
    burst, = bursts_by_surprise(of_one_cell([tonic; dense]))
    @test (burst.cell, burst.last_step, burst.n_spikes) == (0, 60_360, 10)
    @test burst.surprise > 5
    @test isempty(bursts_by_surprise(of_one_cell([tonic; dense]); min_surprise = 100))
    late = of_one_cell([tonic; dense .+ 4000]) # 100 ms of silence
    burst, = bursts_after_silence(late)
    @test (burst.first_step, burst.n_spikes) == (64_000, 10)
    @test isnan(burst.surprise)
    @test isempty(bursts_after_silence(late; min_silence_ms = 200))
end

@testset "bursts_of_beta" begin
    loud = [(4000 < k < 5000 ? 3 : 0.1) * sin(2pi * 20 * k / 1000) for k in 0:9999] .+ 1e-3
    found = beta_bursts(loud; percentile = 80, HZ...)
    burst, = filter(burst -> burst.amplitude > 1, found.bursts)
    @test abs(Int(burst.first_sample) - 4000) < 200
    @test 0 < found.threshold < burst.amplitude
    @test beta_bursts(loud; threshold = 0.9, HZ...).threshold == 0.9
    @test_throws ArgumentError beta_bursts(loud; lowest_hz = 3, HZ...)
end

@testset "coupling_of_phase_and_amplitude" begin
    t_s = (0:9999) ./ 1000
    wander = 2 .* (sin.(2pi .* 0.37 .* t_s) .+ sin.(2pi .* 1.13 .* t_s)) # or shifts change nothing
    slow = sin.(2pi .* 20.3 .* t_s .+ wander)
    fast = (1 .+ slow) .* sin.(2pi .* 90 .* t_s)
    coupled = phase_amplitude(slow, fast; n_surrogates = 20, HZ...)
    @test coupled.mi > 0.01 && coupled.z > 3
    @test coupled.p ≈ 1 / 21
    @test length(coupled.amplitudes) == 18
    @test_throws DimensionMismatch phase_amplitude(slow, fast[2:end]; HZ...)
    @test_throws ArgumentError phase_amplitude(slow, fast; n_surogates = 20, HZ...)
end

@testset "tapers_find_the_wave" begin
    spectrum = multitaper_psd(SINE .+ NOISE; HZ...)
    @test spectrum.frequency_hz == 0:0.2:500
    @test spectrum.frequency_hz[argmax(spectrum.density)] ≈ 20 atol = 0.6
    others = multitaper_psd(SINE; time_bandwidth = 4, n_tapers = 7, HZ...)
    @test length(others.density) == length(spectrum.density)
    @test refusal(() -> multitaper_psd(SINE; n_tapers = 7, HZ...)) === :out_of_range
    frequency_hz, density = spike_spectrum(in_unison(), 40)
    beside = findall(hz -> 5 < hz < 60, frequency_hz)
    @test frequency_hz[beside][argmax(density[beside])] ≈ 40 atol = 1.5
end

@testset "phase_tells_who_leads" begin
    frequency_hz, phase = coherence_phase(SINE[1:end-5], SINE[6:end]; HZ...)
    @test phase[frequency_hz.==20] ≈ [2pi * 0.1] # y is 5 ms ahead
    @test_throws DimensionMismatch coherence_phase(SINE, SINE[2:end]; HZ...)
end

@testset "chi_squared_of_potentials" begin
    @test chi_squared(repeat(SINE', 3)) ≈ 1
    @test chi_squared(reshape(NOISE, 10, :)) < 0.15
    @test chi_squared(view(repeat(SINE', 3), 1:2, :)) ≈ 1
    @test_throws MethodError chi_squared(SINE)
end

@testset "relay_of_pulses" begin
    found = relay(in_unison(; n_cells = 2, period = 4000), 0:4000:79_999)
    @test (found.error_index, found.fidelity, found.misses) == (0, 1, 0)
    @test found.n_pulses == 20
    @test isnan(relay(in_unison(), []).error_index)
    @test_throws InexactError relay(in_unison(), [-1])
end

@testset "each_metric_is_described" begin
    for name in available("metric")
        info = metric_info(name)
        @test info.name == name && !isempty(info.unit) && !isempty(info.meaning)
        @test info.needs_signal in 0:3
    end
    of_pulses = filter(name -> metric_info(name).needs_signal == 3, available("metric"))
    @test of_pulses == ["error_index", "relay_fidelity"]
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
