// What the library tells about populations, projections, parameters, channels and metrics.
#ifndef SUBTHAL_RECORDS_HPP
#define SUBTHAL_RECORDS_HPP

#include <subthal.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace subthal {

// One spike: the step in which a cell fired, at (step + 1) x dt_ms; population and cell from 0.
using Spike = subthal_spike;

struct PopulationInfo {
    std::string name;
    std::string model;
    std::uint64_t n_cells;
};

struct ProjectionInfo {
    std::string name;
    std::string from;
    std::string to;
    std::string rule;
    std::string weight_unit; // "nS" or "mS/cm2"
    bool weight_is_total;    // the synapses of a target cell share the weight
    bool unit_peak;          // one spike brings s to 1 at its peak
    bool saturating;         // s of a synapse is held at 1
    double unit_factor;      // multiplies the current; 1 is none
    std::string kinetics;    // what opens the synapses, one of names("kinetics")
};

struct ParamInfo {
    std::size_t id;      // its place in the list; never changes
    std::string path;    // "population.parameter"
    std::string unit;    // of the values below; "1" for a pure number
    std::string meaning; // in a line
    double default_value;
    double min;
    double max;
    std::uint64_t n_cells; // cells that may differ in it; 0 where it is one for all
    bool while_running;    // a simulator accepts a new value
};

struct ChannelInfo {
    std::string name; // "population.variable[cell]", "population.variable", or an input's own
    std::string unit;
};

struct Divergence {
    bool diverged; // else nothing else here has a meaning
    std::string population;
    std::uint64_t cell;
    std::uint64_t step;
};

struct LogInfo {
    std::size_t capacity_bytes; // what it was given
    std::size_t used_bytes;     // what log_save writes now
    std::uint64_t n_steps;      // steps that are in it
    bool is_full;               // something did not fit in: nothing is logged since then
};

struct MetricInfo {
    std::string name;
    std::string unit;
    std::string meaning;
    // 0: spikes. 1: the mean of V. 2: the mean of "i_syn". 3: spikes that answer a train of pulses,
    // "population.train.metric" in a batch
    int needs_signal;
    int n_populations; // 1 or 2
};

// The synapses of a projection, ordered by source: four arrays of equal length.
struct Wiring {
    std::vector<std::uint32_t> pre;  // source cell
    std::vector<std::uint32_t> post; // target cell
    std::vector<double> weight;      // in the projection's unit, its weight_scale left out
    std::vector<double> delay_ms;    // a simulator rounds it to whole steps
};

namespace detail {

inline PopulationInfo record(const subthal_population_info &c) {
    return {c.name, c.model, c.n_cells};
}

inline ProjectionInfo record(const subthal_projection_info &c) {
    return {c.name,
            c.from,
            c.to,
            c.rule,
            c.weight_unit,
            c.weight_is_total != 0,
            c.unit_peak != 0,
            c.saturating != 0,
            c.unit_factor,
            c.kinetics};
}

inline ParamInfo record(std::size_t id, const subthal_param_info &c) {
    return {id,    c.path, c.unit,    c.meaning,           c.default_value,
            c.min, c.max,  c.n_cells, c.while_running != 0};
}

inline ChannelInfo record(const subthal_channel_info &c) { return {c.name, c.unit}; }

inline Divergence record(const subthal_divergence &c) {
    return {c.diverged != 0, c.population, c.cell, c.step};
}

inline LogInfo record(const subthal_log_info &c) {
    return {c.capacity_bytes, c.used_bytes, c.n_steps, c.is_full != 0};
}

inline MetricInfo record(const subthal_metric_info &c) {
    return {c.name, c.unit, c.meaning, c.needs_signal, c.n_populations};
}

} // namespace detail
} // namespace subthal

#endif
