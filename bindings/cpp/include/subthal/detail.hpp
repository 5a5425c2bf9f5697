// How answers are taken from C: one value, a struct, an array, a text. For these headers only.
#ifndef SUBTHAL_DETAIL_HPP
#define SUBTHAL_DETAIL_HPP

#include <subthal/error.hpp>
#include <subthal/span.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace subthal::detail {

// The deleter has no state, so an owner is as large as a pointer. A free that is refused (another
// thread is inside the object) leaks rather than throw from a destructor.
template <auto free_call> struct Free {
    template <class Object> void operator()(Object *object) const noexcept {
        static_cast<void>(free_call(object));
    }
};
template <class Object, auto free_call> using Owner = std::unique_ptr<Object, Free<free_call>>;

// The value that `call` writes through its last argument.
template <class Out, class Call, class... In> Out ask(Call call, In... in) {
    Out out{};
    check(call(in..., &out));
    return out;
}

// The struct that `call` writes through its last argument but one.
template <class Out, class Call, class... In> Out describe(Call call, In... in) {
    Out out{};
    check(call(in..., &out, sizeof out));
    return out;
}

// Asks for the number of elements, then for the elements, in memory of the right size.
template <class Container, class Call, class... In> Container fetch(Call call, In... in) {
    std::size_t needed = 0;
    check(call(in..., nullptr, 0, &needed));
    Container out(needed, typename Container::value_type{});
    check(call(in..., out.data(), out.size(), &needed));
    return out;
}

template <class Call, class... In> std::string fetch_text(Call call, In... in) {
    auto text = fetch<std::string>(call, in...);
    text.pop_back(); // the NUL; std::string has its own
    return text;
}

inline std::vector<std::string> lines_of(const std::string &text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

// Every record from 0 to `count`.
template <class Describe> auto all(std::size_t count, Describe describe_one) {
    std::vector<decltype(describe_one(count))> records;
    records.reserve(count);
    for (std::size_t index = 0; index < count; ++index) records.push_back(describe_one(index));
    return records;
}

// The library's defaults, asked for once.
template <class Config, subthal_status (*fill)(Config *, std::size_t)> const Config &defaults() {
    static const Config config = describe<Config>(fill);
    return config;
}

// An empty text stands for one that was not set.
inline const char *or_null(const std::string &text) noexcept {
    return text.empty() ? nullptr : text.c_str();
}

// What may be NULL in C's defaults is empty here.
inline std::string or_empty(const char *text) { return text == nullptr ? "" : text; }

} // namespace subthal::detail

#endif
