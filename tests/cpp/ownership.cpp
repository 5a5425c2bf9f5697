// Owners are as large as a pointer where they own nothing else, move, do not copy, and give back.
#include "check.hpp"

#include <utility>

using subthal::Network;
using subthal::Simulator;

static_assert(!std::is_copy_constructible_v<Network> && !std::is_copy_assignable_v<Network>);
static_assert(!std::is_copy_constructible_v<Simulator> && !std::is_copy_assignable_v<Simulator>);
static_assert(std::is_nothrow_move_constructible_v<Network>);
static_assert(std::is_nothrow_move_assignable_v<Network>);
static_assert(std::is_nothrow_move_constructible_v<Simulator>);
static_assert(std::is_nothrow_move_assignable_v<Simulator>);
static_assert(sizeof(Network) == sizeof(void *));

static void moves_carry_the_object() {
    auto net = small_network();
    const auto *handle = net.handle();
    Network other = std::move(net);
    HOLDS(other.handle() == handle && net.handle() == nullptr);
    THROWS(null_argument, "net is NULL", net.seed());
    THROWS(null_argument, "net is NULL", Simulator(net));
    net = std::move(other); // one that was moved from may be assigned to
    HOLDS(net.seed() == 7 && other.handle() == nullptr);

    Simulator sim(net);
    sim.run(100);
    Simulator moved = std::move(sim);
    HOLDS(moved.step() == 100);
    THROWS(null_argument, "sim is NULL", sim.step());
    subthal::Run run;
    HOLDS(sim.try_run(run) == subthal::Status::null_argument);
    sim = std::move(moved);
    sim.run(100);
    HOLDS(sim.step() == 200);
}

static void simulators_outlive_their_network() {
    Simulator sim = [] { return Simulator(small_network()); }();
    sim.run(10);
    HOLDS(sim.get("stn.i_app") == small_network().get("stn.i_app"));
}

static void copies_are_apart() {
    auto net = small_network();
    auto second = net.copy();
    second.set("stn.i_app", 1.0);
    HOLDS(net.get("stn.i_app") != 1.0 && second.to_text() != net.to_text());
}

static void handles_pass_to_c_and_back() {
    auto net = small_network();
    subthal_network *raw = net.release();
    HOLDS(net.handle() == nullptr);
    auto again = Network::adopt(raw);
    HOLDS(again.seed() == 7);
    raw = again.handle();
    { const Network end = std::move(again); }
    std::uint64_t seed = 0;
    HOLDS(subthal_network_seed(raw, &seed) == SUBTHAL_STATUS_INVALID_HANDLE);
}

// More than can live at once: each is given back.
static void cycles_give_back() {
    for (int i = 0; i < 10000; ++i) {
        Network net(1);
        net.add_population("stn", "stn", 1);
        Simulator sim(net);
        sim.run(1);
        if (sim.step() != 1) fail(__LINE__, "a cycle", "did not run");
    }
    for (int i = 0; i < 70000; ++i) Network net(1);
}

int main() {
    moves_carry_the_object();
    simulators_outlive_their_network();
    copies_are_apart();
    handles_pass_to_c_and_back();
    cycles_give_back();
    return verdict();
}
