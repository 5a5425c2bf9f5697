// The circuit in its healthy and its parkinsonian state; then the seed's networks, in the seed's
// sign and with the sign put right.
//   demo OUT: prints tables beside what is wanted or was published; leaves spikes and traces in OUT
//   as CSV.
#include "parts/must.h"
#include <time.h>
#include <unistd.h>

enum {
    BURN_IN = 20000,           // 0.5 s at 0.025 ms
    N_STEPS = BURN_IN + 80000, // and 2 s that count
    CHUNK = 2000,              // steps between two looks at the progress bar
    N_CHANNELS = 6,            // mean V and mean synaptic current of each population
    MOST_SPIKES = 1 << 20,
    ROWS_PER_LINE = 40, // traces are written once a millisecond
};

static const char *const POPULATIONS[] = {"stn", "gpe", "gpi"};
enum { N_POPULATIONS = 3, N_METRICS = 4 };

// Networks that are measured and judged alike.
typedef struct {
    const char *beside;             // what stands beside each number
    double n_cells[N_POPULATIONS];  // of the presets
    const char *metrics[N_METRICS]; // by name
    const char *labels[N_METRICS];  // for the table
    int digits[N_METRICS];          // after the point
    int clamps;                     // whether V is clamped
} family;

// One network to run, and what is to be compared with it.
typedef struct {
    const family *family;
    const char *preset;
    const char *title;
    const char *beside[N_METRICS][N_POPULATIONS];
} experiment;

static const family STATES = {
    "wanted",
    {50, 100, 75},
    {"rate", "cv", "beta_prominence", "kappa"},
    {"rate (Hz)", "CV", "beta (dB)", "kappa"},
    {1, 2, 1, 3},
    0,
};
static const family SEED = {
    "published",
    {100, 200, 150},
    {"rate", "cv_seed", "seed_beta_fraction", "kappa"},
    {"rate (Hz)", "CV", "beta fraction", "kappa"},
    {1, 3, 3, 3},
    1,
};

#define NONE                                                                                       \
    { "-", "-", "-" }
#define SEED_HEALTHY                                                                               \
    { {"19.7", "66.3", "78.0"}, {".220", ".270", ".210"}, {".077", ".000", ".008"}, NONE }
#define SEED_PARKINSONIAN                                                                          \
    { {"27.6", "36.8", "84.3"}, {".280", ".400", ".300"}, {".180", ".300", ".025"}, NONE }
static const experiment EXPERIMENTS[] = {
    {&STATES,
     "stn_gpe_gpi_adex_healthy",
     "healthy",
     {{"15-25", "55-75", "60-90"}, NONE, {"<= 5", "-", "-"}, {"<= .025", "-", "-"}}},
    {&STATES,
     "stn_gpe_gpi_adex_parkinsonian",
     "parkinsonian",
     {{"20-35", "30-55", "75-110"}, NONE, {">= 11", ">= 8", "-"}, {".15-.60", "-", "-"}}},
    {&SEED, "seed_hh_healthy", "the seed's healthy network, in its own sign", SEED_HEALTHY},
    {&SEED, "seed_hh_parkinsonian", "the seed's parkinsonian network, in its own sign",
     SEED_PARKINSONIAN},
    {&SEED, "seed_hh_healthy_physical_sign", "the seed's healthy network, physical sign",
     SEED_HEALTHY},
    {&SEED, "seed_hh_parkinsonian_physical_sign", "the seed's parkinsonian network, physical sign",
     SEED_PARKINSONIAN},
};
enum { N_EXPERIMENTS = sizeof EXPERIMENTS / sizeof *EXPERIMENTS };

// What the table of the seed shows.
static const char *const SIGN_FAULT[] = {
    "What the sign fault did. The published code subtracts the synaptic current of the STN, so "
    "that",
    "GPe-STN inhibition depolarises it above -70 mV and drives it without end below: the healthy "
    "STN",
    "spends most of its time on a clamp at -100 mV that is no physiology, and its published rate "
    "is",
    "made by what is left. With the sign put right nothing is clamped low, and the healthy STN "
    "fires",
    "at less than half the published rate. The pallidal cells hardly notice, because their "
    "synaptic",
    "currents are scaled by 0.005. The parkinsonian GPe has, in either sign, the beta fraction of "
    "a",
    "flat spectrum, 17 Hz of 99 or 0.17: it is tonic firing inside the band. (The published 0.30 "
    "is",
    "of one window of 0.3 s.) kappa, which is 0 for cells that do not fire together, is near 0",
    "throughout. The published conclusion that weaker GPe-STN inhibition makes beta rests on",
    "removing a positive feedback that should not exist.",
};
enum { N_LINES = sizeof SIGN_FAULT / sizeof *SIGN_FAULT };

static double rows[(size_t)N_STEPS * N_CHANNELS];
static subthal_spike spikes[MOST_SPIKES];

static void watch(subthal_network *net, const char *population, const char *variable) {
    subthal_probe_config probe;
    must(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = population;
    probe.variable = variable;
    probe.mean = 1;
    must(subthal_network_add_probe(net, &probe));
}

static subthal_simulator *made(const char *preset) {
    subthal_preset_config sizes; // those of the preset
    must(subthal_preset_config_default(&sizes, sizeof sizes));
    sizes.seed = 42;
    subthal_network *net = NULL;
    must(subthal_network_from_preset(preset, &sizes, &net));
    for (int p = 0; p < N_POPULATIONS; ++p) watch(net, POPULATIONS[p], "v");
    for (int p = 0; p < N_POPULATIONS; ++p) watch(net, POPULATIONS[p], "i_syn");

    subthal_simulator_config config; // 0.025 ms, forward Euler
    must(subthal_simulator_config_default(&config, sizeof config));
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, &config, &sim));
    must(subthal_network_free(net));
    return sim;
}

