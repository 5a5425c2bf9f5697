// What the recipes share: the parkinsonian circuit of seed 1, 50 STN, 100 GPe and 75 GPi cells.
#ifndef COOKBOOK_HPP
#define COOKBOOK_HPP

#include <subthal.hpp>

inline subthal::Network parkinsonian() {
    subthal::PresetConfig config;
    config.seed = 1;
    return subthal::Network::preset("stn_gpe_gpi_adex_parkinsonian", config);
}

#endif
