# Estimators and controllers by themselves.

# 20 Hz at 1 kHz that comes and goes.
const RHYTHM = [sin(2pi * k / 50) * (1 + sin(2pi * k / 700)) for k in 1:1400]

const MACHINES = [[() -> Estimator(kind) for kind in available("estimator")];
                  [() -> Controller(kind; acts_on = acts_on) for kind in available("controller")
                   for acts_on in ("amplitude", "frequency")]]
step(est::Estimator, sample) = update!(est, sample).value
step(ctl::Controller, measure) = update!(ctl, measure).output

@testset "many_samples_are_one_at_a_time" for make in MACHINES
    machine, measures = make(), abs.(RHYTHM)
    new = snapshot(machine)
    whole = run!(machine, measures)
    moment, out = snapshot(machine), zeros(1400)
    @test [step(reset!(machine), measures[1]); step.(Ref(machine), measures[2:end])] == whole
    @test snapshot(machine) == moment != new
    @test run!(reset!(machine), measures; out = out) === out && out == whole
    @test snapshot(reset!(machine)) == new
end

@testset "a_saved_state_goes_on_bit_by_bit" for make in MACHINES
    machine, twin = make(), make()
    run!(machine, RHYTHM)
    moment = snapshot(machine)
    @test run!(load!(twin, moment), RHYTHM) == run!(machine, RHYTHM)
    @test snapshot(machine) == snapshot(twin)
    damaged = copy(moment)
    damaged[end] ⊻= 0x01
    @test occursin("bytes", sentence(() -> load!(machine, damaged)))
    @test refusal(() -> load!(machine, UInt8[])) === :invalid_argument
    @test snapshot(machine) == snapshot(twin)
end

@testset "a_state_of_another_configuration_is_refused" begin
    other = snapshot(Estimator("bursts"; threshold = 2))
    est = Estimator("bursts")
    @test occursin("another kind or configuration", sentence(() -> load!(est, other)))
    @test refusal(() -> load!(Controller("pi"), other)) === :invalid_argument
end

@testset "an_estimator_follows_amplitude_and_phase" begin
    est = Estimator("envelope_phase")
    cosine = [3cos(2pi * k / 50) for k in 1:2000]
    told = [update!(est, sample) for sample in cosine]
    @test last(told).value ≈ 3 rtol = 0.1
    peak = argmax(cosine[1001:1050])
    @test abs(told[1000+peak].phase_rad) < 0.3
    @test isnan(update!(Estimator("bursts"), 1).phase_rad)
    held = [update!(est, sample).is_fresh for est in [Estimator("band_power")] for sample in RHYTHM]
    @test 0 < count(held) < 1400
end

@testset "bursts_are_counted" begin
    est = Estimator("bursts"; threshold = 0.8, min_burst_ms = 50)
    values = run!(est, RHYTHM)
    seen = bursts(est)
    @test seen.is_on === (last(values) == 1) && seen.envelope > 0
    @test seen.n_onsets == count(diff([0; values]) .== 1) > 1
    @test seen.n_offsets == count(diff(values) .== -1)
    @test seen.first_sample > 0 && seen.n_samples >= 50 && seen.total_samples > 0
    @test occursin("not of the kind \"bursts\"", sentence(() -> bursts(Estimator("band_power"))))
end

@testset "what_no_sensor_gives_is_refused_and_counted" begin
    est, ctl = Estimator("band_rectified"), Controller("pi")
    for (count, odd) in enumerate((NaN, Inf, -Inf, 1e61))
        seen = (value = 0.0, phase_rad = NaN, is_fresh = true, n_refused = count)
        @test isequal(update!(est, odd), seen)
        @test update!(ctl, odd) == (output = 0.0, amplitude = 0.0, frequency_hz = 130.0,
                                   n_refused = count)
    end
end