static void show_progress(const char *title, uint64_t step) {
    if (!isatty(STDERR_FILENO)) return;
    char bar[41];
    for (int i = 0; i < 40; ++i) bar[i] = (uint64_t)i * N_STEPS < step * 40 ? '#' : '.';
    bar[40] = '\0';
    fprintf(stderr, "\r  [%s] %3.0f %%  %-32s", bar, 100.0 * (double)step / N_STEPS, title);
}

// Runs the whole experiment in chunks; `whole` then describes it as if it had been one run.
static void run(subthal_simulator *sim, const char *title, subthal_run *whole) {
    must(subthal_run_default(whole, sizeof *whole));
    whole->rows = rows;
    whole->rows_len = sizeof rows / sizeof *rows;
    whole->spikes = spikes;
    whole->spikes_len = MOST_SPIKES;
    while (whole->n_steps < N_STEPS) {
        subthal_run chunk = *whole;
        chunk.n_steps = CHUNK;
        chunk.rows += whole->n_rows * N_CHANNELS;
        chunk.rows_len -= whole->n_rows * N_CHANNELS;
        chunk.spikes += whole->n_spikes;
        chunk.spikes_len -= whole->n_spikes;
        must(subthal_simulator_run(sim, &chunk));
        if (chunk.n_spikes > chunk.spikes_len) exit(EXIT_FAILURE);
        whole->n_steps += CHUNK;
        whole->n_rows += chunk.n_rows;
        whole->n_spikes += chunk.n_spikes;
        show_progress(title, whole->n_steps);
    }
    if (isatty(STDERR_FILENO)) fprintf(stderr, "\r%110s\r", "");
}

static void print_clamps(subthal_simulator *sim, const family *f) {
    printf("\n  %-14s", "clamped (%)");
    for (int p = 0; p < N_POPULATIONS; ++p) {
        uint64_t n_clamped = 0;
        must(subthal_simulator_clamp_count(sim, POPULATIONS[p], &n_clamped));
        printf("%9.2f  %9s", 100.0 * (double)n_clamped / (f->n_cells[p] * N_STEPS), "-");
    }
}

static void print_metrics(subthal_simulator *sim, const subthal_run *run, const experiment *e) {
    const family *f = e->family;
    printf("\n%s\n  %-14s", e->title, "");
    for (int p = 0; p < N_POPULATIONS; ++p) printf("%9s  %9s", POPULATIONS[p], f->beside);
    for (int m = 0; m < N_METRICS; ++m) {
        printf("\n  %-14s", f->labels[m]);
        for (int p = 0; p < N_POPULATIONS; ++p) {
            double value = 0.0;
            must(
                subthal_simulator_metric(sim, run, POPULATIONS[p], f->metrics[m], BURN_IN, &value));
            printf("%9.*f  %9s", f->digits[m], value, e->beside[m][p]);
        }
    }
    if (f->clamps) print_clamps(sim, f);
    printf("\n");
}

static FILE *opened(const char *folder, const char *preset, const char *what) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s_%s.csv", folder, preset, what);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        fprintf(stderr, "%s cannot be written\n", path);
        exit(EXIT_FAILURE);
    }
    return file;
}

static void write_csv(const subthal_run *run, const char *folder, const char *preset) {
    FILE *file = opened(folder, preset, "spikes");
    fprintf(file, "step,population,cell\n");
    for (uint64_t i = 0; i < run->n_spikes; ++i)
        fprintf(file, "%llu,%u,%u\n", (unsigned long long)spikes[i].step, spikes[i].population,
                spikes[i].cell);
    fclose(file);

    file = opened(folder, preset, "traces");
    fprintf(file, "v_stn,v_gpe,v_gpi,i_syn_stn,i_syn_gpe,i_syn_gpi\n");
    for (uint64_t row = ROWS_PER_LINE - 1; row < run->n_rows; row += ROWS_PER_LINE)
        for (int c = 0; c < N_CHANNELS; ++c)
            fprintf(file, "%.6g%c", rows[row * N_CHANNELS + c], c + 1 < N_CHANNELS ? ',' : '\n');
    fclose(file);
}

static double now_s(void) {
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: demo OUT\n");
        return EXIT_FAILURE;
    }
    printf("subthal %s: 2 s of each network after 0.5 s that do not count\n",
           subthal_version_string());
    for (int i = 0; i < N_EXPERIMENTS; ++i) {
        const experiment *e = &EXPERIMENTS[i];
        subthal_simulator *sim = made(e->preset);
        subthal_run whole;
        const double start_s = now_s();
        run(sim, e->title, &whole);
        const double took_s = now_s() - start_s;
        print_metrics(sim, &whole, e);
        printf("  %.2f simulated seconds per second on one core\n", N_STEPS * 0.025e-3 / took_s);
        write_csv(&whole, argv[1], e->preset);
        must(subthal_simulator_free(sim));
    }
    printf("\n");
    for (int i = 0; i < N_LINES; ++i) printf("%s\n", SIGN_FAULT[i]);
    return EXIT_SUCCESS;
}
