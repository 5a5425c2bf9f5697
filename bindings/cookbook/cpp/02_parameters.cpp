// Set a parameter by path; list every parameter with its unit and range.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    auto net = parkinsonian();
    net.set("gpe_to_stn.weight_scale", 1.2);
    for (const auto &param : net.params())
        std::printf("%-28s %10g %-8s [%g, %g] %s\n", param.path.c_str(), net.get(param.id),
                    param.unit.c_str(), param.min, param.max, param.meaning.c_str());
}
