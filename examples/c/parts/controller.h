/* The least that can be called a controller: the stimulus opposes the LFP's departure from its
 * mean. */
#ifndef PARTS_CONTROLLER_H
#define PARTS_CONTROLLER_H

typedef struct {
    double mean;   // of the LFP, over the last 200 ticks or so
    double spread; // mean distance from it, over as many
} controller;

static const double GAIN = 0.2, MOST = 20.0; // of the stimulus, in its unit

static inline double controller_answer(controller *c, double lfp) {
    const double departure = lfp - c->mean;
    c->mean += departure / 200.0;
    c->spread += ((departure < 0.0 ? -departure : departure) - c->spread) / 200.0;
    const double stimulus = -GAIN * departure;
    return stimulus > MOST ? MOST : stimulus < -MOST ? -MOST : stimulus;
}

#endif
