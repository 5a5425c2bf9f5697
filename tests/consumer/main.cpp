// main VERSION: the same from C++.
#include <subthal.h>

#include <iostream>
#include <string>

int main(int argc, char **argv) {
    const std::string expected = argc > 1 ? argv[1] : "(none given)";
    std::cout << "subthal " << subthal_version() << ", expected " << expected << '\n';
    return expected == subthal_version() ? 0 : 1;
}
