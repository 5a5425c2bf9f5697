// The spectrum of the STN's population rate, and how far its beta peak stands out.
#include "cookbook.h"

enum { N_STEPS = 88000, BURN_IN = 8000, BIN = 40, N_RATE = 2000, MOST_SPIKES = 1 << 17 };
static subthal_spike spikes[MOST_SPIKES];
static double rate_hz[N_RATE], density[501]; // 2 s in bins of 1 ms; bins of 1 Hz

static void measure(const subthal_run *run) {
    subthal_recording recording;
    must(subthal_recording_default(&recording, sizeof recording));
    recording.first_step = BURN_IN;
    recording.end_step = N_STEPS;
    recording.population = 0; // the STN
    recording.n_cells = 50;
    recording.spikes = spikes;
    recording.n_spikes = run->n_spikes;
    must(subthal_population_rate(&recording, BIN, rate_hz, N_RATE, NULL));
}

int main(void) {
    subthal_network *net = parkinsonian();
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = N_STEPS;
    run.spikes = spikes;
    run.spikes_len = MOST_SPIKES;
    must(subthal_simulator_run(sim, &run));
    measure(&run);

    subthal_welch_config welch;
    must(subthal_welch_config_default(&welch, sizeof welch));
    welch.interval_ms = 1.0;
    double peak_hz = 0.0, peak = 0.0, prominence_db = 0.0;
    must(subthal_welch_psd(&welch, rate_hz, N_RATE, density, 501, NULL));
    must(subthal_beta_peak(&welch, rate_hz, N_RATE, &peak_hz, &peak));
    must(subthal_beta_prominence(&welch, rate_hz, N_RATE, &prominence_db));
    for (int hz = 5; hz <= 40; hz += 5) printf("%2d Hz: %8.3f Hz^2/Hz\n", hz, density[hz]);
    printf("beta peaks at %.0f Hz and stands out by %.1f dB\n", peak_hz, prominence_db);
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