@testset "a_controller_is_what_its_options_say" begin
    @test update!(Controller("proportional"; set_point = 1, gain = 0.5), 2).amplitude == 0.5
    hz = Controller("open_loop"; acts_on = "frequency", constant = 90, amplitude = 2)
    @test update!(hz, 0) == (output = 90.0, amplitude = 2.0, frequency_hz = 90.0, n_refused = 0)
    locked = Controller("phase_locked"; constant = 1.5, target_rad = 0.3)
    fired = [update!(locked, 1, rem(2pi * k / 50, 2pi, RoundNearest)).amplitude for k in 1:100]
    @test count(==(1.5), fired) == 2 && count(iszero, fired) == 98
end

@testset "nothing_is_measured_after_a_stimulus" begin
    ctl = Controller("proportional"; set_point = 1, gain = 1, blanking_s = 0.05)
    @test update!(ctl, 2).output == 1
    stimulated!(ctl)
    @test update!(ctl, 3).output == 1
    @test [update!(ctl, 3).output for _ in 1:5][end] == 2
end

@testset "an_update_allocates_nothing" begin
    est, ctl = Estimator("band_rectified"), Controller("pi")
    turn!(est, ctl, sample) = (update!(ctl, update!(est, sample).value); nothing)
    turn!(est, ctl, 0.5)
    @test @allocated(turn!(est, ctl, 0.5)) == 0
end

@testset "a_configuration_prints_and_is_used_again" begin
    config = EstimatorConfig("bursts"; threshold = 0.5)
    @test snapshot(Estimator(config)) == snapshot(Estimator("bursts"; threshold = 0.5))
    printed = sprint(show, config)
    @test startswith(printed, "EstimatorConfig(\"bursts\"; sample_hz = 1000.0")
    @test occursin("threshold = 0.5", printed)
    @test eval(Meta.parse(printed)) isa EstimatorConfig
    @test eval(Meta.parse(sprint(show, ControllerConfig("pid")))) isa ControllerConfig
end

@testset "wrong_configurations_are_sentences" begin
    est(; options...) = sentence(() -> Estimator("bursts"; options...))
    ctl(; options...) = sentence(() -> Controller("pid"; options...))
    @test occursin("nearest is \"bursts\"", sentence(() -> Estimator("burst")))
    @test occursin("no controller is named", sentence(() -> Controller("pip")))
    @test occursin("acts_on", ctl(; acts_on = "width"))
    @test occursin("butter", est(; filter = "butter")) && occursin("order", est(; order = 13))
    @test occursin("sample_hz", est(; sample_hz = NaN)) && occursin("high_hz", est(; high_hz = 501))
    @test refusal(() -> Estimator("bursts"; window_ms = 1e12)) === :too_large
    @test occursin("interval_s", ctl(; interval_s = 0)) && occursin("min", ctl(; min = 4))
    @test_throws ArgumentError Estimator("bursts"; windw_ms = 1)
    @test_throws ArgumentError Controller("pi"; setpoint = 1)
    @test_throws InexactError Estimator("bursts"; order = -1)
end

@testset "wrong_arrays_are_errors" begin
    est = Estimator("band_rectified")
    @test_throws DimensionMismatch run!(est, RHYTHM; out = zeros(3))
    @test_throws ArgumentError run!(est, [1.0, 2.0], out = view(zeros(4), 1:2:4))
    @test occursin("overlaps", sentence(() -> (x = zeros(4); run!(est, x; out = x))))
    @test run!(est, view(RHYTHM, 1:2:1400)) == run!(reset!(est), RHYTHM[1:2:1400])
    @test run!(est, Float64[]) == run!(est, Int[]) == Float64[]
end

@testset "a_closed_machine_is_an_error" for machine in (Estimator("bursts"), Controller("pi"))
    bytes = snapshot(machine)
    close(machine)
    @test !isopen(machine) && occursin("closed", sprint(show, machine))
    for use in (close, reset!, snapshot, machine -> load!(machine, bytes),
                machine -> step(machine, 1), machine -> run!(machine, [1.0]))
        @test refusal(() -> use(machine)) === :invalid_handle
    end
    finalize(machine)
end

@testset "more_forgotten_machines_than_may_live" begin
    for _ in 1:70_000
        Estimator("band_rectified")
        Controller("pi")
    end
    @test update!(Controller("pi"), 0).output == 0
end
