// A moment of a simulator, and what was done to it: forked, logged, done again.
#ifndef SUBTHAL_MOMENTS_HPP
#define SUBTHAL_MOMENTS_HPP

#include <subthal/detail.hpp>
#include <subthal/records.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace subthal {

// Make one with what log_save gave, and use it until `ended`: a replay writes the members below the
// line and goes on where they say that the last one ended.
struct Replay {
    Span<const std::uint8_t> log = {};
    std::uint64_t max_steps = UINT64_MAX; // do at most so many more of the logged steps
    // ----
    std::uint64_t position = 0, steps_into = 0; // where the next one goes on
    std::uint64_t n_steps = 0;                  // logged steps done since the beginning
    std::uint64_t n_equal = 0;                  // states that were the same as the log says
    std::uint64_t equal_step = 0;               // the last of them, in steps done
    std::uint64_t departed_step = 0;            // the first that was not, in steps done
    bool departed = false;                      // there was one, at which the replay ends
    bool ended = false;                         // nothing is left to be done
    bool was_full = false;                      // what came after the log was full is not in it
};

namespace detail {

// What a replay has come to, from one struct to the other.
template <class From, class To> void copy_progress(const From &from, To &to) {
    to.position = from.position;
    to.steps_into = from.steps_into;
    to.n_steps = from.n_steps;
    to.n_equal = from.n_equal;
    to.equal_step = from.equal_step;
    to.departed_step = from.departed_step;
    to.departed = from.departed;
    to.ended = from.ended;
    to.was_full = from.was_full;
}

// `Self` is the simulator: it has handle(), and is made from one that it then owns.
template <class Self> class Moments {
  public:
    // A second simulator at the same moment, on the same synapses; it goes its own way from here.
    [[nodiscard]] Self fork() const {
        return Self(ask<subthal_simulator *>(subthal_simulator_fork, handle()));
    }

    // Logs what is done from now on, in memory reserved now, and hashes the state after the first
    // run that passes a multiple of `hash_every` steps; 0 is never. An earlier log is gone.
    void log_start(std::size_t capacity_bytes, std::uint64_t hash_every = 0) {
        check(subthal_simulator_log_start(handle(), capacity_bytes, hash_every));
    }
    void log_stop() { check(subthal_simulator_log_stop(handle())); }
    [[nodiscard]] LogInfo log_info() const {
        return record(describe<subthal_log_info>(subthal_simulator_log_info, handle()));
    }
    [[nodiscard]] std::vector<std::uint8_t> log_save() const {
        return fetch<std::vector<std::uint8_t>>(subthal_simulator_log_save, handle());
    }

    // Does what a log tells again, and compares; ends at the first state that departs.
    void replay(Replay &replay) {
        auto c = describe<subthal_replay>(subthal_replay_default);
        c.log = replay.log.data();
        c.log_len = replay.log.size();
        c.max_steps = replay.max_steps;
        copy_progress(replay, c);
        const subthal_status status = subthal_simulator_replay(handle(), &c);
        copy_progress(c, replay); // unchanged where the call did nothing
        check(status);
    }

  protected:
    ~Moments() = default; // a part of Self, never an object of its own
    Moments() = default;
    Moments(Moments &&) noexcept = default;
    Moments &operator=(Moments &&) noexcept = default;

  private:
    auto *handle() const noexcept { return static_cast<const Self *>(this)->handle(); }
};

} // namespace detail
} // namespace subthal

#endif
