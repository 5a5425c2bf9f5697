// Batches: what a trial gives, progress, cancelling, and exceptions that stay out of C.
#include "check.hpp"

#include <cmath>

struct Refusal {
    int number;
};

static const std::vector<std::uint64_t> SEEDS(20000, 1);

static subthal::Protocol short_protocol() {
    subthal::Protocol protocol;
    protocol.burn_in_ms = 10.0;
    protocol.measured_ms = 20.0;
    return protocol;
}

// The parameters of a batch, and a trial that fails beside one that does not.
static void trials_have_their_own_status(const subthal::Network &net) {
    const std::size_t params[] = {net.find_param("stn.i_app")};
    const double values[] = {30.0, 1e9, 50.0};
    subthal::Batch batch;
    batch.params = params;
    batch.values = values;
    batch.seeds = {SEEDS.data(), 3};
    batch.metrics = {"stn.rate", "gpe.mean_v"};
    std::size_t asked = 0;
    const auto answers = subthal::evaluate(net, batch, short_protocol(), [&](auto done, auto n) {
        asked += done <= n && n == 3;
        return true;
    });
    HOLDS(!answers.cancelled && asked > 0 && answers.n_metrics == 2);
    HOLDS(answers.status(0) == subthal::Status::ok && answers.at(0, 1) < 0.0);
    HOLDS(answers.status(1) == subthal::Status::out_of_range && std::isnan(answers.at(1, 0)));
    HOLDS(std::string(answers.sentence(1)).find("stn.i_app = 1e9") == 0);
    HOLDS(*answers.sentence(0) == '\0' && *answers.sentence(2) == '\0');

    std::vector<double> results(6);
    HOLDS(subthal::evaluate_into(net, batch, short_protocol(), results, {}));
    HOLDS(results[1] == answers.at(0, 1) && results[5] == answers.at(2, 1));
    results.pop_back();
    THROWS(buffer_too_small, "results", subthal::evaluate_into(net, batch, {}, results, {}));
    batch.metrics = {"stn.rats"};
    THROWS(unknown_name, "nearest", subthal::evaluate(net, batch));
}

static void progress_cancels(const subthal::Network &net) {
    subthal::Batch batch;
    batch.seeds = SEEDS;
    batch.metrics = {"stn.rate"};
    const auto stop = [](std::size_t, std::size_t) { return false; };
    const auto answers = subthal::evaluate(net, batch, short_protocol(), stop);
    HOLDS(answers.cancelled && answers.status(SEEDS.size() - 1) == subthal::Status::cancelled);
    HOLDS(std::isnan(answers.at(SEEDS.size() - 1, 0)));
    HOLDS(std::string(answers.sentence(SEEDS.size() - 1)) == "cancelled by the caller");
}

// The exception cancels the batch, passes the library untouched and comes out here.
static void exceptions_come_through(const subthal::Network &net) {
    subthal::Batch batch;
    batch.seeds = SEEDS;
    batch.metrics = {"stn.rate"};
    std::size_t asked = 0;
    try {
        static_cast<void>(subthal::evaluate(net, batch, short_protocol(), [&](auto, auto) -> bool {
            ++asked;
            throw Refusal{42};
        }));
        fail(__LINE__, "an exception", "was lost");
    } catch (const Refusal &refusal) {
        HOLDS(refusal.number == 42 && asked == 1);
    }
    HOLDS(net.seed() == 7); // nothing is left busy
}

int main() {
    const auto net = small_network();
    trials_have_their_own_status(net);
    progress_cancels(net);
    exceptions_come_through(net);
    return verdict();
}
