// From the healthy circuit to a parkinsonian state: five numbers, found by NLopt's Subplex.
//   c++ -std=c++17 search.cpp $(pkg-config --cflags --libs subthal nlopt_cxx) -o search
//   ./search [most evaluations]     NLopt is libnlopt-cxx-dev in Debian; elsewhere `nlopt` alone
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlopt.hpp>
#include <numeric>
#include <subthal.hpp>
#include <valarray>

struct Side {
    const char *path, *unit;
    double low, high;
    bool by_ratio; // equal steps in the logarithm

    double at(double place) const {
        return by_ratio ? low * std::pow(high / low, place) : low + (high - low) * place;
    }
};
static constexpr std::array<Side, 5> BOX{{{"stn.i_app", "uA/cm2", 45, 130, false},
                                          {"gpe.i_app", "pA", -250, 300, false},
                                          {"gpi.i_app", "pA", 100, 500, false},
                                          {"stn_to_gpe.weight", "nS", 2.5, 300, true},
                                          {"gpe_to_stn.weight", "nS", 50, 10000, true}}};
static const std::array<std::string, 6> METRICS{
    "stn.rate", "gpe.rate", "gpi.rate", "stn.beta_prominence", "gpe.beta_prominence", "stn.kappa"};
static constexpr std::array<const char *, 6> WANTED{
    "20 to 35 Hz", "30 to 55 Hz", "75 to 109 Hz", "12 dB or more", "12 dB or more", "0.15 to 0.5"};

using Point = std::vector<double>; // from 0 to 1 across each side of the box
using Seeds = std::vector<std::uint64_t>;
using Row = std::valarray<double>; // (n_seeds)
using Seen = std::array<Row, METRICS.size()>;

static double mean(const Row &row) { return row.sum() / static_cast<double>(row.size()); }
static Row off(const Row &seen, double middle, double half) { // both squared, in what is tolerated
    return std::pow((seen - middle) / half, 2.0);
}
static Row above_0(const Row &excess, double tolerated) {
    return std::pow(excess.apply([](double x) { return x > 0 ? x : 0; }) / tolerated, 2.0);
}

// Rates of monkeys after MPTP, and beta that stands out; kappa has a top, else full synchrony wins.
static double loss_of(const Seen &seen) {
    const auto &[stn_hz, gpe_hz, gpi_hz, stn_db, gpe_db, kappa] = seen;
    const Row rates = off(stn_hz, 27.5, 7.5) + off(gpe_hz, 42.5, 12.5) + off(gpi_hz, 92, 17);
    const Row beta = above_0(12.0 - stn_db, 4) + above_0(12.0 - gpe_db, 4) +
                     above_0(0.15 - kappa, 0.05) + above_0(kappa - 0.5, 0.15);
    return mean(rates / 3.0 + beta / 2.0);
}

// Silence has NaN for a beta, and a trial that failed for everything, which is as bad: both are 0.
static Seen seen_in(const subthal::Answers &answers) {
    Seen seen;
    seen.fill(Row(answers.statuses.size()));
    for (std::size_t trial = 0; trial < answers.statuses.size(); ++trial) {
        if (*answers.sentence(trial)) std::fprintf(stderr, "%s\n", answers.sentence(trial));
        for (std::size_t m = 0; m < seen.size(); ++m)
            if (!std::isnan(answers.at(trial, m))) seen[m][trial] = answers.at(trial, m);
    }
    return seen;
}

// A trial a seed, all in one call; each draws its own wiring, cells and noise.
static Seen run(const subthal::Network &net, const Point &point, const Seeds &seeds,
                double measured_ms) {
    std::vector<std::size_t> params;
    std::vector<double> values; // (n_seeds x n_params)
    for (const Side &side : BOX) params.push_back(net.find_param(side.path));
    for (std::size_t trial = 0; trial < seeds.size(); ++trial)
        for (std::size_t i = 0; i < BOX.size(); ++i) values.push_back(BOX[i].at(point[i]));
    subthal::Batch batch;
    batch.params = params;
    batch.values = values;
    batch.seeds = seeds;
    batch.metrics = {METRICS.begin(), METRICS.end()};
    subthal::Protocol protocol;
    protocol.burn_in_ms = 300;
    protocol.measured_ms = measured_ms;
    protocol.redraw_wiring = true;
    return seen_in(subthal::evaluate(net, batch, protocol));
}

struct Search {
    using Clock = std::chrono::steady_clock;
    const subthal::Network &net;
    Seeds seeds{1, 2, 3, 4}; // for every point: else a lucky draw passes for a good step
    double n_evaluations = 0, least_loss = INFINITY;
    Clock::time_point begin = Clock::now();
};

static double objective(const Point &point, Point &, void *context) try {
    auto &search = *static_cast<Search *>(context);
    const Seen seen = run(search.net, point, search.seeds, 2000);
    const double loss = loss_of(seen), n_trials = ++search.n_evaluations * search.seeds.size();
    if (loss >= search.least_loss) return loss;
    search.least_loss = loss;
    const std::chrono::duration<double> took_s = Search::Clock::now() - search.begin;
    std::printf("%11.0f %8.0f %8.3f", search.n_evaluations, n_trials / took_s.count(), loss);
    for (const Row &row : seen) std::printf(" %6.2f", mean(row));
    std::puts("");
    return loss;
} catch (const subthal::Error &error) { // NLopt ends then, and says no more than "failure"
    std::fprintf(stderr, "%s\n", error.what());
    throw;
}

static void print_found(const Point &point, const Seen &seen) {
    std::printf("Found, and seen on 10 seeds that are new to it, loss %.3f:\n", loss_of(seen));
    for (std::size_t i = 0; i < BOX.size(); ++i)
        std::printf("%-20s %7.2f %s\n", BOX[i].path, BOX[i].at(point[i]), BOX[i].unit);
    for (std::size_t m = 0; m < seen.size(); ++m)
        std::printf("%-20s %7.2f (%.2f to %.2f), wanted %s\n", METRICS[m].c_str(), mean(seen[m]),
                    seen[m].min(), seen[m].max(), WANTED[m]);
}

int main(int argc, char **argv) try {
    const int most_evaluations = argc > 1 ? std::atoi(argv[1]) : 120;
    if (most_evaluations < 1) throw std::invalid_argument("usage: search [most evaluations]");
    const auto net = subthal::Network::preset("stn_gpe_gpi_adex_healthy");
    Search search{net};
    nlopt::opt optimiser(nlopt::LN_SBPLX, BOX.size()); // of six tried, it and Nelder-Mead came near
    optimiser.set_lower_bounds(0.0);
    optimiser.set_upper_bounds(1.0);
    optimiser.set_min_objective(objective, &search);
    optimiser.set_maxeval(most_evaluations);
    std::puts("evaluations trials/s     loss   rates of STN, GPe, GPi, Hz; beta, dB; kappa");
    const Point point = optimiser.optimize(Point(BOX.size(), 0.5));
    Seeds unseen(10);
    std::iota(unseen.begin(), unseen.end(), 1000001);
    print_found(point, run(net, point, unseen, 3000));
} catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
