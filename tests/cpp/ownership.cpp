// Owners are as large as a pointer where they own nothing else, move, do not copy, and give back.
#include "check.hpp"

#include <utility>

using subthal::Controller;
using subthal::Estimator;
using subthal::Loop;
using subthal::Network;
using subthal::Simulator;

template <class Owner>
constexpr bool only_moves =
    !std::is_copy_constructible_v<Owner> && !std::is_copy_assignable_v<Owner> &&
    std::is_nothrow_move_constructible_v<Owner> && std::is_nothrow_move_assignable_v<Owner>;
static_assert(only_moves<Network> && only_moves<Simulator> && only_moves<Estimator>);
static_assert(only_moves<Controller> && only_moves<Loop>);
static_assert(sizeof(Network) == sizeof(void *) && sizeof(Estimator) == sizeof(void *));
static_assert(sizeof(Controller) == sizeof(void *));

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

// An estimator, a controller and a loop of it, which outlives the simulator it was made for.
static void machines_move() {
    auto net = small_network();
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    net.add_stimulator(dbs);
    Estimator est(subthal::EstimatorConfig{"bursts"}), other = std::move(est);
    Controller ctl(subthal::ControllerConfig{"pi"}), second = std::move(ctl);
    const subthal::LoopConfig config{"stn.v", "dbs", {"bursts"}, {"pi"}};
    Loop loop = [&] { return Loop(Simulator(net), config); }(), closed = std::move(loop);
    HOLDS(est.handle() == nullptr && ctl.handle() == nullptr && loop.handle() == nullptr);
    THROWS(null_argument, "est is NULL", est.save());
    THROWS(null_argument, "ctl is NULL", ctl.reset());
    THROWS(null_argument, "closed is NULL", loop.reset());
    Simulator sim(net);
    closed.run(sim, 40);
    est = std::move(other);
    ctl = std::move(second);
    HOLDS(est.update(1.0).n_refused == 0 && ctl.update(1.0).n_refused == 0 && sim.step() == 40);

    auto *const raw_est = est.handle();
    auto *const raw_ctl = ctl.handle();
    auto *const raw_loop = closed.handle();
    {
        const Estimator end = std::move(est);
        const Controller end_too = std::move(ctl);
        const Loop end_as_well = std::move(closed);
    }
    HOLDS(subthal_estimator_reset(raw_est) == SUBTHAL_STATUS_INVALID_HANDLE);
    HOLDS(subthal_controller_reset(raw_ctl) == SUBTHAL_STATUS_INVALID_HANDLE);
    HOLDS(subthal_loop_reset(raw_loop) == SUBTHAL_STATUS_INVALID_HANDLE);
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
    machines_move();
    cycles_give_back();
    return verdict();
}
