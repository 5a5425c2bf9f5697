// The library itself: its version, and what it knows by name.
#ifndef SUBTHAL_LIBRARY_HPP
#define SUBTHAL_LIBRARY_HPP

#include <subthal/detail.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace subthal {

// The version of the library that is loaded, as major * 10000 + minor * 100 + patch.
[[nodiscard]] inline std::uint32_t version() noexcept { return subthal_version(); }

// The same as text, such as "1.2.3"; the library's, for ever.
[[nodiscard]] inline const char *version_string() noexcept { return subthal_version_string(); }

// The names of a kind: "preset", "model", "rule", "kinetics", "integrator", "metric", "waveform",
// "estimator" or "controller".
[[nodiscard]] inline std::vector<std::string> names(Text kind) {
    return detail::lines_of(detail::fetch_text(subthal_names, kind.c_str()));
}

} // namespace subthal

#endif
