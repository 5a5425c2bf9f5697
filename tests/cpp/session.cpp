// A whole session from C++: everything that subthal.h has is reached, and agrees with itself.
#include "check.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

static void library_names_itself() {
    HOLDS(subthal::version() ==
          SUBTHAL_VERSION_MAJOR * 10000 + SUBTHAL_VERSION_MINOR * 100 + SUBTHAL_VERSION_PATCH);
    HOLDS(std::string(subthal::version_string()).find('.') != std::string::npos);
    for (const char *kind : {"preset", "model", "rule", "kinetics", "integrator", "metric",
                             "waveform", "estimator", "controller"})
        HOLDS(subthal::names(kind).size() > 1);
    for (const std::string &name : subthal::names("metric")) {
        const auto info = subthal::metric_info(name);
        HOLDS(info.name == name && !info.unit.empty() && !info.meaning.empty());
        HOLDS(info.n_populations == 1 || (info.n_populations == 2 && info.needs_signal == 0));
    }
}

// The members of a fresh configuration are the library's defaults.
static void defaults_are_the_librarys() {
    subthal_projection_config c;
    HOLDS(subthal_projection_config_default(&c, sizeof c) == SUBTHAL_STATUS_OK);
    const subthal::ProjectionConfig cpp;
    HOLDS(cpp.rule == c.rule && cpp.weight_unit == c.weight_unit && cpp.weight == c.weight);
    HOLDS(cpp.unit_peak == (c.unit_peak != 0) && cpp.tau_decay_ms == c.tau_decay_ms);
    HOLDS(cpp.kinetics == "two_stage" && cpp.beta_per_ms == c.beta_per_ms);
    HOLDS(subthal::SimulatorConfig().dt_ms == 0.025 && subthal::Protocol().precision == "single");
    HOLDS(subthal::ProbeConfig().variable == "v" && subthal::InputConfig().unit.empty());
#if __cplusplus >= 202002L
    subthal::Network net(1);
    net.add_population("stn", "stn", 2).add_noise({.population = "stn", .sigma = 2.0});
    HOLDS(net.get("stn.noise.sigma") == 2.0);
#endif
}

static void networks_are_read_back(const subthal::Network &net) {
    const auto populations = net.populations();
    HOLDS(populations.size() == 2 && populations[1].name == "gpe" && populations[1].n_cells == 3);
    const auto projection = net.projections().at(0);
    HOLDS(projection.from == "stn" && projection.rule == "all_to_all" && projection.unit_peak);
    HOLDS(projection.kinetics == "two_stage");
    const auto variables = net.variable_names("gpe");
    HOLDS(std::count(variables.begin(), variables.end(), "i_syn") == 1 && variables[0] == "v");
    for (const subthal::ParamInfo &param : net.params())
        HOLDS(net.find_param(param.path) == param.id && param.min < param.max);
    HOLDS(net.param("stn.i_app").unit == "uA/cm2" || net.param("stn.i_app").unit == "pA");
    const auto wiring = net.wiring("stn_to_gpe");
    HOLDS(net.synapse_count("stn_to_gpe") == 6 && wiring.pre[5] == 1 && wiring.post[5] == 2);
    HOLDS(wiring.weight[0] == 1.0 && wiring.delay_ms[0] == 1.0 && net.memory_bytes() > 0);
    HOLDS(subthal::Network::from_text(net.to_text()).to_text() == net.to_text());
}

static void cells_may_differ() {
    auto net = small_network();
    net.set_seed(8);
    net.set_cells("gpe.i_app", std::vector<double>{1.0, 2.0, 3.0});
    HOLDS(net.cell_values("gpe.i_app")[1] == 2.0 && net.seed() == 8);
    net.set_heterogeneity("stn.i_app", 0.1);
    HOLDS(net.cell_values("stn.i_app")[0] != net.cell_values("stn.i_app")[1]);
    net.set_initial("stn.v", -70.0);
    net.set_initial("gpe.v", std::vector<double>{-60.0, -61.0, -62.0});
    net.set_initial_spread("stn.v", 1.0);
    const subthal::Simulator sim(net);
    HOLDS(sim.state("gpe", "v")[2] == -62.0 && sim.state("stn", "v")[0] != -70.0);
}

static void edges_are_taken() {
    const std::vector<std::uint32_t> pre{0, 1}, post{2, 0};
    const std::vector<double> weight{0.5, 0.25};
    subthal::ProjectionConfig listed;
    listed.name = "listed";
    listed.from = "stn";
    listed.to = "gpe";
    listed.rule = "edges";
    listed.e_rev_mv = 0.0;
    listed.edge_pre = pre;
    listed.edge_post = post;
    listed.edge_weight = weight;
    auto net = small_network();
    net.add_projection(listed);
    const auto wiring = net.wiring("listed");
    HOLDS(wiring.pre == pre && wiring.post == post && wiring.weight == weight);
    HOLDS(net.projection_count() == 2 && net.population_count() == 2);
}

