// A running network.
#ifndef SUBTHAL_SIMULATOR_HPP
#define SUBTHAL_SIMULATOR_HPP

#include <subthal/machine.hpp>
#include <subthal/moments.hpp>
#include <subthal/network.hpp>
#include <subthal/run.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace subthal {
namespace detail {

struct SimulatorCalls {
    static constexpr auto count = subthal_simulator_param_count;
    static constexpr auto info = subthal_simulator_param_info;
    static constexpr auto find = subthal_simulator_find_param;
    static constexpr auto get = subthal_simulator_get;
    static constexpr auto set = subthal_simulator_set;
    static constexpr auto get_many = subthal_simulator_get_many;
    static constexpr auto set_many = subthal_simulator_set_many;
    static constexpr auto reset = subthal_simulator_reset;
    static constexpr auto save = subthal_simulator_save;
    static constexpr auto load = subthal_simulator_load;
};

} // namespace detail

// It owns all its state. One thread at a time: a call while another is inside throws Status::busy;
// different simulators share nothing. One run of n steps equals n runs of one, bit by bit.
//
// reset takes back parameters that were changed. A snapshot of save has the noise and the spikes
// under way, counts, and parameters changed while running; it loads into a simulator of the same
// network, dt_ms, integrator and precision.
//
// Real-time safe, while they do not fail: run, state into a Span, inject_spike, get_many into a
// Span, set and set_many by id of what a stimulator has, delivered, and the counts; their try_
// twins also when they fail, but for the sentence, which the library may allocate.
class Simulator : public detail::Parameters<Simulator, detail::SimulatorCalls>,
                  public detail::Machine<Simulator, detail::SimulatorCalls>,
                  public detail::Moments<Simulator> {
  public:
    // A simulator before its first step.
    explicit Simulator(const Network &network, const SimulatorConfig &config = {});

    // For calls of subthal.h; nullptr after a move.
    [[nodiscard]] subthal_simulator *handle() const noexcept { return owner_.get(); }

    // ---- running ----

    // Advances by run.n_steps, from and into the caller's arrays, which are used by no one else.
    // Throws Status::diverged with the rows and spikes from before the failing step in place: the
    // simulator then accepts reset only, and divergence() says where. Throws Status::cancelled with
    // those of the steps that are done in place, at most 64 steps after run.cancel was set: step()
    // says how many, and a further run goes on from there with the bits of one that was not
    // cancelled. On any other failure nothing has changed.
    void run(Run &run) { detail::check(raw_run(run, subthal_simulator_run)); }

    // The same without an exception.
    Status try_run(Run &run) noexcept {
        return static_cast<Status>(raw_run(run, subthal_simulator_run));
    }

    // Advances by `n_steps` and writes nothing.
    void run(std::uint64_t n_steps) {
        Run silent;
        silent.n_steps = n_steps;
        run(silent);
    }

    // Advances by `n_steps` and keeps all rows and, unless told otherwise, every spike, however
    // many. Throws as run does; what was recorded until then is lost.
    [[nodiscard]] Recorded record(std::uint64_t n_steps, const RecordConfig &config = {});

    // Makes a cell fire in the next step: its targets receive the spike, its V does not move.
    void inject_spike(Text population, std::uint64_t cell) {
        detail::check(subthal_simulator_inject_spike(handle(), population.c_str(), cell));
    }
    Status try_inject_spike(Text population, std::uint64_t cell) noexcept {
        return static_cast<Status>(
            subthal_simulator_inject_spike(handle(), population.c_str(), cell));
    }

    // ---- where it stands ----

    [[nodiscard]] std::uint64_t step() const { return ask<std::uint64_t>(subthal_simulator_step); }
    [[nodiscard]] double time_ms() const { return ask<double>(subthal_simulator_time_ms); }
    [[nodiscard]] double dt_ms() const { return ask<double>(subthal_simulator_dt_ms); }
    [[nodiscard]] std::uint64_t memory_bytes() const {
        return ask<std::uint64_t>(subthal_simulator_memory_bytes);
    }
    // The most work that a step can be: every cell stepped, every synapse reached by a spike.
    [[nodiscard]] std::uint64_t step_bound() const {
        return ask<std::uint64_t>(subthal_simulator_step_bound);
    }
    // The instruction set in use, such as "avx2"; results do not depend on it.
    [[nodiscard]] std::string backend() const {
        return detail::fetch_text(subthal_simulator_backend, handle());
    }
    // FNV-1a of the complete state: equal on every machine after the same steps.
    [[nodiscard]] std::uint64_t state_hash() const {
        return ask<std::uint64_t>(subthal_simulator_state_hash);
    }
    [[nodiscard]] Divergence divergence() const {
        return detail::record(
            detail::describe<subthal_divergence>(subthal_simulator_divergence, handle()));
    }

    // A state variable of every cell of a population, in the variable's unit: returned, or written
    // into `values`, the number of cells returned.
    [[nodiscard]] std::vector<double> state(Text population, Text variable) const {
        return detail::fetch<std::vector<double>>(subthal_simulator_state, handle(),
                                                  population.c_str(), variable.c_str());
    }
    std::size_t state(Text population, Text variable, Span<double> values) const {
        std::size_t n_cells = 0;
        detail::check(raw_state(population, variable, values, &n_cells));
        return n_cells;
    }
    Status try_state(Text population, Text variable, Span<double> values) const noexcept {
        return static_cast<Status>(raw_state(population, variable, values, nullptr));
    }

    // As get_many, without an exception. `values` that is shorter than `ids` is buffer_too_small,
    // for which the library has no sentence.
    Status try_get_many(Span<const std::size_t> ids, Span<double> values) const noexcept {
        if (values.size() < ids.size()) return Status::buffer_too_small;
        return static_cast<Status>(
            subthal_simulator_get_many(handle(), ids.data(), values.data(), ids.size()));
    }
    // As set and set_many by id, likewise.
    Status try_set(std::size_t id, double value) noexcept {
        return try_set_many({&id, 1}, {&value, 1});
    }
    Status try_set_many(Span<const std::size_t> ids, Span<const double> values) noexcept {
        if (values.size() < ids.size()) return Status::buffer_too_small;
        return static_cast<Status>(
            subthal_simulator_set_many(handle(), ids.data(), values.data(), ids.size()));
    }

    // The populations, in the order in which Spike::population counts them.
    [[nodiscard]] std::size_t population_count() const {
        return ask<std::size_t>(subthal_simulator_population_count);
    }
    [[nodiscard]] PopulationInfo population(std::size_t index) const {
        return detail::record(detail::describe<subthal_population_info>(
            subthal_simulator_population_info, handle(), index));
    }
    [[nodiscard]] std::vector<PopulationInfo> populations() const {
        return detail::all(population_count(), [this](std::size_t i) { return population(i); });
    }

    // Spikes that a population has fired, and times that its V was clamped, since the beginning.
    [[nodiscard]] std::uint64_t spike_count(Text population) const {
        return ask<std::uint64_t>(subthal_simulator_spike_count, population.c_str());
    }
    [[nodiscard]] std::uint64_t clamp_count(Text population) const {
        return ask<std::uint64_t>(subthal_simulator_clamp_count, population.c_str());
    }

    // What a stimulator has delivered since the beginning.
    [[nodiscard]] Delivered delivered(Text stimulator) const {
        return detail::record(detail::describe<subthal_delivered>(subthal_simulator_delivered,
                                                                  handle(), stimulator.c_str()));
    }

    // ---- rows ----

    // Output rows that the next `n_steps` steps will give.
    [[nodiscard]] std::uint64_t row_count(std::uint64_t n_steps, std::uint64_t every = 1) const {
        return ask<std::uint64_t>(subthal_simulator_row_count, n_steps, every);
    }
    [[nodiscard]] std::size_t channel_count() const {
        return ask<std::size_t>(subthal_simulator_channel_count);
    }
    [[nodiscard]] ChannelInfo channel(std::size_t index) const {
        return detail::record(detail::describe<subthal_channel_info>(subthal_simulator_channel_info,
                                                                     handle(), index));
    }
    [[nodiscard]] std::vector<ChannelInfo> channels() const {
        return detail::all(channel_count(), [this](std::size_t i) { return channel(i); });
    }
    [[nodiscard]] std::size_t input_count() const {
        return ask<std::size_t>(subthal_simulator_input_count);
    }
    [[nodiscard]] ChannelInfo input(std::size_t index) const {
        return detail::record(
            detail::describe<subthal_channel_info>(subthal_simulator_input_info, handle(), index));
    }
    [[nodiscard]] std::vector<ChannelInfo> inputs() const {
        return detail::all(input_count(), [this](std::size_t i) { return input(i); });
    }

    // ---- what it did ----

    // A metric, one of names("metric") that is of one population, of the steps just run: of the Run
    // that they filled, which holds all spikes, or of what record kept. Those made from a mean need
    // a probe of the mean "v" or "i_syn". The first `burn_in_steps` do not count. NaN where there
    // is no value.
    [[nodiscard]] double metric(const Run &run, Text population, Text metric,
                                std::uint64_t burn_in_steps = 0) const {
        const subthal_run c = raw(run);
        return ask<double>(subthal_simulator_metric, &c, population.c_str(), metric.c_str(),
                           burn_in_steps);
    }
    [[nodiscard]] double metric(const Recorded &recorded, Text population, Text metric_name,
                                std::uint64_t burn_in_steps = 0) const {
        return metric(recorded.view(), population, metric_name, burn_in_steps);
    }

  private:
    friend detail::Moments<Simulator>; // makes forks
    friend class Loop;                 // runs and keeps by a call of its own
    explicit Simulator(subthal_simulator *owned);

    template <class Out, class Call, class... In> Out ask(Call call, In... in) const {
        return detail::ask<Out>(call, handle(), in...);
    }

    subthal_run raw(const Run &run) const noexcept;
    template <class Call> subthal_status raw_run(Run &run, Call call) noexcept;
    template <class RunPiece>
    Recorded keep(std::uint64_t n_steps, const RecordConfig &config, RunPiece run_piece) const;
    subthal_status raw_state(Text population, Text variable, Span<double> values,
                             std::size_t *n_cells) const noexcept {
        return subthal_simulator_state(handle(), population.c_str(), variable.c_str(),
                                       values.data(), values.size(), n_cells);
    }
    void make_room(Recorded &recorded, Run &piece) const;

    detail::Owner<subthal_simulator, subthal_simulator_free> owner_;
    subthal_run run_defaults_; // filled once, so that a run asks C for nothing but the run
    std::uint64_t n_cells_ = 0;
};

