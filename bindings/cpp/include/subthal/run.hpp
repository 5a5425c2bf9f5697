// What a run reads and writes, in the caller's memory; and a run that keeps what it wrote.
#ifndef SUBTHAL_RUN_HPP
#define SUBTHAL_RUN_HPP

#include <subthal/records.hpp>
#include <subthal/span.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace subthal {

// Make one, set what is wanted, and use it for any number of runs: a run writes the two members
// below the first line and reads the others. An array that is empty is not wanted.
struct Run {
    std::uint64_t n_steps = 0;      // steps to advance
    std::uint64_t every = 1;        // a row after every so many steps since the beginning
    Span<const double> inputs = {}; // (n_steps x input_count): row k acts during the k-th step
    Span<double> rows = {};         // (row_count x channel_count) or more
    Span<Spike> spikes = {};        // by step, population, cell; n_steps x the cells hold any run's
    // ----
    std::uint64_t n_rows = 0;   // output rows
    std::uint64_t n_spikes = 0; // spikes fired; the first of them are in spikes, if it is short
    // ----
    const std::atomic<int> *cancel = nullptr; // another thread ends the run by storing other than 0
};

// What Simulator::record is to keep.
struct RecordConfig {
    std::uint64_t every = 1;                  // as in Run
    Span<const double> inputs = {};           // as in Run
    bool spikes = true;                       // keep every spike
    const std::atomic<int> *cancel = nullptr; // as in Run
};

// What a run did: rows and spikes in memory of its own.
struct Recorded {
    std::vector<double> rows;  // (n_rows x n_channels), row after row
    std::size_t n_channels;    // columns of rows
    std::vector<Spike> spikes; // all of them, if they were asked for
    std::uint64_t n_spikes;    // fired, kept or not
    std::uint64_t n_steps;     // steps that were run
    std::uint64_t every;       // steps from one row to the next

    [[nodiscard]] std::size_t n_rows() const noexcept {
        return n_channels == 0 ? 0 : rows.size() / n_channels;
    }
    [[nodiscard]] Span<const double> row(std::size_t index) const noexcept {
        return {rows.data() + index * n_channels, n_channels};
    }
    // The run this was, for metrics, which only read; a view of these rows and spikes.
    [[nodiscard]] Run view() const noexcept {
        Run run;
        run.n_steps = n_steps;
        run.every = every;
        run.rows = {const_cast<double *>(rows.data()), rows.size()};
        run.spikes = {const_cast<Spike *>(spikes.data()), spikes.size()};
        run.n_rows = n_rows();
        run.n_spikes = n_spikes;
        return run;
    }
};

} // namespace subthal

#endif