static void pulses_reach_their_cells() {
    const std::vector<std::uint32_t> cells{0, 2};
    const std::vector<double> weights{1.0, 0.5};
    subthal::PulsesConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.cells = cells;
    dbs.weights = weights;
    dbs.frequency_hz = 500.0;
    dbs.amplitude = 8.0;
    dbs.width_ms = 0.05;
    dbs.start_ms = 0.05;
    subthal::ProbeConfig probe;
    probe.population = "stn";
    probe.variable = "i_input";
    subthal::Network net;
    net.add_population("stn", "stn", 3).add_pulses(dbs).add_probe(probe);
    HOLDS(net.get("dbs.frequency") == 500.0 && net.get("dbs.cv") == subthal::PulsesConfig().cv);
    const auto rows = subthal::Simulator(net).record(100).rows;
    for (std::size_t step = 0; step < 100; ++step) {
        const double current = step % 80 == 2 || step % 80 == 3 ? 8.0 : 0.0; // of 0.025 ms
        HOLDS(rows[3 * step] == current && rows[3 * step + 1] == 0.0);
        HOLDS(rows[3 * step + 2] == current / 2.0);
    }
}

static void synapses_open_by_v() {
    subthal::ProjectionConfig graded;
    graded.name = "graded";
    graded.from = graded.to = "gpe";
    graded.e_rev_mv = -80.0;
    graded.kinetics = "graded";
    graded.alpha_per_ms = 1.5;
    graded.beta_per_ms = 0.08;
    graded.theta_mv = -20.0;
    graded.sigma_mv = 3.0;
    auto net = small_network();
    net.add_projection(graded);
    HOLDS(net.projection(1).kinetics == "graded" && net.get("graded.alpha") == 1.5);
    HOLDS(net.get("graded.beta") == 0.08 && net.get("graded.theta") == -20.0);
    HOLDS(net.get("graded.sigma") == 3.0);
    graded.kinetics = "gradual";
    THROWS(unknown_name, "graded", net.add_projection(graded));
}

static void simulators_tell_where_they_stand(const subthal::Network &net) {
    subthal::Simulator sim(net);
    const std::uint64_t fresh = sim.state_hash();
    sim.run(400);
    HOLDS(sim.step() == 400 && sim.dt_ms() == 0.025 && sim.time_ms() == 10.0);
    const auto populations = sim.populations();
    HOLDS(populations.size() == 2 && sim.population_count() == 2 && populations[0].name == "stn");
    HOLDS(populations[1].model == "adex_gpe" && populations[1].n_cells == 3);
    HOLDS(sim.memory_bytes() > 0 && !sim.backend().empty() && sim.clamp_count("stn") == 0);
    HOLDS(sim.channels().size() == 3 && sim.channel(2).name == "stn.v");
    HOLDS(sim.channel(2).unit == "mV" && sim.inputs().at(0).name == "stimulus");
    const auto ids = std::vector<std::size_t>{0, sim.find_param("stn.i_app")};
    sim.set("stn.i_app", 30.0);
    sim.set(ids[1], sim.get(ids[1]) + 1.0);
    sim.set_many(ids, sim.get_many(ids));
    HOLDS(sim.get("stn.i_app") == 31.0 && sim.param_count() == sim.params().size());
    sim.reset();
    HOLDS(sim.state_hash() == fresh && sim.get("stn.i_app") == net.get("stn.i_app"));
    sim.inject_spike("stn", 0);
    sim.run(1);
    HOLDS(sim.spike_count("stn") >= 1);
}

static void moments_come_back(const subthal::Network &net) {
    subthal::Simulator sim(net);
    sim.run(300);
    sim.log_start(1 << 20, 10);
    const std::vector<std::uint8_t> snapshot = sim.save();
    std::vector<std::uint8_t> again(snapshot.size());
    HOLDS(sim.save(again) == snapshot.size() && again == snapshot);
    subthal::Simulator twin = sim.fork(), loaded(net);
    loaded.load(snapshot);
    sim.inject_spike("stn", 0);
    sim.run(2500);
    const std::vector<std::uint8_t> log = sim.log_save();
    HOLDS(sim.log_info().n_steps == 2500 && sim.log_info().used_bytes == log.size());
    sim.log_stop();
    subthal::Replay replay;
    replay.log = log;
    replay.max_steps = 1000;
    while (!replay.ended) twin.replay(replay);
    HOLDS(!replay.departed && replay.n_steps == 2500 && twin.state_hash() == sim.state_hash());
    loaded.inject_spike("stn", 0);
    loaded.run(2500);
    HOLDS(loaded.state_hash() == sim.state_hash());
    HOLDS(sim.step_bound() >= 5);
}

static subthal::Recording recording_of(const subthal::Recorded &recorded, std::uint32_t population,
                                       std::uint64_t n_cells) {
    subthal::Recording recording;
    recording.first_step = 8000;
    recording.end_step = recorded.n_steps;
    recording.population = population;
    recording.n_cells = n_cells;
    recording.spikes = recorded.spikes;
    return recording;
}

