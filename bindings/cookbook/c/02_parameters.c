// Set a parameter by path; list every parameter with its unit and range.
#include "cookbook.h"

int main(void) {
    subthal_network *net = parkinsonian();
    must(subthal_network_set(net, "gpe_to_stn.weight_scale", 1.2));

    size_t n_params = 0;
    must(subthal_network_param_count(net, &n_params));
    for (size_t id = 0; id < n_params; ++id) {
        subthal_param_info info;
        double value = 0.0;
        must(subthal_network_param_info(net, id, &info, sizeof info));
        must(subthal_network_get_many(net, &id, &value, 1));
        printf("%-28s %10g %-8s [%g, %g] %s\n", info.path, value, info.unit, info.min, info.max,
               info.meaning);
    }
    must(subthal_network_free(net));
    return 0;
}
