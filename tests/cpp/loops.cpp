// Closed loops: the loop does what the same pieces do by hand, asks a law that may throw, keeps
// what it did, and is saved.
#include "check.hpp"

#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>

using subthal::Loop;
using subthal::Simulator;
using subthal::Tick;

static constexpr std::uint64_t STEPS_PER_MS = 40, N_STEPS = 300 * STEPS_PER_MS;

struct Refusal {
    int number;
};

// The small network with a stimulator, and an electrode whose channel is the last.
static subthal::Network plant() {
    auto net = small_network();
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    subthal::LfpConfig lfp;
    lfp.name = "lfp";
    lfp.electrode_um = {0.0, 0.0, 300.0};
    net.place_in_ball("gpe", {}, 200.0);
    net.add_stimulator(dbs).add_lfp(lfp);
    return net;
}

// The controller is due after 25 ms and then every 5 ms.
static subthal::LoopConfig config(const char *kind, const char *acts_on = "amplitude") {
    subthal::LoopConfig config{"lfp", "dbs", {"band_rectified"}, {kind, acts_on}};
    config.start_ms = 20.0;
    config.controller.interval_s = 0.005;
    config.controller.set_point = 1e-5;
    return config;
}

static bool same_bits(const std::vector<Tick> &a, const std::vector<Tick> &b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof a[0]) == 0;
}

// A caller's loop: 1 ms of plant, a sample; every fifth, a decision.
static std::vector<Tick> by_hand(Simulator &sim, const subthal::LoopConfig &config) {
    subthal::Estimator estimator(config.estimator);
    subthal::Controller controller(config.controller);
    const std::size_t ids[] = {sim.find_param("dbs.amplitude"), sim.find_param("dbs.frequency")};
    std::vector<double> row(sim.channel_count());
    subthal::Run run;
    run.n_steps = run.every = STEPS_PER_MS;
    run.rows = row;
    std::vector<Tick> ticks;
    while (sim.step() < N_STEPS) {
        sim.run(run);
        const auto estimate = estimator.update(row.back());
        if (sim.step() % (5 * STEPS_PER_MS) != 0 || sim.step() <= 20 * STEPS_PER_MS) continue;
        const auto stimulus = controller.update(estimate);
        const double told[] = {stimulus.amplitude, stimulus.frequency_hz};
        sim.set_many(ids, told);
        ticks.push_back(
            {sim.step(), row.back(), estimate.value, estimate.phase_rad, told[0], told[1]});
    }
    return ticks;
}

static void loops_are_their_pieces(const subthal::Network &net) {
    for (const char *acts_on : {"amplitude", "frequency"})
        for (const std::string &kind : subthal::names("controller")) {
            const auto how = config(kind.c_str(), acts_on);
            Simulator ours(net), hands(net);
            Loop closed(ours, how);
            const auto did = closed.record(ours, N_STEPS, {STEPS_PER_MS, {}, false});
            HOLDS(same_bits(did.ticks, by_hand(hands, how)) && did.ticks.size() == 56);
            HOLDS(ours.state_hash() == hands.state_hash());
            HOLDS(did.n_rows() == 300 && did.ticks[0].sample == did.row(24)[3]);
        }
}

// Rows, spikes and ticks in the caller's memory, in one run and in many, are those that are kept.
static void runs_write_in_place(const subthal::Network &net) {
    Simulator kept(net), whole(net), pieces(net);
    Loop loop(kept, config("pi")), for_whole(whole, config("pi")), for_pieces(pieces, config("pi"));
    const auto recorded = loop.record(kept, N_STEPS);
    std::vector<double> rows(recorded.rows.size());
    std::vector<subthal::Spike> spikes(recorded.n_spikes);
    std::vector<Tick> room(60);
    subthal::Run run;
    run.n_steps = N_STEPS;
    run.rows = rows;
    run.spikes = spikes;
    subthal::Ticks ticks;
    ticks.ticks = room;
    for_whole.run(whole, run, ticks);
    room.resize(ticks.n_ticks);
    HOLDS(rows == recorded.rows && run.n_spikes == recorded.n_spikes && recorded.n_spikes > 0);
    HOLDS(run.n_rows == N_STEPS && same_bits(room, recorded.ticks));
    for (std::uint64_t done = 0; done < N_STEPS; done += 1000) for_pieces.run(pieces, 1000);
    HOLDS(whole.state_hash() == kept.state_hash() && pieces.state_hash() == kept.state_hash());
    HOLDS(loop.save() == for_pieces.save() && loop.save() == for_whole.save());
    HOLDS(kept.metric(recorded, "stn", "rate") > 0.0);

    ticks.ticks = {room.data(), 1}; // fewer places than ticks
    run.rows = {};
    run.n_steps = 1000;
    for_whole.run(whole, run, ticks);
    HOLDS(ticks.n_ticks == 5 && room[0].step == N_STEPS + 200);
}

