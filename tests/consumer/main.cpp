// main VERSION: from C++, the library is of the version that was asked for.
#include <subthal.hpp>

#include <iostream>
#include <string>

int main(int argc, char **argv) {
    const std::string expected = argc > 1 ? argv[1] : "(none given)";
    std::cout << "expected " << expected << ", library " << subthal::version_string() << '\n';
    return expected == subthal::version_string() ? 0 : 1;
}
