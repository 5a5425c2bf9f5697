// Parameters by path and by id: the same words for a network and for a simulator.
#ifndef SUBTHAL_PARAMETERS_HPP
#define SUBTHAL_PARAMETERS_HPP

#include <subthal/detail.hpp>
#include <subthal/records.hpp>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace subthal::detail {

// `Self` has handle(), and `Calls` the C functions that take it.
//
// A path is "population.parameter", "population.noise.parameter" or "projection.parameter"; an
// unknown one is answered with the nearest. Ids count from 0 and are the same in a network and its
// simulators. A value out of its range, or NaN, throws and changes nothing.
template <class Self, class Calls> class Parameters {
  public:
    [[nodiscard]] std::size_t param_count() const {
        return ask<std::size_t>(Calls::count, handle());
    }

    // The record of a parameter: unit, meaning, default, range.
    [[nodiscard]] ParamInfo param(std::size_t id) const {
        return record(id, describe<subthal_param_info>(Calls::info, handle(), id));
    }
    [[nodiscard]] ParamInfo param(Text path) const { return param(find_param(path)); }

    [[nodiscard]] std::vector<ParamInfo> params() const {
        return all(param_count(), [this](std::size_t id) { return param(id); });
    }

    [[nodiscard]] std::size_t find_param(Text path) const {
        return ask<std::size_t>(Calls::find, handle(), path.c_str());
    }

    [[nodiscard]] double get(Text path) const {
        return ask<double>(Calls::get, handle(), path.c_str());
    }
    [[nodiscard]] double get(std::size_t id) const {
        double value = 0.0;
        check(Calls::get_many(handle(), &id, &value, 1));
        return value;
    }

    // Sets a parameter for all cells: of a network, from the start; of a simulator, from the next
    // step on and until its reset.
    void set(Text path, double value) { check(Calls::set(handle(), path.c_str(), value)); }
    void set(std::size_t id, double value) { check(Calls::set_many(handle(), &id, &value, 1)); }

    // The values of `ids`, into `values` of the same size or returned.
    void get_many(Span<const std::size_t> ids, Span<double> values) const {
        check_sizes("values", ids.size(), values.size());
        check(Calls::get_many(handle(), ids.data(), values.data(), ids.size()));
    }
    [[nodiscard]] std::vector<double> get_many(Span<const std::size_t> ids) const {
        std::vector<double> values(ids.size());
        get_many(ids, values);
        return values;
    }

    // Sets several, all or none.
    void set_many(Span<const std::size_t> ids, Span<const double> values) {
        check_sizes("values", ids.size(), values.size());
        check(Calls::set_many(handle(), ids.data(), values.data(), ids.size()));
    }
    void set_many(std::initializer_list<std::pair<Text, double>> assignments) {
        std::vector<std::size_t> ids;
        std::vector<double> values;
        for (const auto &[path, value] : assignments) {
            ids.push_back(find_param(path));
            values.push_back(value);
        }
        set_many(ids, values);
    }

  protected:
    ~Parameters() = default; // a part of Self, never an object of its own
    Parameters() = default;
    Parameters(Parameters &&) noexcept = default;
    Parameters &operator=(Parameters &&) noexcept = default;

  private:
    auto *handle() const noexcept { return static_cast<const Self *>(this)->handle(); }
};

} // namespace subthal::detail

#endif