// A law of the caller's: bang-bang. What it asks for is kept within the controller's limits, and
// NaN leaves it.
static void own_laws_decide(const subthal::Network &net) {
    Simulator sim(net);
    Loop closed(sim, config("open_loop"));
    std::vector<double> before;
    const auto law = [&before](const Tick &seen) {
        before.push_back(seen.amplitude_ma);
        const double wanted[] = {1.0, 2.0, 1e308, std::numeric_limits<double>::quiet_NaN(), -1.0};
        return wanted[(before.size() - 1) % 5];
    };
    const auto ticks = closed.record(sim, N_STEPS, {STEPS_PER_MS, {}, true}, law).ticks;
    HOLDS(ticks.size() == 56 && before.size() == 56);
    const double given[] = {1.0, 2.0, 3.0, 3.0, 0.0};
    for (std::size_t k = 0; k < ticks.size(); ++k) {
        HOLDS(ticks[k].amplitude_ma == given[k % 5] && ticks[k].frequency_hz == 130.0);
        HOLDS(k == 0 || before[k] == ticks[k - 1].amplitude_ma);
    }
    HOLDS(sim.delivered("dbs").n_pulses > 0);
}

// 1 mA but for the third time, when `instead` is done.
template <class Instead> static subthal::Law but_for_the_third(Instead instead) {
    return
        [n_asked = 0, instead](const Tick &) mutable { return ++n_asked == 3 ? instead() : 1.0; };
}
static double refuse() { throw Refusal{42}; }
static double leave() { return std::numeric_limits<double>::quiet_NaN(); }

// The exception stops the loop at its step, passes the library untouched and comes out here; what
// goes on from there goes on as if the law had left the stimulus as it was.
static void exceptions_come_through(const subthal::Network &net) {
    Simulator stopped(net), other(net);
    Loop closed(stopped, config("pi")), same(other, config("pi"));
    const auto throwing = but_for_the_third(refuse);
    try {
        closed.run(stopped, N_STEPS, throwing);
        fail(__LINE__, "an exception", "was lost");
    } catch (const Refusal &refusal) {
        HOLDS(refusal.number == 42 && stopped.step() == 35 * STEPS_PER_MS);
    }
    closed.run(stopped, N_STEPS - stopped.step(), but_for_the_third(leave));
    HOLDS(stopped.step() == N_STEPS); // nothing is left busy
    same.run(other, 35 * STEPS_PER_MS, but_for_the_third(leave));
    same.run(other, N_STEPS - other.step(), but_for_the_third(leave));
    HOLDS(stopped.state_hash() == other.state_hash() && closed.save() == same.save());
}

static void exceptions_are_handed_over(const subthal::Network &net) {
    Simulator sim(net);
    Loop closed(sim, config("pi"));
    subthal::Run run;
    std::vector<Tick> room(60);
    subthal::Ticks ticks;
    ticks.ticks = room;
    ticks.law = but_for_the_third(refuse);
    run.n_steps = 35 * STEPS_PER_MS; // the third time is after the last step
    HOLDS(closed.try_run(sim, run, ticks) == subthal::Status::cancelled && ticks.thrown);
    HOLDS(ticks.n_ticks == 3 && room[2].amplitude_ma == 1.0 && run.cancel == nullptr);
    HOLDS(closed.try_run(sim, run, ticks) == subthal::Status::ok && !ticks.thrown);
    run.n_steps = N_STEPS;
    ticks.law = but_for_the_third(refuse);
    HOLDS(closed.try_run(sim, run, ticks) == subthal::Status::cancelled && ticks.thrown);
    HOLDS(sim.step() == 85 * STEPS_PER_MS && ticks.n_ticks == 3);
    ticks.law = but_for_the_third(refuse);
    try {
        static_cast<void>(closed.record(sim, N_STEPS, {}, ticks.law));
        fail(__LINE__, "an exception", "was lost");
    } catch (const Refusal &) {
    }
}

