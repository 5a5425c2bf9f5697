// Build a network by hand: two populations, a projection between them, and noise.
#include "cookbook.h"

static void join(subthal_network *net) {
    subthal_projection_config projection;
    must(subthal_projection_config_default(&projection, sizeof projection));
    projection.name = "stn_to_gpe";
    projection.from = "stn";
    projection.to = "gpe";
    projection.rule = "fixed_probability";
    projection.p = 0.2;
    projection.weight = 0.5; // nS
    projection.delay_ms = 2.0;
    projection.e_rev_mv = 0.0; // excites
    must(subthal_network_add_projection(net, &projection));
}

static void disturb(subthal_network *net) {
    subthal_noise_config noise;
    must(subthal_noise_config_default(&noise, sizeof noise));
    noise.population = "stn";
    noise.sigma = 2.0; // in the unit of stn.i_app
    must(subthal_network_add_noise(net, &noise));
}

int main(void) {
    subthal_network *net = NULL;
    must(subthal_network_new(1, &net));
    must(subthal_network_add_population(net, "stn", "stn", 20));
    must(subthal_network_add_population(net, "gpe", "adex_gpe", 40));
    join(net);
    disturb(net);

    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = 20000; // 0.5 s
    must(subthal_simulator_run(sim, &run));
    uint64_t stn = 0, gpe = 0;
    must(subthal_simulator_spike_count(sim, "stn", &stn));
    must(subthal_simulator_spike_count(sim, "gpe", &gpe));
    printf("in 0.5 s the STN fired %llu spikes, the GPe %llu\n", (unsigned long long)stn,
           (unsigned long long)gpe);
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
