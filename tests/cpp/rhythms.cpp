// Bursts, coupling, tapers, phase and relay: what was put in is found, in memory of the binding and
// of the caller.
#include "check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

static constexpr double TAU = 6.283185307179586;

static subthal::Recording of_one_cell(subthal::Span<const subthal::Spike> spikes) {
    subthal::Recording recording;
    recording.end_step = 80000; // 2 s
    recording.n_cells = 1;
    recording.spikes = spikes;
    return recording;
}

// A spike each 50 ms to 1.5 s, then ten at 1 ms from `burst_step` on.
static std::vector<subthal::Spike> tonic_then_dense(std::uint64_t burst_step) {
    std::vector<subthal::Spike> spikes;
    for (std::uint64_t step = 0; step < 60000; step += 2000) spikes.push_back({step, 0, 0});
    for (std::uint64_t k = 0; k < 10; ++k) spikes.push_back({burst_step + 40 * k, 0, 0});
    return spikes;
}

// A sine of 1 kHz samples.
static std::vector<double> sine(double hz, std::size_t n_samples, std::size_t from = 0) {
    std::vector<double> wave(n_samples);
    for (std::size_t k = 0; k < n_samples; ++k)
        wave[k] = std::sin(TAU * hz * double(from + k) / 1000);
    return wave;
}

static std::size_t largest(const std::vector<double> &values) {
    return std::size_t(std::max_element(values.begin(), values.end()) - values.begin());
}

static void cells_burst() {
    const auto spikes = tonic_then_dense(60000);
    const auto recording = of_one_cell(spikes);
    const auto found = subthal::bursts_by_surprise(recording, 5.0);
    HOLDS(found.size() == 1 && found.at(0).cell == 0 && found[0].last_step == 60360);
    HOLDS(found[0].n_spikes == 10 && found[0].surprise > 5.0);
    std::array<subthal::Burst, 2> again{};
    HOLDS(subthal::bursts_by_surprise(recording, 5.0, again) == 1);
    HOLDS(again[0].first_step == found[0].first_step && again[0].surprise == found[0].surprise);
    HOLDS(subthal::bursts_by_surprise(recording, 100.0).empty());
    THROWS(out_of_range, "min_surprise", subthal::bursts_by_surprise(recording, -1.0));
}

static void cells_burst_after_silence() {
    const auto spikes = tonic_then_dense(64000); // 6000 steps are 150 ms
    const auto recording = of_one_cell(spikes);
    const auto found = subthal::bursts_after_silence(recording);
    HOLDS(found.size() == 1 && found.at(0).first_step == 64000 && found[0].n_spikes == 10);
    HOLDS(std::isnan(found[0].surprise));
    std::array<subthal::Burst, 1> again{};
    HOLDS(subthal::bursts_after_silence(recording, {100.0, 4.0}, again) == 1);
    HOLDS(again[0].last_step == found[0].last_step);
    subthal::SilenceRule longer;
    longer.min_silence_ms = 200.0;
    HOLDS(subthal::bursts_after_silence(recording, longer).empty());
}

static void rhythms_burst() {
    auto loud = sine(20.0, 3000);
    for (std::size_t k = 0; k < loud.size(); ++k) loud[k] *= k < 1000 || k >= 2000 ? 0.1 : 3.0;
    subthal::BetaBursts beta;
    HOLDS(beta.low_hz == 13.0 && beta.percentile == 75.0 && std::isnan(beta.threshold));
    beta.interval_ms = 1.0;
    beta.percentile = 60.0; // a third of the time is loud
    const auto found = beta.find(loud);
    HOLDS(found.bursts.size() == 1 && found.threshold > 0.0);
    const auto burst = found.bursts.at(0);
    HOLDS(burst.first_sample > 850 && burst.end_sample < 2150 && burst.amplitude > 1.0);
    std::array<subthal::BetaBurst, 1> again{};
    double threshold = 0.0;
    HOLDS(beta.find(loud, again, &threshold) == 1 && threshold == found.threshold);
    HOLDS(again[0].first_sample == burst.first_sample && beta.find(loud, again) == 1);
    beta.percentile = 75.0; // its ripples
    THROWS(buffer_too_small, "bursts", beta.find(loud, again));
    beta.threshold = 0.5;
    HOLDS(beta.find(loud).threshold == 0.5);
    beta.min_ms = 2000.0;
    HOLDS(beta.find(loud).bursts.empty());
    THROWS(invalid_argument, "15 samples", beta.find({loud.data(), 15}));
}

// The fast rhythm is loudest at the top of the slow one, which is bin 9 and its neighbours.
static void phases_hold_amplitudes() {
    auto slow = sine(20.0, 2000), fast = sine(90.0, 2000);
    for (std::size_t k = 0; k < slow.size(); ++k) {
        slow[k] = std::cos(TAU * 20.3 * double(k) / 1000 + 2 * std::sin(TAU * double(k) / 900));
        fast[k] *= 1.0 + slow[k];
    }
    subthal::Coupling how;
    HOLDS(how.phase_low_hz == 13.0 && how.amplitude_high_hz == 150.0 && how.n_surrogates == 200);
    how.interval_ms = 1.0;
    how.n_surrogates = 20;
    const auto coupled = how.phase_amplitude(slow, fast);
    HOLDS(coupled.mi > 0.01 && coupled.z > 2.0 && std::fabs(coupled.p - 1.0 / 21.0) < 1e-12);
    HOLDS(coupled.amplitudes[9] > 1.5 && coupled.amplitudes[0] < 0.5);
    how.seed = 1;
    HOLDS(how.phase_amplitude(slow, fast).z != coupled.z);
    how.n_surrogates = 0;
    HOLDS(std::isnan(how.phase_amplitude(slow, fast).z));
    fast.pop_back();
    THROWS(invalid_argument, "amplitude_of has 1999", how.phase_amplitude(slow, fast));
}

