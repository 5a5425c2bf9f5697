// Ctrl-C while the library works. The host would answer it by jumping or throwing out of a
// callback, through frames of the library; here it only leaves a mark, which is looked at.
#include "support.h"
#include <signal.h>

static volatile sig_atomic_t seen = 0;
static struct sigaction of_host;
static int depth = 0; // a callback of evaluate may run a simulator

static void note(int number) {
    (void)number;
    seen = 1;
}

void interrupt_catch(void) {
    if (depth++ > 0) return;
    struct sigaction ours = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&ours.sa_mask);
    seen = 0;
    sigaction(SIGINT, &ours, &of_host);
}

bool interrupt_seen(void) { return seen != 0; }

bool interrupt_release(void) {
    if (--depth == 0) sigaction(SIGINT, &of_host, NULL);
    return interrupt_seen();
}