namespace detail {

inline subthal_simulator *new_simulator(const Network &network, const SimulatorConfig &config) {
    const auto c = raw(config);
    return ask<subthal_simulator *>(subthal_simulator_new, network.handle(), &c);
}

} // namespace detail

inline Simulator::Simulator(const Network &network, const SimulatorConfig &config)
    : Simulator(detail::new_simulator(network, config)) {}

inline Simulator::Simulator(subthal_simulator *owned)
    : owner_(owned), run_defaults_(detail::describe<subthal_run>(subthal_run_default)) {
    for (const PopulationInfo &population : populations()) n_cells_ += population.n_cells;
}

inline subthal_run Simulator::raw(const Run &run) const noexcept {
    subthal_run c = run_defaults_;
    c.n_steps = run.n_steps;
    c.every = run.every;
    c.inputs = run.inputs.data();
    c.inputs_len = run.inputs.size();
    c.rows = run.rows.data();
    c.rows_len = run.rows.size();
    c.spikes = run.spikes.data();
    c.spikes_len = run.spikes.size();
    c.n_rows = run.n_rows;
    c.n_spikes = run.n_spikes;
    // What C calls an int that is read atomically.
    static_assert(sizeof *run.cancel == sizeof *c.cancel && std::atomic<int>::is_always_lock_free);
    c.cancel = reinterpret_cast<const std::int32_t *>(run.cancel);
    return c;
}

