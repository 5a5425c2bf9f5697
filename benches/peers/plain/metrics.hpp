// What this library measures of a trial: mean rate, CV of interspike intervals, the seed's beta of
// mean V.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

using Trains = std::vector<std::vector<int>>; // steps of the spikes of each cell

struct Window {
    int first, end; // steps
    double dt_ms;

    double seconds() const { return (end - first) * dt_ms / 1000.0; }
};

inline double mean_rate(const Trains &trains, const Window &window) {
    size_t n_spikes = 0;
    for (const auto &train : trains)
        for (int step : train) n_spikes += step >= window.first;
    return n_spikes / window.seconds() / trains.size();
}

// SD (n - 1) over mean, of the intervals of steps that lie in the window; 0 of fewer than 3
inline double cv(const std::vector<int> &train, int first) {
    double sum = 0.0, squares = 0.0;
    int n = 0;
    for (size_t k = 1; k < train.size(); ++k) {
        if (train[k - 1] < first) continue;
        const double interval = train[k] - train[k - 1];
        sum += interval, squares += interval * interval, ++n;
    }
    if (n < 3) return 0.0;
    const double mean = sum / n;
    return std::sqrt(std::fmax(squares - n * mean * mean, 0.0) / (n - 1)) / mean;
}

// mean over the cells with at least 3 intervals
inline double mean_cv(const Trains &trains, const Window &window) {
    double sum = 0.0;
    int n = 0;
    for (const auto &train : trains) {
        const double value = cv(train, window.first);
        sum += value, n += value > 0.0;
    }
    return sum / n;
}

// |DFT|^2 of v without its mean at bin k, by Goertzel (1958) Am Math Mon 65:34-35
inline double power_at(const float *v, int n, double mean, int k) {
    const double turn = 2.0 * std::cos(2.0 * M_PI * k / n);
    double now = 0.0, before = 0.0;
    for (int j = 0; j < n; ++j) {
        const double next = v[j] - mean + turn * now - before;
        before = now, now = next;
    }
    return now * now + before * before - turn * now * before;
}

// the sum of |DFT|^2 over 13 to 30 Hz
inline double seed_beta(const std::vector<float> &mean_v, const Window &window) {
    const int n = window.end - window.first;
    const float *v = mean_v.data() + window.first;
    double mean = 0.0, sum = 0.0;
    for (int j = 0; j < n; ++j) mean += v[j] / n;
    for (int k = std::ceil(13.0 * window.seconds()); k <= 30.0 * window.seconds(); ++k)
        sum += power_at(v, n, mean, k);
    return sum;
}
