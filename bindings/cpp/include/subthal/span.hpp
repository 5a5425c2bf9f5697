// Views that own nothing: of numbers in a row, and of a text that ends in NUL.
#ifndef SUBTHAL_SPAN_HPP
#define SUBTHAL_SPAN_HPP

#include <cstddef>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

namespace subthal {

// A view of `size()` elements from `data()` on: what std::span is in C++20, and made from one, from
// a std::vector, a std::array or an array. It must not outlive what it views. Span<const T> only
// reads.
template <class T> class Span {
    // Only a change from T to const T is let through: an array of another type has another stride.
    template <class Container>
    using element_of = std::remove_pointer_t<decltype(std::data(std::declval<Container &>()))>;
    template <class Container>
    using if_viewable =
        std::enable_if_t<std::is_convertible_v<element_of<Container> (*)[], T (*)[]> &&
                         std::is_integral_v<decltype(std::size(std::declval<Container &>()))>>;

  public:
    using value_type = std::remove_cv_t<T>;

    constexpr Span() noexcept = default;
    constexpr Span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <class Container, class = if_viewable<Container>>
    constexpr Span(Container &container) noexcept(noexcept(std::data(container)))
        : data_(std::data(container)), size_(std::size(container)) {}
    // A view of a temporary lasts as long as the temporary: to the end of the call it is made in.
    template <class Container, class = if_viewable<const Container>>
    constexpr Span(const Container &container) noexcept(noexcept(std::data(container)))
        : data_(std::data(container)), size_(std::size(container)) {}

    [[nodiscard]] constexpr T *data() const noexcept { return data_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr T &operator[](std::size_t index) const noexcept { return data_[index]; }
    [[nodiscard]] constexpr T *begin() const noexcept { return data_; }
    [[nodiscard]] constexpr T *end() const noexcept { return data_ + size_; }

    // `count` elements from `offset` on; both must lie inside.
    [[nodiscard]] constexpr Span subspan(std::size_t offset, std::size_t count) const noexcept {
        return {data_ + offset, count};
    }

  private:
    T *data_ = nullptr;
    std::size_t size_ = 0;
};

// A text that is passed in: a literal or a std::string, taken as it lies, without an allocation.
class Text {
  public:
    constexpr Text(const char *text) noexcept : text_(text) {}
    Text(const std::string &text) noexcept : text_(text.c_str()) {}

    [[nodiscard]] constexpr const char *c_str() const noexcept { return text_; }

  private:
    const char *text_;
};

} // namespace subthal

#endif
