// What a call came to: a Status, or an Error that is thrown.
#ifndef SUBTHAL_ERROR_HPP
#define SUBTHAL_ERROR_HPP

#include <subthal.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace subthal {

// subthal_status by its C++ names. Numbers that a newer library adds pass through unchanged.
enum class [[nodiscard]] Status : std::int32_t{
    ok = SUBTHAL_STATUS_OK,
    null_argument = SUBTHAL_STATUS_NULL_ARGUMENT,
    invalid_handle = SUBTHAL_STATUS_INVALID_HANDLE,
    busy = SUBTHAL_STATUS_BUSY,
    unknown_name = SUBTHAL_STATUS_UNKNOWN_NAME,
    duplicate_name = SUBTHAL_STATUS_DUPLICATE_NAME,
    out_of_range = SUBTHAL_STATUS_OUT_OF_RANGE,
    invalid_argument = SUBTHAL_STATUS_INVALID_ARGUMENT,
    fixed_while_running = SUBTHAL_STATUS_FIXED_WHILE_RUNNING,
    buffer_too_small = SUBTHAL_STATUS_BUFFER_TOO_SMALL,
    too_large = SUBTHAL_STATUS_TOO_LARGE,
    bad_text = SUBTHAL_STATUS_BAD_TEXT,
    diverged = SUBTHAL_STATUS_DIVERGED,
    stopped = SUBTHAL_STATUS_STOPPED,
    rounding_mode = SUBTHAL_STATUS_ROUNDING_MODE,
    cancelled = SUBTHAL_STATUS_CANCELLED,
    panic = SUBTHAL_STATUS_PANIC,
};

// The name of a status in lower case, such as "out_of_range"; "unknown" for other numbers.
[[nodiscard]] inline const char *status_name(Status status) noexcept {
    return subthal_status_name(static_cast<std::int32_t>(status));
}

// The sentence of this thread's last failing call, of a try_ function say; "" before the first. It
// is the library's, and stays until the thread's next failing call.
[[nodiscard]] inline const char *last_error() noexcept { return subthal_last_error(); }

// A call that failed: what() is the library's sentence, such as one that names a parameter, its
// value and its range. Objects are as they were, unless the function says otherwise.
class Error : public std::runtime_error {
  public:
    Error(Status status, const std::string &sentence)
        : std::runtime_error(sentence), status_(status) {}

    [[nodiscard]] Status status() const noexcept { return status_; }

  private:
    Status status_;
};

namespace detail {

// Apart from check, so that what is inlined into a loop is one comparison.
[[noreturn]] inline void fail(subthal_status status) {
    throw Error(static_cast<Status>(status), subthal_last_error());
}

inline void check(subthal_status status) {
    if (status != SUBTHAL_STATUS_OK) fail(status);
}

// Arrays that C takes with one length must have one.
inline void check_sizes(const char *what, std::size_t expected, std::size_t given) {
    if (expected == given) return;
    throw Error(Status::invalid_argument, std::string(what) + " has " + std::to_string(given) +
                                              " elements, not " + std::to_string(expected));
}

} // namespace detail
} // namespace subthal

#endif