static void tapers_show_rhythms() {
    const auto wave = sine(20.0, 2000);
    subthal::Multitaper tapers;
    const auto density = tapers.psd(wave, 1.0);
    std::vector<double> again(density.size());
    HOLDS(tapers.psd(wave, 1.0, again) == 1001 && again == density);
    HOLDS(std::fabs(double(largest(density)) * 0.5 - 20.0) <= 1.0); // bins of 0.5 Hz
    tapers.n_tapers = 7;
    THROWS(out_of_range, "n_tapers", tapers.psd(wave, 1.0));
    tapers.time_bandwidth = 4.0;
    HOLDS(tapers.psd(wave, 1.0).size() == 1001);

    std::vector<subthal::Spike> spikes;
    for (std::uint64_t step = 0; step < 80000; step += 1000) spikes.push_back({step, 0, 0});
    const auto recording = of_one_cell(spikes); // 40 Hz
    auto of_cells = tapers.spike_spectrum(recording, 40);
    HOLDS(tapers.spike_spectrum(recording, 40, again) == 1001 && again == of_cells);
    of_cells.resize(120); // below 60 Hz
    HOLDS(std::fabs(double(largest(of_cells)) * 0.5 - 40.0) <= 2.0);
}

// y is 5 ms ahead: a tenth of a cycle.
static void phase_tells_who_leads() {
    const auto x = sine(20.0, 3000), y = sine(20.0, 3000, 5);
    subthal::Welch welch;
    welch.interval_ms = 1.0;
    const auto phase = welch.coherence_phase(x, y);
    std::vector<double> again(phase.size());
    HOLDS(welch.coherence_phase(x, y, again) == 501 && again[20] == phase[20]);
    HOLDS(std::fabs(phase[20] - 0.1 * TAU) < 1e-9);
    THROWS(invalid_argument, "y has 2", welch.coherence_phase(x, {y.data(), 2}));
}

static void chi_squared_tells_one_from_many() {
    const std::vector<double> same{-60, -60, -50, -50, -70, -70}, opposed{-60, -50, -50, -60};
    HOLDS(std::fabs(subthal::chi_squared(same, 2) - 1.0) < 1e-12);
    HOLDS(subthal::chi_squared(opposed, 2) == 0.0);
    HOLDS(std::isnan(subthal::chi_squared(std::vector<double>{-60, -50, -60, -50}, 2)));
    THROWS(invalid_argument, "rows has 6 elements, not 4", subthal::chi_squared(same, 4));
    THROWS(invalid_argument, "n_cells", subthal::chi_squared({}, 0));
}

// Five cells of the STN, and a train whose pulses are strong enough to be passed on, sometimes.
static subthal::Network driven_network() {
    subthal::PulsesConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.frequency_hz = 20.0;
    dbs.cv = 0.2;
    dbs.amplitude = 40.0;
    dbs.width_ms = 1.0;
    subthal::NoiseConfig noise;
    noise.population = "stn";
    noise.sigma = 5.0;
    subthal::Network net(3);
    net.add_population("stn", "stn", 5).add_pulses(dbs).add_noise(noise);
    return net;
}

// A batch gives what relay gives of the same trial by hand.
static void pulses_are_relayed() {
    const auto net = driven_network();
    const std::vector<std::uint64_t> trial{2};
    subthal::SimulatorConfig config;
    config.trial = trial[0];
    const auto recorded = subthal::Simulator(net, config).record(24000);
    const auto steps = net.pulse_steps("dbs", trial[0], 0.025, 24000);
    std::vector<std::uint64_t> again(steps.size());
    HOLDS(net.pulse_steps("dbs", trial[0], 0.025, 24000, again) == steps.size() && again == steps);
    HOLDS(steps.size() > 8 && std::is_sorted(steps.begin(), steps.end()));
    HOLDS(net.pulse_steps("dbs", 0, 0.025, 24000) != steps);
    THROWS(unknown_name, "dbs", net.pulse_steps("dbz", 0, 0.025, 24000));

    auto recording = of_one_cell(recorded.spikes);
    recording.n_cells = 5;
    recording.first_step = 4000;
    recording.end_step = 24000;
    const auto relay = subthal::relay(recording, steps);
    HOLDS(relay.n_pulses > 5 && relay.n_pulses < steps.size());
    HOLDS(std::fabs(relay.error_index - relay.misses - relay.bursts - relay.spurious) < 1e-12);
    HOLDS(std::isnan(subthal::relay(recording, {}).fidelity));

    subthal::Protocol protocol;
    protocol.burn_in_ms = 100.0;
    protocol.measured_ms = 500.0;
    protocol.precision = "double";
    subthal::Batch batch;
    batch.seeds = trial;
    batch.metrics = {"stn.dbs.error_index", "stn.dbs.relay_fidelity"};
    HOLDS(subthal::metric_info("error_index").needs_signal == 3);
    const auto answers = subthal::evaluate(net, batch, protocol);
    HOLDS(answers.at(0, 0) == relay.error_index && answers.at(0, 1) == relay.fidelity);
}

int main() {
    cells_burst();
    cells_burst_after_silence();
    rhythms_burst();
    phases_hold_amplitudes();
    tapers_show_rhythms();
    phase_tells_who_leads();
    chi_squared_tells_one_from_many();
    pulses_are_relayed();
    return verdict();
}
