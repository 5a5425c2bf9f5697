// Meet an error: its status to branch on, its sentence to read.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    auto net = parkinsonian();
    try {
        net.set("stn.i_ap", 30.0);
    } catch (const subthal::Error &error) {
        std::printf("%s: %s\n", subthal::status_name(error.status()), error.what());
    }
    try {
        net.set("stn.i_app", 1e9);
    } catch (const subthal::Error &error) {
        if (error.status() != subthal::Status::out_of_range) throw;
        std::printf("and %s\n", error.what());
    } // nothing has changed: the network is as good as before
}
