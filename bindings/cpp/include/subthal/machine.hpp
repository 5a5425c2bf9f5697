// What has a state that can be saved: a simulator, an estimator, a controller, a loop.
#ifndef SUBTHAL_MACHINE_HPP
#define SUBTHAL_MACHINE_HPP

#include <subthal/detail.hpp>

#include <cstdint>
#include <vector>

namespace subthal::detail {

// `Self` has handle(), and `Calls` the C functions that take it.
template <class Self, class Calls> class Machine {
  public:
    // Back to the beginning, with what it was made with: it equals a new one.
    void reset() { check(Calls::reset(handle())); }

    // The complete state as bytes, the same on every machine: returned, or written into `bytes`,
    // their number returned.
    [[nodiscard]] std::vector<std::uint8_t> save() const {
        return fetch<std::vector<std::uint8_t>>(Calls::save, handle());
    }
    std::size_t save(Span<std::uint8_t> bytes) const {
        return ask<std::size_t>(Calls::save, handle(), bytes.data(), bytes.size());
    }

    // Goes on as the one that was saved did, bit by bit. It may come from another process, but of
    // the same network and configuration; what is damaged or belongs elsewhere throws
    // Status::invalid_argument and changes nothing.
    void load(Span<const std::uint8_t> bytes) {
        check(Calls::load(handle(), bytes.data(), bytes.size()));
    }

  protected:
    ~Machine() = default; // a part of Self, never an object of its own
    Machine() = default;
    Machine(Machine &&) noexcept = default;
    Machine &operator=(Machine &&) noexcept = default;

  private:
    auto *handle() const noexcept { return static_cast<const Self *>(this)->handle(); }
};

} // namespace subthal::detail

#endif
