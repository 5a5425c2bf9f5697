// Buffers are the caller's: the library writes where they lie, nothing is copied, a run allocates
// nothing.
#include "check.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <new>
#if __cplusplus >= 202002L
#include <span>
#endif

static std::size_t n_allocations = 0;

void *operator new(std::size_t size) {
    ++n_allocations;
    if (void *memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

using subthal::Span;
static_assert(std::is_convertible_v<std::vector<double> &, Span<double>>);
static_assert(std::is_convertible_v<std::vector<double> &, Span<const double>>);
static_assert(std::is_convertible_v<const std::vector<double> &, Span<const double>>);
static_assert(std::is_convertible_v<std::array<double, 3> &, Span<double>>);
static_assert(std::is_convertible_v<double (&)[3], Span<double>>);
static_assert(std::is_convertible_v<Span<double>, Span<const double>>);
static_assert(!std::is_convertible_v<const std::vector<double> &, Span<double>>);
static_assert(!std::is_convertible_v<std::vector<float> &, Span<const double>>);
#if __cplusplus >= 202002L
static_assert(std::is_convertible_v<std::span<double>, Span<double>>);
static_assert(std::is_convertible_v<std::span<const double>, Span<const double>>);
static_assert(std::is_convertible_v<Span<double> &, std::span<double>>);
#endif

static void views_are_where_the_numbers_are() {
    std::vector<double> numbers{1.0, 2.0, 3.0};
    const Span<const double> view = numbers;
    HOLDS(view.data() == numbers.data() && view.size() == 3 && view[2] == 3.0);
    HOLDS(view.subspan(1, 2).data() == numbers.data() + 1);
    double sum = 0.0;
    for (const double number : view) sum += number;
    HOLDS(sum == 6.0 && Span<double>().empty());
}

// Rows, spikes and inputs of a run in the caller's memory, in pieces and whole, and as record keeps
// them.
static void runs_write_in_place() {
    const auto net = small_network();
    subthal::Simulator whole(net), pieces(net), keeper(net);
    std::vector<double> rows(4000 * 3), input(4000, 20.0);
    std::vector<subthal::Spike> spikes(1000);
    subthal::Run run;
    run.n_steps = 4000;
    run.inputs = input;
    run.rows = rows;
    run.spikes = spikes;
    whole.run(run);
    HOLDS(run.rows.data() == rows.data() && run.n_rows == 4000 && run.n_spikes > 0);
    HOLDS(rows[2] == (rows[0] + rows[1]) / 2.0 && rows.back() != 0.0);

    subthal::Run step;
    std::array<double, 3> row{};
    step.n_steps = 1;
    step.rows = row;
    const std::size_t before = n_allocations;
    bool same = true;
    for (std::size_t k = 0; k < 4000; ++k) {
        step.inputs = Span<const double>(input).subspan(k, 1);
        same = same && pieces.try_run(step) == subthal::Status::ok &&
               std::memcmp(row.data(), &rows[3 * k], sizeof row) == 0;
    }
    HOLDS(same && n_allocations == before);

    const auto kept = keeper.record(4000, {1, input, true});
    HOLDS(kept.rows == rows && kept.n_rows() == 4000 && kept.spikes.size() == run.n_spikes);
    HOLDS(std::memcmp(kept.spikes.data(), spikes.data(), run.n_spikes * sizeof spikes[0]) == 0);
    HOLDS(kept.row(9).data() == kept.rows.data() + 27 && kept.row(9).size() == 3);
    HOLDS(kept.view().rows.data() == kept.rows.data());
    HOLDS(keeper.state_hash() == whole.state_hash() && whole.state_hash() == pieces.state_hash());
    HOLDS(keeper.metric(kept, "stn", "mean_v", 400) == whole.metric(run, "stn", "mean_v", 400));
}

// Every 40th row, counted from the beginning of the simulation; a run that is given no arrays.
static void rows_may_be_thinned() {
    const auto net = small_network();
    subthal::Simulator all(net), some(net), silent(net);
    const auto every_row = all.record(410), thinned = some.record(410, {40, {}, false});
    HOLDS(thinned.n_rows() == 10 && thinned.spikes.empty() && some.row_count(30, 40) == 1);
    for (std::size_t k = 0; k < 10; ++k) HOLDS(thinned.row(k)[0] == every_row.row(40 * k + 39)[0]);
    THROWS(buffer_too_small, "spikes", some.metric(thinned, "stn", "rate")); // none were kept
    silent.run(410);
    HOLDS(silent.state_hash() == all.state_hash());
}

static void answers_may_be_written_in_place() {
    const auto net = small_network();
    subthal::Simulator sim(net);
    std::array<double, 3> v{};
    HOLDS(sim.state("gpe", "v", v) == 3 && sim.state("gpe", "v")[2] == v[2]);
    HOLDS(sim.try_state("gpe", "v", v) == subthal::Status::ok);
    HOLDS(net.cell_values("gpe.i_app", v) == 3 && net.cell_values("gpe.i_app")[0] == v[0]);
    std::array<std::uint32_t, 6> post{};
    HOLDS(net.wiring("stn_to_gpe", {{}, post, {}, {}}) == 6 && post[5] == 2);
}

// A rig's own loop, and the loop with the caller's own law.
static void closed_loops_allocate_nothing() {
    auto net = small_network();
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    subthal::Simulator sim(net.add_stimulator(dbs));
    const subthal::LoopConfig config{"stn.v", "dbs", {"band_rectified"}, {"pi"}};
    subthal::Estimator estimator(config.estimator);
    subthal::Controller controller(config.controller);
    subthal::Loop closed(sim, config);
    const std::size_t id = sim.find_param("dbs.amplitude");
    std::array<double, 3> row{};
    std::array<subthal::Tick, 64> room{};
    subthal::Run run;
    run.n_steps = run.every = 40;
    run.rows = row;
    subthal::Ticks ticks;
    ticks.ticks = room;
    ticks.law = [](const subthal::Tick &seen) { return seen.estimate; };
    subthal::Estimate estimate{};
    subthal::Stimulus stimulus{};
    const std::size_t before = n_allocations;
    for (std::size_t ms = 0; ms < 100; ++ms) {
        const bool went = sim.try_run(run) == subthal::Status::ok &&
                          estimator.try_update(row[2], estimate) == subthal::Status::ok &&
                          controller.try_update(estimate, stimulus) == subthal::Status::ok &&
                          sim.try_set(id, stimulus.amplitude) == subthal::Status::ok &&
                          closed.try_run(sim, run, ticks) == subthal::Status::ok;
        if (!went) fail(__LINE__, "a turn", subthal::last_error());
    }
    HOLDS(sim.delivered("dbs").n_pulses > 0 && n_allocations == before);
}

int main() {
    views_are_where_the_numbers_are();
    runs_write_in_place();
    rows_may_be_thinned();
    answers_may_be_written_in_place();
    closed_loops_allocate_nothing();
    return verdict();
}
