// An estimator and a controller around a simulator, each at its own rate.
#ifndef SUBTHAL_LOOP_HPP
#define SUBTHAL_LOOP_HPP

#include <subthal/controller.hpp>
#include <subthal/simulator.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace subthal {
namespace detail {

inline const auto &loop_defaults() {
    return defaults<subthal_loop_config, subthal_loop_config_default>();
}

} // namespace detail

// What is measured, and what is set, as in LoopConfig{"lfp", "dbs", {"band_rectified"}, {"pi"}}.
struct LoopConfig {
    std::string channel;         // of the output rows: what is measured
    std::string stimulator;      // whose amplitude and frequency are set
    EstimatorConfig estimator;   // its sample_hz is a whole number of steps
    ControllerConfig controller; // so is its interval_s; its limits hold whoever decides
    double start_ms = detail::loop_defaults().start_ms; // the controller begins after so long
};

// What a loop did when its controller was due: the steps that the simulator had done; the last
// sample, in the channel's unit; the last estimate and its phase_rad, or NaN; and the stimulator's
// amplitude_ma and frequency_hz from here on.
using Tick = subthal_tick;

// The caller's own law, asked whenever the controller is due, on the thread that runs the loop:
// what was seen, with the stimulus until now. It returns the amplitude or the frequency that it
// wants, whichever the controller acts on; NaN leaves it as it is. It may call the library, but not
// with the loop or the simulator. It may throw: the loop stops there, and run throws it.
using Law = std::function<double(const Tick &seen)>;

// What a run of a loop asks and writes beside the Run. Make one, set what is wanted, and use it for
// any number of runs: a run writes the members below the line.
struct Ticks {
    Span<Tick> ticks = {}; // one whenever the controller was due; may hold fewer than there are
    Law law = {};          // decides in place of the controller's own
    // ----
    std::uint64_t n_ticks = 0;      // how many these were
    std::exception_ptr thrown = {}; // what the law threw, if it did
};

// What Loop::record keeps.
struct LoopRecorded : Recorded {
    std::vector<Tick> ticks; // all of them
};

namespace detail {

struct LoopCalls {
    static constexpr auto reset = subthal_loop_reset;
    static constexpr auto save = subthal_loop_save;
    static constexpr auto load = subthal_loop_load;
};

inline subthal_loop *new_loop(const Simulator &sim, const LoopConfig &config) {
    const auto estimator = raw(config.estimator);
    const auto controller = raw(config.controller);
    auto c = loop_defaults();
    c.channel = or_null(config.channel);
    c.stimulator = or_null(config.stimulator);
    c.start_ms = config.start_ms;
    c.estimator = &estimator;
    c.controller = &controller;
    return ask<subthal_loop *>(subthal_loop_new, sim.handle(), &c);
}

// Stands between the library and a law that may throw: no exception crosses C. C is given a cancel
// of its own, so that the run ends before its next step; what the caller's says is passed on.
class Judge {
  public:
    Judge(Ticks &ticks, const std::atomic<int> *cancel) noexcept : ticks_(ticks), cancel_(cancel) {
        pass_on();
    }

    [[nodiscard]] const std::atomic<int> *stop() const noexcept { return &stop_; }

    static double ask(const Tick *seen, void *context) noexcept {
        auto &judge = *static_cast<Judge *>(context);
        try {
            const double wanted = judge.ticks_.law(*seen);
            judge.pass_on();
            return wanted;
        } catch (...) {
            judge.ticks_.thrown = std::current_exception();
            judge.stop_ = 1;
            return std::numeric_limits<double>::quiet_NaN();
        }
    }

  private:
    void pass_on() noexcept {
        if (cancel_ != nullptr && *cancel_ != 0) stop_ = 1;
    }

    Ticks &ticks_;
    const std::atomic<int> *cancel_;
    std::atomic<int> stop_{0};
};

} // namespace detail

// It owns the state of estimator and controller, not the simulator: it serves any of the network
// and dt_ms of the one that it was made for, forks too. One thread at a time. One run of n steps
// equals n runs of one, bit by bit. What it sets is in the simulator's snapshots and log, so that a
// replay needs no loop.
//
// Real-time safe: reset, run and try_run, if the law is and does not throw.
class Loop : public detail::Machine<Loop, detail::LoopCalls> {
  public:
    Loop(const Simulator &sim, const LoopConfig &config)
        : owner_(detail::new_loop(sim, config)), interval_ms_(1000 * config.controller.interval_s) {
    }

    // For calls of subthal.h; nullptr after a move.
    [[nodiscard]] subthal_loop *handle() const noexcept { return owner_.get(); }

    // Advances a simulator by run.n_steps with the loop closed, and throws as Simulator::run does:
    // what was due until there is done. A law that throws leaves the stimulus as it was, and the
    // tick in place; a further run goes on from there. Beside a law, run.cancel is looked at as
    // often as the law is asked.
    void run(Simulator &sim, Run &run, Ticks &ticks) {
        const subthal_status status = raw_run(sim, run, ticks);
        if (ticks.thrown) std::rethrow_exception(ticks.thrown);
        detail::check(status);
    }
    void run(Simulator &sim, std::uint64_t n_steps, const Law &law = {}) {
        Run silent;
        silent.n_steps = n_steps;
        Ticks ticks;
        ticks.law = law;
        run(sim, silent, ticks);
    }

    // The same without an exception: a law that throws is Status::cancelled, and in ticks.thrown.
    Status try_run(Simulator &sim, Run &run, Ticks &ticks) noexcept {
        const subthal_status status = raw_run(sim, run, ticks);
        return ticks.thrown ? Status::cancelled : static_cast<Status>(status);
    }

    // Advances by `n_steps` and keeps what Simulator::record keeps, and every tick. Throws as run
    // does; what was recorded until then is lost.
    [[nodiscard]] LoopRecorded record(Simulator &sim, std::uint64_t n_steps,
                                      const RecordConfig &config = {}, const Law &law = {});

  private:
    subthal_status raw_run(Simulator &sim, Run &run, Ticks &ticks) noexcept;

    detail::Owner<subthal_loop, subthal_loop_free> owner_;
    double interval_ms_;
};

inline subthal_status Loop::raw_run(Simulator &sim, Run &run, Ticks &ticks) noexcept {
    ticks.thrown = nullptr;
    const auto *const cancel = run.cancel;
    detail::Judge judge(ticks, cancel);
    if (ticks.law) run.cancel = judge.stop();
    const auto call = [&](subthal_simulator *simulator, subthal_run *c) {
        return subthal_loop_run(handle(), simulator, c, ticks.law ? &detail::Judge::ask : nullptr,
                                &judge, ticks.ticks.data(), ticks.ticks.size(), &ticks.n_ticks);
    };
    const subthal_status status = sim.raw_run(run, call);
    run.cancel = cancel;
    return status;
}

inline LoopRecorded Loop::record(Simulator &sim, std::uint64_t n_steps, const RecordConfig &config,
                                 const Law &law) {
    const double most = static_cast<double>(n_steps) * sim.dt_ms() / interval_ms_;
    LoopRecorded kept{{}, std::vector<Tick>(static_cast<std::size_t>(most) + 2)};
    std::size_t n_ticks = 0;
    Ticks piece;
    piece.law = law;
    static_cast<Recorded &>(kept) = sim.keep(n_steps, config, [&](Run &run) {
        piece.ticks = {kept.ticks.data() + n_ticks, kept.ticks.size() - n_ticks};
        this->run(sim, run, piece);
        n_ticks += piece.n_ticks;
    });
    kept.ticks.resize(n_ticks);
    return kept;
}

} // namespace subthal

#endif
