// main VERSION: from C++, the library is of the version that was asked for.
#include <subthal.h>

#include <iostream>
#include <string>

int main(int argc, char **argv) {
    const std::string expected = argc > 1 ? argv[1] : "(none given)";
    std::cout << "expected " << expected << ", library " << subthal_version_string() << '\n';
    return expected == subthal_version_string() ? 0 : 1;
}
