// Meet an error: its status to branch on, its sentence to read.
#include "cookbook.h"

int main(void) {
    subthal_network *net = parkinsonian();
    const subthal_status status = subthal_network_set(net, "stn.i_ap", 30.0);
    if (status != SUBTHAL_STATUS_OK)
        printf("%s: %s\n", subthal_status_name(status), subthal_last_error());
    if (subthal_network_set(net, "stn.i_app", 1e9) == SUBTHAL_STATUS_OUT_OF_RANGE)
        printf("and %s\n", subthal_last_error());
    must(subthal_network_free(net)); // nothing has changed: the network is as good as before
    return 0;
}
