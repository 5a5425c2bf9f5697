// Save a network as text, read it back, and see that it says the same.
#include "cookbook.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

int main() {
    const std::string text = parkinsonian().to_text();
    std::ofstream("network.toml") << text;

    std::ifstream file("network.toml");
    const std::string read(std::istreambuf_iterator<char>(file), {});
    const auto again = subthal::Network::from_text(read);
    std::printf("%zu characters; read back, they are %s\n", text.size(),
                again.to_text() == text ? "the same" : "others");
}
