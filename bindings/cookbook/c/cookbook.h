/* What the recipes share: stop with the library's sentence when a call fails. */
#ifndef COOKBOOK_H
#define COOKBOOK_H

#include <subthal.h>
#include <stdio.h>
#include <stdlib.h>

static inline void must(subthal_status status) {
    if (status == SUBTHAL_STATUS_OK) return;
    fprintf(stderr, "%s: %s\n", subthal_status_name(status), subthal_last_error());
    exit(EXIT_FAILURE);
}

/* The parkinsonian circuit of seed 1: 50 STN, 100 GPe and 75 GPi cells. */
static inline subthal_network *parkinsonian(void) {
    subthal_preset_config config;
    must(subthal_preset_config_default(&config, sizeof config));
    config.seed = 1;
    subthal_network *net = NULL;
    must(subthal_network_from_preset("stn_gpe_gpi_adex_parkinsonian", &config, &net));
    return net;
}

/* The energy that a stimulator has delivered so far, in uJ. */
static inline double energy_uj(const subthal_simulator *sim, const char *stimulator) {
    subthal_delivered what;
    must(subthal_simulator_delivered(sim, stimulator, &what, sizeof what));
    return what.energy_uj;
}

#endif