static void metrics_agree(const subthal::Simulator &sim, const subthal::Recorded &recorded) {
    const auto stn = recording_of(recorded, 0, 10), gpe = recording_of(recorded, 1, 20);
    HOLDS(subthal::metric("rate", stn) == sim.metric(recorded, "stn", "rate", 8000));
    HOLDS(subthal::metric("cv", gpe) == sim.metric(recorded, "gpe", "cv", 8000));
    HOLDS(subthal::metric("coherence", stn, gpe) >= 0.0);
    const auto together = subthal::synchrony(stn, 20.0);
    HOLDS(std::fabs(together.kappa - (together.r - 1.0) / 9.0) < 1e-12);

    const auto rate = subthal::population_rate(stn, 40);
    std::vector<double> again(rate.size());
    HOLDS(subthal::population_rate(stn, 40, again) == rate.size() && again == rate);
    const double mean = std::accumulate(rate.begin(), rate.end(), 0.0) / double(rate.size());
    HOLDS(std::fabs(mean - subthal::metric("rate", stn)) < 1e-9);
}

static void spectra_agree(const subthal::Recorded &recorded) {
    const auto x = subthal::population_rate(recording_of(recorded, 0, 10), 40);
    const auto y = subthal::population_rate(recording_of(recorded, 1, 20), 40);
    subthal::Welch welch;
    welch.interval_ms = 1.0;
    const auto density = welch.psd(x);
    std::vector<double> again(density.size());
    HOLDS(welch.psd(x, again) == 501 && again == density && welch.frequencies()[20] == 20.0);
    double trapezoid = 0.0;
    for (std::size_t hz = 13; hz < 30; ++hz) trapezoid += (density[hz] + density[hz + 1]) / 2.0;
    const double power = welch.band_power(x, {13.0, 30.0});
    HOLDS(std::fabs(power - trapezoid) < 1e-9 * power);
    HOLDS(welch.relative_band_power(x, {13.0, 30.0}, {13.0, 30.0}) == 1.0);
    const auto peak = welch.beta_peak(x);
    HOLDS(peak.frequency_hz >= 13.0 && peak.frequency_hz <= 30.0 && peak.density > 0.0);
    HOLDS(std::isfinite(welch.beta_prominence(x)));
    HOLDS(std::isfinite(welch.beta_prominence_over_1f(x)));
    const auto coherence = welch.coherence(x, y);
    HOLDS(welch.coherence(x, y, again) == 501 && again == coherence);
    HOLDS(welch.coherence_threshold(x.size(), 0.05) > 0.0);
    HOLDS(subthal::seed_beta_power(x, 1.0) > 0.0 && subthal::seed_beta_fraction(x, 1.0) < 1.0);
    welch.segment = 500;
    HOLDS(welch.psd(x).size() == 251 && welch.frequencies()[10] == 20.0);
    HOLDS(welch.frequencies(again) == 251 && again[250] == 500.0);
    welch.segment = 0;
    welch.interval_ms = 3.0; // 1 s is no whole number of samples: 333 of them are 999 ms
    HOLDS(welch.frequencies().size() == 167 && welch.frequencies()[1] == 1000.0 / 999.0);
}

// A run that is cancelled on its way and run on gives the rows and the state of one that was not.
static void cancelled_runs_go_on(const subthal::Network &net) {
    constexpr std::uint64_t N_STEPS = 1 << 16;
    subthal::Simulator whole(net), cut(net);
    const auto expected = whole.record(N_STEPS);
    std::vector<double> rows(expected.rows.size());
    std::atomic<int> cancel{1};
    subthal::Run run;
    run.cancel = &cancel;
    run.n_steps = N_STEPS;
    run.rows = rows;
    HOLDS(cut.try_run(run) == subthal::Status::cancelled && cut.step() == 0 && run.n_rows == 0);
    cancel = 0;
    std::thread other([&cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        cancel = 1;
    });
    const auto status = cut.try_run(run);
    other.join();
    HOLDS(run.n_rows == cut.step() && (run.n_rows < N_STEPS) == (status != subthal::Status::ok));
    run.rows = subthal::Span<double>(rows).subspan(cut.step() * expected.n_channels,
                                                   (N_STEPS - cut.step()) * expected.n_channels);
    run.n_steps = N_STEPS - cut.step();
    cancel = 0;
    cut.run(run);
    HOLDS(rows == expected.rows && cut.state_hash() == whole.state_hash());

    cancel = 1;
    subthal::RecordConfig config;
    config.cancel = &cancel;
    THROWS(cancelled, "cancelled by the caller", cut.record(10, config));
    HOLDS(cut.step() == N_STEPS);
}

int main() {
    const auto net = small_network();
    library_names_itself();
    defaults_are_the_librarys();
    networks_are_read_back(net);
    cells_may_differ();
    edges_are_taken();
    pulses_reach_their_cells();
    synapses_open_by_v();
    simulators_tell_where_they_stand(net);
    moments_come_back(net);
    cancelled_runs_go_on(net);
    subthal::PresetConfig sizes;
    sizes.n_stn = 10;
    sizes.n_gpe = 20;
    sizes.n_gpi = 15;
    subthal::Simulator sim(subthal::Network::preset("stn_gpe_gpi_adex_parkinsonian", sizes));
    const auto recorded = sim.record(88000);
    metrics_agree(sim, recorded);
    spectra_agree(recorded);
    return verdict();
}