// The caller's own cancel: beside a law, seen when the law is asked.
static void loops_are_cancelled(const subthal::Network &net) {
    Simulator sim(net);
    Loop closed(sim, config("pi"));
    std::atomic<int> cancel{1};
    subthal::Run run;
    run.n_steps = N_STEPS;
    run.cancel = &cancel;
    subthal::Ticks ticks;
    HOLDS(closed.try_run(sim, run, ticks) == subthal::Status::cancelled && sim.step() == 0);
    ticks.law = [&cancel](const Tick &) {
        cancel = 1;
        return 1.0;
    };
    HOLDS(closed.try_run(sim, run, ticks) == subthal::Status::cancelled && sim.step() == 0);
    cancel = 0;
    THROWS(cancelled, "cancelled by the caller", closed.run(sim, run, ticks));
    HOLDS(sim.step() == 25 * STEPS_PER_MS && run.cancel == &cancel && !ticks.thrown);
}

static void loops_are_saved(const subthal::Network &net) {
    Simulator sim(net);
    Loop closed(sim, config("pi")), other(sim, config("pi"));
    closed.run(sim, 5000);
    auto bytes = closed.save();
    Simulator twin = sim.fork();
    other.load(bytes);
    std::vector<std::uint8_t> again(bytes.size());
    HOLDS(other.save(again) == bytes.size() && again == bytes);
    closed.run(sim, 5000);
    other.run(twin, 5000);
    HOLDS(twin.state_hash() == sim.state_hash() && closed.save() == other.save());
    bytes[bytes.size() / 2] ^= 1;
    THROWS(invalid_argument, "damaged", closed.load(bytes));
    closed.reset();
    HOLDS(closed.save() == Loop(sim, config("pi")).save());
}

static void wrong_configurations_are_refused(const Simulator &sim) {
    auto how = config("pi");
    how.channel = "";
    THROWS(null_argument, "channel", Loop(sim, how));
    how.channel = "lfq";
    THROWS(unknown_name, "lfp", Loop(sim, how));
    how = config("pi");
    how.stimulator = "stimulus";
    THROWS(unknown_name, "stimulus", Loop(sim, how));
    how = config("pi");
    how.estimator.sample_hz = 1024.0;
    THROWS(invalid_argument, "whole number", Loop(sim, how));
    how = config("pi");
    how.controller.max = 1e7;
    THROWS(out_of_range, "dbs.amplitude", Loop(sim, how));
}

static void wrong_runs_are_refused(const subthal::Network &net) {
    Simulator sim(net), stranger(small_network());
    Loop closed(sim, config("pi"));
    THROWS(invalid_argument, "", closed.run(stranger, 10));
    double row[1];
    subthal::Run run;
    subthal::Ticks ticks;
    run.n_steps = 10;
    run.rows = row;
    THROWS(buffer_too_small, "rows", closed.run(sim, run, ticks));
    ticks.law = [](const Tick &) { return 1.0; };
    HOLDS(closed.try_run(sim, run, ticks) == subthal::Status::buffer_too_small);
    HOLDS(sim.step() == 0 && run.n_rows == 0);
    const Loop moved = std::move(closed);
    THROWS(null_argument, "closed is NULL", closed.run(sim, 10));
}

int main() {
    const auto net = plant();
    loops_are_their_pieces(net);
    runs_write_in_place(net);
    own_laws_decide(net);
    exceptions_come_through(net);
    exceptions_are_handed_over(net);
    loops_are_cancelled(net);
    loops_are_saved(net);
    wrong_configurations_are_refused(Simulator(net));
    wrong_runs_are_refused(net);
    return verdict();
}