template <class Call> subthal_status Simulator::raw_run(Run &run, Call call) noexcept {
    subthal_run c = raw(run);
    const subthal_status status = call(handle(), &c);
    run.n_rows = c.n_rows; // unchanged where the call wrote nothing
    run.n_spikes = c.n_spikes;
    return status;
}

// Makes room for the case that every cell fires in every step of the piece.
inline void Simulator::make_room(Recorded &recorded, Run &piece) const {
    const std::size_t kept = recorded.n_spikes, most = kept + piece.n_steps * n_cells_;
    if (recorded.spikes.size() < most) recorded.spikes.resize(2 * most);
    piece.spikes = {recorded.spikes.data() + kept, recorded.spikes.size() - kept};
}

template <class RunPiece>
Recorded Simulator::keep(std::uint64_t n_steps, const RecordConfig &config,
                         RunPiece run_piece) const {
    constexpr std::uint64_t PIECE = 64; // steps: the room for every spike is small, calls are few
    const std::size_t n_inputs = config.inputs.empty() ? 0 : input_count();
    detail::check_sizes("inputs", n_steps * n_inputs, config.inputs.size());
    Recorded recorded{{}, channel_count(), {}, 0, n_steps, config.every};
    recorded.rows.resize(row_count(n_steps, config.every) * recorded.n_channels);

    const Span<double> rows = recorded.rows;
    Run piece;
    piece.every = config.every;
    piece.cancel = config.cancel;
    for (std::uint64_t done = 0, at = 0; done < n_steps; done += piece.n_steps) {
        piece.n_steps = config.spikes ? std::min(PIECE, n_steps - done) : n_steps;
        piece.inputs = config.inputs.subspan(done * n_inputs, piece.n_steps * n_inputs);
        piece.rows = rows.subspan(at, rows.size() - at);
        if (config.spikes) make_room(recorded, piece);
        run_piece(piece);
        at += piece.n_rows * recorded.n_channels;
        recorded.n_spikes += piece.n_spikes;
    }
    if (config.spikes) recorded.spikes.resize(recorded.n_spikes);
    return recorded;
}

inline Recorded Simulator::record(std::uint64_t n_steps, const RecordConfig &config) {
    return keep(n_steps, config, [this](Run &piece) { run(piece); });
}

} // namespace subthal

#endif
