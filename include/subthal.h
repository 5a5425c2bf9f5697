/* subthal: spiking models of the subthalamo-pallidal circuit, simulated fast.
 *
 *   subthal_network    what to simulate: populations, projections, parameters. No running state.
 *                      Built by one thread; read by any number.
 *   subthal_simulator  a running network. Owns its state; copies the network, which may be freed.
 *                      One thread at a time; different simulators share nothing.
 *   subthal_estimator  follows a rhythm in a signal, sample by sample. One thread at a time.
 *   subthal_controller turns what an estimator measures into a stimulus. One thread at a time.
 *   subthal_loop       both around a simulator, each at its own rate. One thread at a time.
 *
 * The way: subthal_network_from_preset, or _new and _add_...; subthal_simulator_new;
 * subthal_simulator_run, into arrays that subthal_run points to; subthal_simulator_metric; _free.
 *
 * A handle is a token that the library looks up. NULL, a freed handle or one of another kind is an
 * error. So is using an object while another call changes it, or changing one that another call
 * uses: SUBTHAL_STATUS_BUSY, at once; nothing waits.
 *
 * Every call that can fail returns subthal_status; subthal_last_error() gives the sentence, per
 * thread, until that thread's next failing call. Outputs are written, and objects changed, only on
 * SUBTHAL_STATUS_OK, unless a function says otherwise. A fault inside the library is
 * SUBTHAL_STATUS_PANIC, never a crash of the host; the objects of that call then accept _free only.
 *
 * Arguments are: handle, inputs, outputs; each array is followed by its length in elements. Arrays
 * and texts that are passed in are copied; those that are passed out belong to the caller. Memory
 * that is written need not be initialised, and may not overlap other arguments. A pointer may be
 * NULL only where that is said, or where its length is 0. Texts are UTF-8 and end in NUL.
 *
 * Structs begin with struct_size. Configurations are filled by a _default function, then changed; a
 * program that was compiled with an older header goes on working.
 *
 * Units are ms, mV, Hz; others are in subthal_param_info and subthal_channel_info. Populations, cells,
 * steps, parameters and columns count from 0. A shape (n_rows x n_channels) means row after row.
 * Real-time safe: a call that succeeds allocates nothing, waits for nothing and makes no system call.
 * Names of things are listed by subthal_names: subthal_names("preset") says which presets there are.
 *
 * Same network, same seed, same inputs: same bits, on every CPU. */


#ifndef SUBTHAL_H
#define SUBTHAL_H

#include <stddef.h>
#include <stdint.h>

/* The version of this header; subthal_version() is that of the library. */
#define SUBTHAL_VERSION_MAJOR 0
#define SUBTHAL_VERSION_MINOR 1
#define SUBTHAL_VERSION_PATCH 0


/**
 * What a call came to. The numbers are frozen; new ones are added at the end.
 *
 * subthal_last_error() gives the sentence that belongs to a failure.
 */
enum subthal_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /** The call did what it says. */
    SUBTHAL_STATUS_OK = 0,
    /** A pointer that is required was NULL. */
    SUBTHAL_STATUS_NULL_ARGUMENT = 1,
    /** A handle that was freed, is of another kind, or never came from this library. */
    SUBTHAL_STATUS_INVALID_HANDLE = 2,
    /** Another call is inside the object at this moment. */
    SUBTHAL_STATUS_BUSY = 3,
    /** Nothing has this name; the sentence offers the nearest. */
    SUBTHAL_STATUS_UNKNOWN_NAME = 4,
    /** The name is taken. */
    SUBTHAL_STATUS_DUPLICATE_NAME = 5,
    /** A number is outside the interval in which it means anything, or is NaN. */
    SUBTHAL_STATUS_OUT_OF_RANGE = 6,
    /** An argument is wrong for the reason that the sentence gives. */
    SUBTHAL_STATUS_INVALID_ARGUMENT = 7,
    /** The parameter shapes the network and is set there, not in a simulator. */
    SUBTHAL_STATUS_FIXED_WHILE_RUNNING = 8,
    /** The caller's buffer cannot hold the answer; the sentence says what can. */
    SUBTHAL_STATUS_BUFFER_TOO_SMALL = 9,
    /** More than can be counted, or more memory than there is. */
    SUBTHAL_STATUS_TOO_LARGE = 10,
    /** The text does not describe a network. */
    SUBTHAL_STATUS_BAD_TEXT = 11,
    /** A membrane potential left the finite numbers during this call. */
    SUBTHAL_STATUS_DIVERGED = 12,
    /** The simulator diverged in an earlier call and accepts reset and free only. */
    SUBTHAL_STATUS_STOPPED = 13,
    /**
     * The calling thread does not round to nearest: no call that computes is answered, nothing has
     * changed, and objects can be looked at and freed.
     */
    SUBTHAL_STATUS_ROUNDING_MODE = 14,
    /** The caller cancelled before the work was done. */
    SUBTHAL_STATUS_CANCELLED = 15,
    /** A fault of the library. The handle accepts free only; please report it. */
    SUBTHAL_STATUS_PANIC = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum subthal_status subthal_status;
#else
typedef int32_t subthal_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Decides, once an interval, how to stimulate, within its limits. It owns all its state.
 *
 * One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY. Different controllers share
 * nothing.
 */
typedef struct subthal_controller subthal_controller;

/**
 * Follows a rhythm in a signal, sample by sample. It owns all its state.
 *
 * One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY. Different estimators share
 * nothing.
 */
typedef struct subthal_estimator subthal_estimator;

/**
 * An estimator and a controller around a simulator, each at its own rate. It owns their state, not the simulator.
 *
 * One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY.
 */
typedef struct subthal_loop subthal_loop;

/**
 * What to simulate: populations, projections, noise, inputs, probes, their parameters and one seed.
 *
 * It holds no running state. One thread builds it; any number may read it at once. A simulator
 * copies what it needs, so a network may be changed or freed while its simulators run.
 */
typedef struct subthal_network subthal_network;

/**
 * A running network. It owns all its state, and a copy of what it needs of the network.
 *
 * One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY. Different
 * simulators share nothing, and run on different threads without a lock.
 */
typedef struct subthal_simulator subthal_simulator;

/**
 * Sizes and seed of a preset. The nuclei of "so_2012_..." have one size, that of all which are set; those of
 * "rubin_terman_2004_..." have 16 cells each.
 */
typedef struct subthal_preset_config {
    /** sizeof this struct; set by subthal_preset_config_default. */
    size_t struct_size;
    /** STN cells; 0, which is the default, for the preset's own number. */
    uint64_t n_stn;
    /** GPe cells; 0, which is the default, for the preset's own number. */
    uint64_t n_gpe;
    /** GPi cells; 0, which is the default, for the preset's own number. */
    uint64_t n_gpi;
    /** Seed of the network; 0 unless set. */
    uint64_t seed;
} subthal_preset_config;

/** One population of a network or of a simulator. */
typedef struct subthal_population_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** Its name: the first half of its parameters' paths. */
    char name[72];
    /** Its model, one of subthal_names("model"). */
    char model[72];
    /** Number of cells. */
    uint64_t n_cells;
} subthal_population_info;

/**
 * What subthal_network_add_projection adds: synapses from one population to another.
 *
 * The current of a synapse is weight x s x (e_rev_mv - V), added to the target: positive
 * depolarises. A spike makes s rise with tau_rise_ms and fall with tau_decay_ms.
 */
typedef struct subthal_projection_config {
    /** sizeof this struct; set by subthal_projection_config_default. */
    size_t struct_size;
    /** Its name: the first half of its parameters' paths. Required. */
    const char *name;
    /** The population that fires, by name. Required. */
    const char *from;
    /** The population that receives, by name; may be the same. Required. */
    const char *to;
    /**
     * Which cells are joined; "all_to_all" unless set. "fixed_probability" uses p, "fixed_total" n,
     * "fixed_in_degree" k, "one_to_one" offset, "edges" the edge arrays. No rule but edges joins a
     * cell to itself or a pair twice.
     */
    const char *rule;
    /** Probability of each pair, from 0 to 1. Required by "fixed_probability". */
    double p;
    /** Number of synapses in all. Required by "fixed_total". */
    uint64_t n;
    /** Number of sources of each target. Required by "fixed_in_degree". */
    uint64_t k;
    /** Source i reaches target i + offset, around the end; 0 unless set. */
    int64_t offset;
    /** Source cell of each edge, counted from 0. */
    const uint32_t *edge_pre;
    /** Target cell of each edge, counted from 0. */
    const uint32_t *edge_post;
    /** Weight of each edge, in weight_unit. */
    const double *edge_weight;
    /** Elements in each of the three edge arrays. */
    size_t n_edges;
    /**
     * Conductance of a synapse, or of all those on a target cell; 1 unless set, unused for edges. Where
     * nS meets a model in densities, the target's "area" converts: 1 nS on 2e-4 cm2 is 0.005 mS/cm2.
     * A negative weight turns the sign of the current, as the seed_* presets need it.
     */
    double weight;
    /** "nS", which is the default, or "mS/cm2". */
    const char *weight_unit;
    /** 1 if the synapses of a target cell share the weight; else 0. */
    int32_t weight_is_total;
    /** 1 if one spike brings s to 1 at its peak, which is the default; 0 for an area of tau_decay_ms. */
    int32_t unit_peak;
    /** 1 if s of a synapse is held at 1, as in the seed_* presets; else 0. */
    int32_t saturating;
    /** 0; kept for later. */
    int32_t reserved;
    /**
     * From a spike to the jump of the first stage, in ms; 1 unless set. That it is a whole number of
     * steps is seen when a simulator is made, which knows the step; shorter than a step, it is one step.
     */
    double delay_ms;
    /**
     * Each synapse has a delay of its own, uniform from delay_ms to so many ms more, in whole steps; 0
     * unless set. Not for synapses that saturate.
     */
    double delay_spread_ms;
    /** Time constant of the first stage, in ms; 1 unless set. */
    double tau_rise_ms;
    /** Time constant of the second stage, in ms; 5 unless set. */
    double tau_decay_ms;
    /** Reversal potential, in mV: what makes the projection excite or inhibit. Required. */
    double e_rev_mv;
    /** Multiplies the current, as the bare factors of the seed_* presets do; 1 is none. */
    double unit_factor;
    /**
     * What opens the synapses; "two_stage" unless set. "alpha": a spike, as t/tau exp(1 - t/tau) with
     * tau_decay_ms as tau. "graded": V of the source, without spikes or delay, by
     * ds/dt = alpha (1 - s) H - beta s with H = 1/(1 + exp(-(V - theta)/sigma)).
     */
    const char *kinetics;
    /** Of graded synapses: rate of opening, in 1/ms; 2 unless set. */
    double alpha_per_ms;
    /** Of graded synapses: rate of closing, in 1/ms; 0.04 unless set. */
    double beta_per_ms;
    /** Of graded synapses: V of the source at which half of alpha is in force, in mV; -37 unless set. */
    double theta_mv;
    /** Of graded synapses: the slope of that, in mV; 2 unless set. */
    double sigma_mv;
} subthal_projection_config;

/** What subthal_network_add_noise adds: a current of its own into every cell of a population. */
typedef struct subthal_noise_config {
    /** sizeof this struct; set by subthal_noise_config_default. */
    size_t struct_size;
    /** The population that receives, by name. Required. */
    const char *population;
    /** Correlation time, in ms; 5 unless set. */
    double tau_ms;
    /** Mean, in the unit of the model's current; 0 unless set. */
    double mean;
    /** Standard deviation, in the unit of the model's current, which is that of its "i_app"; 0 unless set. */
    double sigma;
    /** Multiplies the current, as the bare factors of the seed_* presets do; 1 is none. */
    double unit_factor;
} subthal_noise_config;

/** What subthal_network_add_input adds: one column of the input rows of subthal_simulator_run. */
typedef struct subthal_input_config {
    /** sizeof this struct; set by subthal_input_config_default. */
    size_t struct_size;
    /** The channel's name. Required. */
    const char *name;
    /** The population that receives, by name. Required. */
    const char *population;
    /** The cells that receive (n_cells); NULL, which is the default, for all. */
    const uint32_t *cells;
    /** Elements in cells. */
    size_t n_cells;
    /**
     * What each of those cells receives of a unit of input (n_weights); NULL, which is the default,
     * for 1 each.
     */
    const double *weights;
    /** Elements in weights: as many as there are cells that receive, or 0. */
    size_t n_weights;
    /** "pA" or "uA/cm2"; NULL, which is the default, for the unit of the model's current. */
    const char *unit;
} subthal_input_config;

/** What subthal_network_add_pulses adds: a train of rectangular pulses of current. */
typedef struct subthal_pulses_config {
    /** sizeof this struct; set by subthal_pulses_config_default. */
    size_t struct_size;
    /** Its name: the first half of its parameters' paths. Required. */
    const char *name;
    /** The population that receives, by name. Required. */
    const char *population;
    /** The cells that receive (n_cells); NULL, which is the default, for all. */
    const uint32_t *cells;
    /** Elements in cells. */
    size_t n_cells;
    /**
     * What each of those cells receives of the amplitude (n_weights); NULL, which is the default, for 1
     * each.
     */
    const double *weights;
    /** Elements in weights: as many as there are cells that receive, or 0. */
    size_t n_weights;
    /** Pulses a second, in Hz, on average; 0, which is the default, for none. */
    double frequency_hz;
    /**
     * How irregular: intervals are 1000/f ms with f gamma-distributed, and this is its standard deviation
     * over its mean, from 0 to 1; 0, which is the default, for a periodic train.
     */
    double cv;
    /** Current during a pulse, in the unit of the model's current; 0 unless set. */
    double amplitude;
    /** Duration of a pulse, in ms, rounded to whole steps; 0.1 unless set. */
    double width_ms;
    /**
     * When the train begins, in ms: with a pulse where it is periodic, else with an interval; 0 unless
     * set. Before the first step where negative.
     */
    double start_ms;
} subthal_pulses_config;

/**
 * What subthal_network_add_stimulator adds: a pulse generator with its electrode, whose current enters
 * somata and whose pulses launch spikes in axons.
 *
 * Either may be left out: axons are reached where axons or axon_fraction say so, somata unless soma is 0.
 */
typedef struct subthal_stimulator_config {
    /** sizeof this struct; set by subthal_stimulator_config_default. */
    size_t struct_size;
    /** Its name: the first half of its parameters' paths. Required. */
    const char *name;
    /** The population that it stimulates, by name. Required. */
    const char *population;
    /** The cells that receive current (n_cells); NULL, which is the default, for all. */
    const uint32_t *cells;
    /** Elements in cells. */
    size_t n_cells;
    /**
     * What each of those cells receives of a mA (n_weights), in the unit of the model's current; NULL,
     * which is the default, for 1 each.
     */
    const double *weights;
    /** Elements in weights: as many as there are cells that receive, or 0. */
    size_t n_weights;
    /**
     * What a pulse is. "biphasic", which is the default: a phase, a gap, and its charge taken back by a
     * constant current. "passive": taken back by a current that falls exponentially. "monophasic": a
     * phase alone.
     */
    const char *waveform;
    /**
     * The cells whose axons pulses may excite (n_axons); NULL, which is the default, for a part of all
     * that the network's seed draws.
     */
    const uint32_t *axons;
    /** Elements in axons. */
    size_t n_axons;
    /**
     * The amplitude from which each listed axon is excited, when a pulse begins, in mA (n_axon_thresholds);
     * NULL, which is the default, for any.
     */
    const double *axon_thresholds_ma;
    /** Elements in axon_thresholds_ma: n_axons, or 0. */
    size_t n_axon_thresholds;
    /** The part of all cells whose axons are drawn where none are listed, from 0 to 1; 0 unless set. */
    double axon_fraction;
    /** Pulses a second, in Hz, from 0 to 10,000; 0, which is the default, for none. */
    double frequency_hz;
    /** Current of the first phase, in mA, from -1e6 to 1e6; 0 unless set. */
    double amplitude_ma;
    /**
     * Duration of the first phase, in ms, from 1e-6 to 1000; 0.06 unless set. Whatever the step, the
     * charge is exact.
     */
    double width_ms;
    /** From the end of the first phase to the recharge, in ms, from 0 to 1000; 0 unless set. */
    double gap_ms;
    /** Duration of the recharge, in ms, from 1e-6 to 1000; 0.06 unless set. */
    double recharge_ms;
    /** Time constant with which a passive recharge falls, in ms, from 0.001 to 10,000; 1 unless set. */
    double recharge_tau_ms;
    /** When the train begins, with a pulse, in ms, from 0 to 1e6, rounded to whole steps; 0 unless set. */
    double start_ms;
    /** A factor on the current into cells, from 0 to 1000; 1 unless set, 0 for stimulation of axons alone. */
    double soma;
    /** Most that the amplitude moves in a second, in mA, to 1e9; 0, which is the default, for no bound. */
    double slew_ma_per_s;
    /** Most current of either phase, in mA, from 0, whatever is asked for; 1e6 unless set. */
    double most_amplitude_ma;
    /** Most charge of a phase, in uC, from 0, whatever is asked for; 1e9 unless set. */
    double most_charge_uc;
    /** How long after a launched spike those of the soma are lost, in ms, from 0 to 1000; 7 unless set. */
    double collision_ms;
    /** How long after a launched spike an axon is not excited again, in ms, from 0 to 1000; 0 unless set. */
    double refractory_ms;
    /** Of the electrode, for the energy, in kOhm, from 0 to 1e6; 1 unless set. */
    double impedance_kohm;
    /**
     * The first phase in equal pieces of width_ms (n_shape), each a part of amplitude_ma from -1 to 1 and not
     * all 0: any waveform. What is left of its charge is taken back as waveform says. NULL, which is the
     * default, for a rectangle.
     */
    const double *shape;
    /** Elements in shape. */
    size_t n_shape;
} subthal_stimulator_config;

/** What subthal_network_add_probe adds: columns of the output rows of subthal_simulator_run. */
typedef struct subthal_probe_config {
    /** sizeof this struct; set by subthal_probe_config_default. */
    size_t struct_size;
    /** 1 for one channel with the mean over the cells; 0, which is the default, for one channel each. */
    int32_t mean;
    /** 0; kept for later. */
    int32_t reserved;
    /** The population that is looked at, by name. Required. */
    const char *population;
    /**
     * One of subthal_network_variable_names; "v" unless set. The synaptic current is "i_syn", and
     * its mean over the cells serves as LFP.
     */
    const char *variable;
    /** The cells (n_cells); NULL, which is the default, for all. */
    const uint32_t *cells;
    /** Elements in cells. */
    size_t n_cells;
} subthal_probe_config;

/**
 * What subthal_network_add_lfp adds: an electrode that records, as one column of the output rows in mV.
 *
 * Each cell is a point source of its synaptic current: the potential is the sum of I/(4 pi sigma r), positive
 * for current that leaves the cell (Fleming, Dunn and Lowery 2020). Seen in every step, whatever is recorded.
 */
typedef struct subthal_lfp_config {
    /** sizeof this struct; set by subthal_lfp_config_default. */
    size_t struct_size;
    /** The name of its channel. Required. */
    const char *name;
    /**
     * The populations that it sees, by name (n_populations); NULL, which is the default, for all that have
     * positions.
     */
    const char *const *populations;
    /** Elements in populations. */
    size_t n_populations;
    /** Where it is: x, y, z in um; the origin unless set. */
    double electrode_um[3];
    /** Where the electrode is whose potential is subtracted, in um; unused unless has_reference. */
    double reference_um[3];
    /** 1 for the difference of two electrodes; 0, which is the default, for one against what is far away. */
    int32_t has_reference;
    /** 0; kept for later. */
    int32_t reserved;
    /** Conductivity of the tissue, in S/m, from 0.001 to 10; 0.27 unless set. */
    double conductivity;
    /**
     * The edge of the amplifier's low-pass, a Butterworth filter of fourth order, in Hz, below half the rate
     * of the steps; 0, which is the default, for none. Record every so many steps that their rate is well
     * above twice the edge, and nothing aliases.
     */
    double low_pass_hz;
    /** What every stimulator adds while its current flows, in mV per mA; 0 unless set. */
    double artefact_mv_per_ma;
    /**
     * The amplifier keeps what it had from the beginning of every pulse until so long after its end, in ms;
     * negative, which is the default, if not.
     */
    double blanking_ms;
} subthal_lfp_config;

/** One parameter. Its id is its place in the list, and never changes. */
typedef struct subthal_param_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** "population.parameter", "population.noise.parameter" or "projection.parameter". */
    char path[128];
    /** The unit of the value; "1" if it is a pure number. */
    char unit[16];
    /** What it is, in a line. */
    char meaning[128];
    /** The value of the model's table, before anything is set. */
    double default_value;
    /** The smallest value that is accepted. */
    double min;
    /** The largest value that is accepted. */
    double max;
    /** Cells that may differ in it; 0 where the parameter is one for all. */
    uint64_t n_cells;
    /** 1 if a simulator accepts a new value while it runs, else 0. */
    int32_t while_running;
    /** 0; kept for later. */
    int32_t reserved;
} subthal_param_info;

/** One projection of a network. Its weight, delay, kinetics and reversal are parameters. */
typedef struct subthal_projection_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** Its name: the first half of its parameters' paths. */
    char name[72];
    /** The population that fires. */
    char from[72];
    /** The population that receives. */
    char to[72];
    /** Which cells are joined, one of subthal_names("rule"). */
    char rule[24];
    /** "nS" or "mS/cm2". */
    char weight_unit[16];
    /** 1 if the synapses of a target cell share the weight, else 0. */
    int32_t weight_is_total;
    /** 1 if one spike brings s to 1 at its peak, else 0. */
    int32_t unit_peak;
    /** 1 if s of a synapse is held at 1, else 0. */
    int32_t saturating;
    /** 0; kept for later. */
    int32_t reserved;
    /** Multiplies the current; 1 is none. */
    double unit_factor;
    /** What opens the synapses, one of subthal_names("kinetics"). */
    char kinetics[24];
} subthal_projection_info;

/** How a network is to be run. */
typedef struct subthal_simulator_config {
    /** sizeof this struct; set by subthal_simulator_config_default. */
    size_t struct_size;
    /** Length of a step, in ms, from 1e-4 to 1; 0.025 unless set. */
    double dt_ms;
    /**
     * "forward_euler", which is the default: each model's published order. Or "exponential_euler":
     * gates exact at fixed V.
     */
    const char *integrator;
    /**
     * Another trial has other noise and another initial state, and the same wiring and cells; 0
     * unless set.
     */
    uint64_t trial;
    /**
     * "double", which is the default, or "single", which is faster: how the state is stored and
     * stepped. Numbers cross as doubles in either, and both feel the same noise.
     */
    const char *precision;
} subthal_simulator_config;

/** One spike. */
typedef struct subthal_spike {
    /** The step in which the cell fired; its time is (step + 1) x dt_ms. */
    uint64_t step;
    /** The population, counted from 0 in the order of addition. */
    uint32_t population;
    /** The cell, counted from 0 in its population. */
    uint32_t cell;
} subthal_spike;

/**
 * What subthal_simulator_run reads and writes. Fill it once by subthal_run_default, set what is
 * wanted, and use it for any number of runs.
 */
typedef struct subthal_run {
    /** sizeof this struct; set by subthal_run_default. */
    size_t struct_size;
    /** Steps to advance. */
    uint64_t n_steps;
    /**
     * Write an output row after every so many steps, counted from the beginning of the simulation:
     * where (step + 1) is a multiple. 1 unless set; 0 is 1.
     */
    uint64_t every;
    /**
     * Input rows (n_steps x inputs): row k, from 0, acts during the step that many after the first. The
     * units are those of subthal_simulator_input_info. NULL for no input.
     */
    const double *inputs;
    /** Elements in inputs: exactly n_steps x subthal_simulator_input_count, or 0. */
    size_t inputs_len;
    /**
     * Output rows (rows x channels), the state after a step in each, in the units of
     * subthal_simulator_channel_info. NULL, with rows_len 0, if they are not wanted.
     */
    double *rows;
    /** Elements that rows holds: subthal_simulator_row_count x subthal_simulator_channel_count, or more. */
    size_t rows_len;
    /** Spikes, in the order of step, population, cell. NULL, with spikes_len 0, if they are not wanted. */
    struct subthal_spike *spikes;
    /**
     * Elements that spikes holds; may be fewer than there are spikes. A cell fires at most once a step:
     * n_steps x the cells of all populations are enough for any run.
     */
    size_t spikes_len;
    /** Written by the run: output rows. */
    uint64_t n_rows;
    /**
     * Written by the run: spikes fired in these steps. If more than spikes_len, the first of them
     * are in spikes.
     */
    uint64_t n_spikes;
    /**
     * Cancels the run once it is not 0: another thread may store into it by an atomic operation
     * (atomic_int in C11, std::atomic of int in C++). Looked at before the first step, then every 64
     * steps, or more often where a delay is shorter. NULL, which is the default: nobody cancels.
     */
    const int32_t *cancel;
} subthal_run;

/** One column of the output or input rows of subthal_simulator_run. */
typedef struct subthal_channel_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /**
     * An output is "population.variable[cell]", or "population.variable" for a mean; an input has
     * the name that it was given.
     */
    char name[128];
    /** The unit of the numbers. */
    char unit[16];
} subthal_channel_info;

/** Where and when a simulation diverged. */
typedef struct subthal_divergence {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** 1 if the simulation diverged, else 0, and nothing else here has a meaning. */
    int32_t diverged;
    /** 0; kept for later. */
    int32_t reserved;
    /** The population, by name. */
    char population[72];
    /** The cell, counted from 0 in its population. */
    uint64_t cell;
    /** The step in which its membrane potential left the finite numbers or +-1000 mV. */
    uint64_t step;
} subthal_divergence;

/** What a stimulator has delivered since the beginning. */
typedef struct subthal_delivered {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** Pulses begun. */
    uint64_t n_pulses;
    /** Charge of either sign, in uC. */
    double charge_uc;
    /** Charge in all, in uC: 0 to rounding between pulses that take their charge back. */
    double net_charge_uc;
    /** Energy in the impedance of the electrode, in uJ. */
    double energy_uj;
} subthal_delivered;

/** How far a log is. */
typedef struct subthal_log_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** Bytes that it was given. */
    size_t capacity_bytes;
    /** Bytes that subthal_simulator_log_save writes now. */
    size_t used_bytes;
    /** Steps that are in it. */
    uint64_t n_steps;
    /** 1 if something did not fit in, and nothing is logged since then, else 0. */
    int32_t is_full;
    /** 0; kept for later. */
    int32_t reserved;
} subthal_log_info;

/**
 * What subthal_simulator_replay reads and writes. Fill it once by subthal_replay_default, set the log,
 * and use it until `ended` is 1.
 */
typedef struct subthal_replay {
    /** sizeof this struct; set by subthal_replay_default. */
    size_t struct_size;
    /** What subthal_simulator_log_save wrote. */
    const uint8_t *log;
    /** Its bytes. */
    size_t log_len;
    /** Do at most so many more of the logged steps; UINT64_MAX, which is the default, is all. */
    uint64_t max_steps;
    /** Where the next call goes on; 0 begins with the snapshot. Written by the replay. */
    uint64_t position;
    /** Belongs to position: steps done of the run that stands there. Written by the replay. */
    uint64_t steps_into;
    /** Written by the replay: logged steps done since the beginning. */
    uint64_t n_steps;
    /** Written by the replay: states that were the same as the log says. */
    uint64_t n_equal;
    /** Written by the replay: where the last of these was, in steps done. */
    uint64_t equal_step;
    /** Written by the replay: where the first state was that was not, in steps done. */
    uint64_t departed_step;
    /** Written by the replay: 1 if there was one, at which the replay ends, else 0. */
    int32_t departed;
    /** Written by the replay: 1 if nothing is left to be done, else 0. */
    int32_t ended;
    /**
     * Written by the replay: 1 if the log was full before it was saved, so that what came after is
     * not in it, else 0.
     */
    int32_t was_full;
    /** 0; kept for later. */
    int32_t reserved;
} subthal_replay;

/**
 * Which estimator, of what signal. Each kind reads and checks what is said to be its own.
 *
 * The defaults are those of subthal_estimator_config_default: beta from 13 to 30 Hz of a signal at 1 kHz, but
 * for "fleming_2020" the published numbers (Fleming, Dunn and Lowery 2020), which stand here in brackets.
 */
typedef struct subthal_estimator_config {
    /** sizeof this struct; set by subthal_estimator_config_default. */
    size_t struct_size;
    /** Which estimator: one of subthal_names("estimator"). */
    const char *kind;
    /** The rate of the samples, in Hz, from 0.001 to 1e9; 1000 [2000] unless set. */
    double sample_hz;
    /** The lower edge of the band, in Hz, above 0; 13 [21] unless set. */
    double low_hz;
    /** The upper edge of the band, in Hz, above the lower and below sample_hz / 2; 30 [29] unless set. */
    double high_hz;
    /**
     * The filter of "band_rectified", "bursts" and "fleming_2020": "butterworth" ["chebyshev", of the first
     * type] unless set.
     */
    const char *filter;
    /** Its order before it became a band-pass, which doubles it: 1 to 12; 2 [4] unless set. */
    uint32_t order;
    /** The points of the transform of "band_power"; 1024 unless set. */
    uint32_t fft_points;
    /** The ripple of a Chebyshev filter's pass-band, in dB; 0.5 unless set. */
    double ripple_db;
    /**
     * What smooths the rectified band of "band_rectified" and "bursts": "moving", which is the default, for
     * the mean of a window, or "exponential".
     */
    const char *average;
    /**
     * The window of that average, or its time constant; in "fleming_2020" the window that is filtered. In ms,
     * rounded to whole samples; 200 [2000] unless set.
     */
    double window_ms;
    /** The rate to which "band_power" brings the signal, in Hz: sample_hz over a whole number; 500 unless set. */
    double fft_hz;
    /** The time from one value of "band_power" or "fleming_2020" to the next, in ms; 50 [20] unless set. */
    double hop_ms;
    /** The envelope above which "bursts" sees one, in the unit of the samples, from 0; 1 unless set. */
    double threshold;
    /** The length from which on it is a burst, in ms; 100 unless set. */
    double min_burst_ms;
    /**
     * The end of the window that "fleming_2020" drops, and the length that it averages, in ms; 100 unless
     * set.
     */
    double tail_ms;
} subthal_estimator_config;

/** What an estimator knows after a sample. */
typedef struct subthal_estimate {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** The measure: in the unit of the samples, in its square from "band_power", 0 or 1 from "bursts". */
    double value;
    /**
     * The phase of the oscillation from "envelope_phase", in radians from -pi to pi, 0 at its peak; NaN from
     * the others.
     */
    double phase_rad;
    /**
     * 1 if value was computed from this sample; 0 while an older one is held, as "band_power" and
     * "fleming_2020" do.
     */
    int32_t is_fresh;
    /** 0; kept for later. */
    int32_t reserved;
    /** Samples that were refused so far. */
    uint64_t n_refused;
} subthal_estimate;

/**
 * What an estimator of the kind "bursts" has seen. Samples count from 0, which is the first after the
 * beginning.
 */
typedef struct subthal_bursts_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** The smoothed, rectified band, in the unit of the samples. */
    double envelope;
    /** 1 within a burst, from the sample on that makes it long enough; else 0. */
    int32_t is_on;
    /** 0; kept for later. */
    int32_t reserved;
    /** Bursts that have begun: those that became long enough. */
    uint64_t n_onsets;
    /** Bursts that have ended. */
    uint64_t n_offsets;
    /** The first sample above the threshold of the newest burst. */
    uint64_t first_sample;
    /** The samples of the newest burst; so far, if it is on. */
    uint64_t n_samples;
    /** The samples of all bursts that have ended. */
    uint64_t total_samples;
} subthal_bursts_info;

/**
 * Which controller, and what it may do. Each kind reads and checks what is said to be its own, and the limits.
 *
 * The defaults are those of subthal_controller_config_default for the amplitude, in mA, and the frequency in
 * brackets: those of Fleming, Dunn and Lowery (2020), where set points are in mV of the authors' LFP. The unit
 * of an output is mA, or that of the stimulator; Hz where it is a frequency.
 */
typedef struct subthal_controller_config {
    /** sizeof this struct; set by subthal_controller_config_default. */
    size_t struct_size;
    /** Which controller: one of subthal_names("controller"). */
    const char *kind;
    /** What the output is of the stimulus: "amplitude" or "frequency". */
    const char *acts_on;
    /** The amplitude while the frequency is controlled, in the stimulator's unit; 1.5 unless set. */
    double amplitude;
    /** The frequency while the amplitude is controlled, in Hz; 130 unless set. */
    double frequency_hz;
    /** From one call to the next, in s, from 1e-9 to 1e6; 0.02 unless set, 0.001 for "phase_locked". */
    double interval_s;
    /**
     * The measure that "on_off", "proportional", "pi" and "pid" are to reach, in its unit; 1.0414e-4 unless
     * set, which belongs to the authors' LFP: another electrode has another level, to be measured first.
     */
    double set_point;
    /** The measure below which "dual_threshold" lowers its output; 1.0414e-4 unless set. */
    double lower;
    /** The measure above which it raises its output; 1.5261e-4 unless set. */
    double upper;
    /** The output of "open_loop", and of "phase_locked" in a call that fires; 2.5 [130] unless set. */
    double constant;
    /** From least to largest output of "on_off" and "dual_threshold", in s; 0.25 unless set. */
    double ramp_s;
    /**
     * The gain Kp of "proportional", "pi" and "pid", in the unit of the output, of an error that is a part of
     * the set point; 0.23 [19.3] unless set, 5 [416.7] for "proportional".
     */
    double gain;
    /** The integral time Ti of "pi" and "pid", in s; 0.2 unless set, 0 for none in "pid". */
    double integral_s;
    /** The derivative time Td of "pid", in s; 0 unless set. */
    double derivative_s;
    /** The phase at which "phase_locked" fires, in radians from -pi to pi, 0 at the peak; 0 unless set. */
    double target_rad;
    /** The measure below which it does not fire, from 0; 0 unless set. */
    double amplitude_threshold;
    /** The least time from one of its pulses to the next, in s; 0.02 unless set. */
    double refractory_s;
    /** The least output, which is that of "phase_locked" in a call that does not fire; 0 unless set. */
    double min;
    /** The largest output; 3 [250] unless set. */
    double max;
    /** The largest change of the output in a second; infinite unless set. */
    double change_per_s;
    /** For how long a target of the output stays after it has changed, in s; 0 unless set. */
    double hold_s;
    /** For how long after a stimulus nothing is measured, in s; 0 unless set. */
    double blanking_s;
} subthal_controller_config;

/** What a stimulator is told. */
typedef struct subthal_stimulus {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** What is controlled: the amplitude or the frequency. */
    double output;
    /** The amplitude of a pulse, in mA, or the stimulator's unit. */
    double amplitude;
    /** Pulses a second, in Hz. */
    double frequency_hz;
    /** Measures that were refused so far. */
    uint64_t n_refused;
} subthal_stimulus;

/** What is measured, and what is set. */
typedef struct subthal_loop_config {
    /** sizeof this struct; set by subthal_loop_config_default. */
    size_t struct_size;
    /** The channel of the simulator's output rows that is measured, by name. Required. */
    const char *channel;
    /** The stimulator whose amplitude and frequency are set, by name. Required. */
    const char *stimulator;
    /**
     * The controller begins after this time of the simulator, in ms; 0 unless set. The estimator is there
     * from the beginning.
     */
    double start_ms;
    /** What is made of the channel. Its sample_hz is a whole number of steps. Required. */
    const struct subthal_estimator_config *estimator;
    /**
     * What decides. Its interval_s is a whole number of steps, and its limits are those of the stimulus
     * whoever decides. Its blanking_s acts in "phase_locked" alone: an electrode that records has a blanking of
     * its own. For "phase_locked" let frequency_hz be 1 / interval_s, so that an interval that fires has one
     * pulse. Required.
     */
    const struct subthal_controller_config *controller;
} subthal_loop_config;

/** What a loop did when its controller was due. */
typedef struct subthal_tick {
    /** Steps that the simulator had done. */
    uint64_t step;
    /** The last sample of the channel, in its unit. */
    double sample;
    /** The last estimate. */
    double estimate;
    /** Its phase, in radians from -pi to pi, 0 at the peak; NaN from estimators that follow none. */
    double phase_rad;
    /** The stimulator's amplitude from here on, in mA. */
    double amplitude_ma;
    /** Its frequency from here on, in Hz. */
    double frequency_hz;
} subthal_tick;

/**
 * The caller's own law, asked whenever the controller is due, on the thread that runs the loop: what was seen, with
 * the stimulus until now. It returns the amplitude or the frequency that it wants, whichever the
 * controller acts on; NaN leaves it as it is. It must return; it may call the library, but not with the
 * loop or the simulator, which are SUBTHAL_STATUS_BUSY. To end the run let it store into run->cancel: the run
 * ends before the next step, and with SUBTHAL_STATUS_OK where that was its last.
 */
typedef double (*subthal_decide)(const struct subthal_tick *seen, void *context);

/** A metric that has a name, as subthal_metric_describe fills it. */
typedef struct subthal_metric_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** What it is asked for by. */
    char name[64];
    /** The unit of its value; "1" if it is a pure number. */
    char unit[16];
    /** What it is, in a line. */
    char meaning[128];
    /**
     * What it is made from. 0: spikes. 1: the mean of V over the population. 2: the mean of "i_syn", the
     * synaptic current, as a proxy of the local field potential (LFP). 3: spikes that answer a train of
     * pulses: subthal_relay, and "population.train.metric" in a batch.
     */
    int32_t needs_signal;
    /**
     * Of how many populations it is. 1: subthal_metric_compute, and "population.metric" in a batch.
     * 2: subthal_metric_compute_of_two, and "first.second.metric" in a batch.
     */
    int32_t n_populations;
} subthal_metric_info;

/** What one population did in a stretch of time. */
typedef struct subthal_recording {
    /** sizeof this struct; set by subthal_recording_default. */
    size_t struct_size;
    /** Length of a step, in ms; 0.025 unless set. */
    double dt_ms;
    /** The first step that counts: the end of the burn-in; 0 unless set. */
    uint64_t first_step;
    /** The first step that no longer counts. Required. */
    uint64_t end_step;
    /** Cells in the population, silent ones included. Required. */
    uint64_t n_cells;
    /**
     * Spikes (n_spikes), of each cell in order of time; those of other populations and outside the
     * steps that count are passed over.
     */
    const struct subthal_spike *spikes;
    /** Elements in spikes. */
    size_t n_spikes;
    /** The population whose spikes count, as in subthal_spike; 0 unless set. */
    uint32_t population;
    /** 0; kept for later. */
    int32_t reserved;
    /**
     * The mean over the population (signal_len) that the metric needs, in the steps that count and nowhere
     * else: of V, in mV, or of "i_syn", in pA or uA/cm2. NULL, which is the default, if no metric is asked
     * for that needs one.
     */
    const double *signal;
    /** Elements in signal. */
    size_t signal_len;
    /** From one element of signal to the next, in ms; 0.025 unless set. */
    double signal_interval_ms;
} subthal_recording;

/**
 * How a signal is sampled, and cut into segments whose spectra are averaged (Welch's method:
 * periodic Hann window, mean removed from each segment, one-sided density, as scipy.signal.welch).
 */
typedef struct subthal_welch_config {
    /** sizeof this struct; set by subthal_welch_config_default. */
    size_t struct_size;
    /** From one sample to the next, in ms. Required. */
    double interval_ms;
    /** Samples in a segment; 0, which is the default, for 1 s that overlap by half: bins 1 Hz apart. */
    uint64_t segment;
    /** Samples that a segment shares with the one before; unused if segment is 0. */
    uint64_t overlap;
} subthal_welch_config;

/** A burst of a cell. */
typedef struct subthal_burst {
    /** The step of its first spike. */
    uint64_t first_step;
    /** The step of its last spike. */
    uint64_t last_step;
    /** Whose it is. */
    uint32_t cell;
    /** Its spikes. */
    uint32_t n_spikes;
    /**
     * -ln of the chance of so many spikes in so short a time, of a Poisson process of the cell's rate; NaN of a
     * burst after a silence.
     */
    double surprise;
} subthal_burst;

/** What a burst of a rhythm is: a stretch in which the smoothed envelope of a band exceeds a threshold. */
typedef struct subthal_beta_bursts_config {
    /** sizeof this struct; set by subthal_beta_bursts_config_default. */
    size_t struct_size;
    /** From one sample to the next, in ms. Required. */
    double interval_ms;
    /** The band's lower edge, in Hz; 13 unless set. */
    double low_hz;
    /** The band's upper edge, in Hz; 30 unless set. */
    double high_hz;
    /** Over which the envelope is averaged, in ms; 200 unless set. */
    double smoothing_ms;
    /**
     * The percentile of the smoothed envelope that it must exceed, from 0 to 100; 75 unless set. Unused
     * where threshold is set.
     */
    double percentile;
    /**
     * A value that it must exceed instead, in the unit of the signal: one for several conditions. NaN, which
     * is the default, for the percentile.
     */
    double threshold;
    /** For how long it must, in ms; 100 unless set. */
    double min_ms;
} subthal_beta_bursts_config;

/** A burst of a rhythm. */
typedef struct subthal_beta_burst {
    /** Its first sample. */
    uint64_t first_sample;
    /** The first sample after it. */
    uint64_t end_sample;
    /** The mean of the smoothed envelope in it, in the unit of the signal. */
    double amplitude;
} subthal_beta_burst;

/** Which band's phase and which band's amplitude, and how many surrogates say what chance gives. */
typedef struct subthal_coupling_config {
    /** sizeof this struct; set by subthal_coupling_config_default. */
    size_t struct_size;
    /** From one sample to the next, in ms. Required. */
    double interval_ms;
    /** The lower edge of the band whose phase counts, in Hz; 13 unless set. */
    double phase_low_hz;
    /** Its upper edge, in Hz; 30 unless set. */
    double phase_high_hz;
    /** The lower edge of the band whose amplitude counts, in Hz; 50 unless set. */
    double amplitude_low_hz;
    /** Its upper edge, in Hz; 150 unless set. */
    double amplitude_high_hz;
    /** Copies in which the amplitude is shifted in time; 200 unless set, 0 for none. */
    uint64_t n_surrogates;
    /** Of the shifts; 0 unless set. */
    uint64_t seed;
} subthal_coupling_config;

/** How the amplitude of one band depends on the phase of another, as subthal_phase_amplitude fills it. */
typedef struct subthal_coupling_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /**
     * The modulation index, from 0 to 1; NaN of a signal without amplitude, or too short to have every
     * phase.
     */
    double mi;
    /** The modulation index less the mean of the surrogates, over their SD; NaN of fewer than 2. */
    double z;
    /** The chance of such an index: (1 + surrogates that reach it) / (1 + surrogates). */
    double p;
    /**
     * The mean amplitude in each bin of the phase, from -180 degrees up in steps of 20, in the unit of the
     * signal.
     */
    double amplitudes[18];
} subthal_coupling_info;

/** Errors of a relay, as subthal_relay fills it: means over cells and pulses, NaN if no pulse counts. */
typedef struct subthal_relay_info {
    /** sizeof the caller's version of this struct. */
    size_t struct_size;
    /** Errors a pulse: misses, bursts and every spurious spike; above 1 if these are many. */
    double error_index;
    /** The fraction of pulses passed on by one spike and nothing else, from 0 to 1. */
    double fidelity;
    /** The fraction of pulses without a spike. */
    double misses;
    /** The fraction of pulses with two spikes or more. */
    double bursts;
    /** Spurious spikes a pulse. */
    double spurious;
    /** The pulses that count. */
    uint64_t n_pulses;
} subthal_relay_info;

/** How every trial of a batch is run. */
typedef struct subthal_protocol {
    /** sizeof this struct; set by subthal_protocol_default. */
    size_t struct_size;
    /** Length of a step, in ms, from 1e-4 to 1; 0.025 unless set. */
    double dt_ms;
    /** Simulated first and not measured, in ms, a whole number of steps; 500 unless set. */
    double burn_in_ms;
    /** Measured then, in ms, a whole number of steps; 2000 unless set. */
    double measured_ms;
    /** "single", which is the default, or "double". */
    const char *precision;
    /** "forward_euler", which is the default, or "exponential_euler". */
    const char *integrator;
    /**
     * 0, which is the default: a seed is the number of a trial, with noise and an initial state of its own
     * on the wiring and the cells of the network. 1: a seed stands in place of the network's, and
     * draws everything anew.
     */
    int32_t redraw_wiring;
    /** 0; kept for later. */
    int32_t reserved;
} subthal_protocol;

/** Trials that differ in parameters and seeds, and where their answers go. */
typedef struct subthal_batch {
    /** sizeof this struct; set by subthal_batch_default. */
    size_t struct_size;
    /** Ids of the parameters that are set (n_params), from subthal_network_find_param. */
    const size_t *params;
    /** Parameters that are set; 0 unless set. */
    size_t n_params;
    /** Their values (n_trials x n_params), row after row. */
    const double *values;
    /** Elements in values. */
    size_t values_len;
    /** One seed a trial (n_trials); subthal_protocol.redraw_wiring says what it draws. */
    const uint64_t *seeds;
    /** Trials. */
    size_t n_trials;
    /**
     * What is measured (n_metrics): "population.metric" with a metric of subthal_names("metric"), such as
     * "stn.rate", or "first.second.metric" with one of two populations, such as "stn.gpe.coherence".
     */
    const char *const *metrics;
    /** Metrics. */
    size_t n_metrics;
    /**
     * Threads that simulate, beside the calling one, which waits; 0, which is the default, for as many as
     * this machine has.
     */
    size_t n_threads;
    /** Written: metrics (n_trials x n_metrics), row after row; NaN where a trial has none. */
    double *results;
    /** Elements in results. */
    size_t results_len;
    /** Written: what became of each trial (n_trials), a subthal_status. May be NULL. */
    int32_t *statuses;
    /** Elements in statuses. */
    size_t statuses_len;
    /**
     * Written: why each trial failed (n_trials x sentence_size), each UTF-8 that ends in NUL, cut where
     * it is longer: the parameter and its range, or the population, the cell and the step that
     * diverged; "" where none did. May be NULL.
     */
    char *sentences;
    /** Bytes in sentences. */
    size_t sentences_len;
    /** Bytes for each of them, its NUL included; 256 unless set. */
    size_t sentence_size;
} subthal_batch;

/**
 * Asked a few times a second, on the thread that called subthal_evaluate, and after the last trial: how many
 * trials are done, of how many. Anything but 0 cancels. It must return; it may call the library.
 */
typedef int32_t (*subthal_progress)(size_t n_done, size_t n_trials, void *context);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/* ---- The library: version, failures, names ------------------------------------------------------ */

/**
 * Returns the version of the library that is loaded, as major * 10000 + minor * 100 + patch.
 *
 * The macros SUBTHAL_VERSION_MAJOR, _MINOR and _PATCH are those of the header. Any thread.
 */
uint32_t subthal_version(void);

/**
 * Returns the version of the library that is loaded as text, such as "1.2.3".
 *
 * Never NULL; the text is constant and belongs to the library. Any thread.
 */
const char *subthal_version_string(void);

/**
 * Returns the name of a status in lower case, such as "out_of_range"; "unknown" for other numbers.
 *
 * Never NULL; the text is constant and belongs to the library. Any thread.
 */
const char *subthal_status_name(int32_t status);

/**
 * Returns the sentence that explains the calling thread's last failing call, in UTF-8.
 *
 * Never NULL; "" before the first failure. Calls that succeed leave it as it is. The pointer
 * belongs to the library and stays valid until the same thread's next failing call, or its end.
 */
const char *subthal_last_error(void);

/**
 * Lists the names of a kind, one per line: `kind` is "preset", "model", "rule", "kinetics",
 * "integrator", "metric", "waveform", "estimator" or "controller".
 *
 * Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
 * `out` NULL and `out_len` 0 to ask for the size alone. Any thread.
 *
 * `kind` is NULL, which is an error, or a text that ends in NUL; `out` is NULL or writable for
 * `out_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_names(const char *kind, char *out, size_t out_len, size_t *needed);

/* ---- A network: what to simulate ---------------------------------------------------------------- */

/**
 * Makes an empty network, owned by the caller, who ends it by subthal_network_free.
 *
 * Wiring, heterogeneity, initial state and noise all follow from `seed`. At most 65,536 networks
 * live at once.
 *
 * `net` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_new(uint64_t seed, struct subthal_network **net);

/**
 * Makes a second network that says the same as `net`, owned by the caller.
 *
 * `copy` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_copy(const struct subthal_network *net,
                                    struct subthal_network **copy);

/**
 * Ends a network. NULL is fine. Its simulators live on.
 *
 * A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is
 * using is SUBTHAL_STATUS_BUSY; neither is freed.
 */
subthal_status subthal_network_free(struct subthal_network *net);

/**
 * Asks for the seed.
 *
 * `seed` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_seed(const struct subthal_network *net, uint64_t *seed);

/** Draws everything random anew: wiring, heterogeneity, initial state, noise. */
subthal_status subthal_network_set_seed(struct subthal_network *net, uint64_t seed);

/**
 * Estimates how many bytes a simulator of this network will take, before anything is built.
 *
 * `bytes` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_memory_bytes(const struct subthal_network *net, uint64_t *bytes);

/**
 * Fills a configuration; `struct_size` is sizeof *config.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_preset_config_default(struct subthal_preset_config *config,
                                             size_t struct_size);

/**
 * Makes a network by name, one of subthal_names("preset"), owned by the caller, who may change it:
 * "stn_gpe_gpi_..." to work with, "seed_...", "so_2012_..." and "rubin_terman_2004_..." as published, the
 * last two for steps of 0.01 ms by forward Euler.
 *
 * `config` may be NULL for its defaults.
 *
 * `name` is NULL, which is an error, or a text that ends in NUL; `config` is NULL or a struct that
 * subthal_preset_config_default has filled; `net` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_from_preset(const char *name,
                                           const struct subthal_preset_config *config,
                                           struct subthal_network **net);

/**
 * Adds `n_cells` cells of a model, with the model's parameters at their defaults.
 *
 * `name` starts with a letter and has up to 64 letters, digits or '_'; it is not yet the name of a
 * population, a projection or an input. `model` is one of subthal_names("model"). Populations
 * count from 0 in the order of addition. All cells are equal and start equal, so they fire as one,
 * until noise, subthal_network_set_heterogeneity or subthal_network_set_initial_spread tells them
 * apart.
 *
 * `name` and `model` are NULL, which is an error, or texts that end in NUL.
 */
subthal_status subthal_network_add_population(struct subthal_network *net,
                                              const char *name,
                                              const char *model,
                                              uint64_t n_cells);

/**
 * Asks how many populations there are.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_population_count(const struct subthal_network *net, size_t *count);

/**
 * Describes population `index`, from 0. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_network_population_info(const struct subthal_network *net,
                                               size_t index,
                                               struct subthal_population_info *info,
                                               size_t struct_size);

/**
 * Lists what can be probed in a population, one name per line: the model's state variables, then
 * its currents "i_syn", "i_noise", "i_input".
 *
 * Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
 * `out` NULL and `out_len` 0 to ask for the size alone.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL; `out` is NULL or writable
 * for `out_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_network_variable_names(const struct subthal_network *net,
                                              const char *population,
                                              char *out,
                                              size_t out_len,
                                              size_t *needed);

/**
 * Fills a configuration; `struct_size` is sizeof *config. name, from and to must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_projection_config_default(struct subthal_projection_config *config,
                                                 size_t struct_size);

/**
 * Adds synapses from one population to another. Texts and edges are copied.
 *
 * Its numbers become parameters: "name.weight" (not for edges), "name.weight_scale", "name.e_rev",
 * "name.tau_rise" (two_stage), "name.tau_decay" and "name.delay" (not graded), "name.alpha", "name.beta",
 * "name.theta" and "name.sigma" (graded), and, where spikes open synapses that do not saturate,
 * "name.delay_spread", "name.spike_scale" (1: what a spike adds) and "name.tonic_rate" (0 Hz: a steady
 * rate of arrivals at each synapse). spike_scale 0 with the source's own rate as tonic_rate replaces
 * its spikes by their mean.
 *
 * `config` is NULL, which is an error, or a struct that subthal_projection_config_default has
 * filled, whose texts end in NUL and whose edge arrays have n_edges elements or are NULL.
 */
subthal_status subthal_network_add_projection(struct subthal_network *net,
                                              const struct subthal_projection_config *config);

/**
 * Fills a configuration; `struct_size` is sizeof *config. population must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_noise_config_default(struct subthal_noise_config *config,
                                            size_t struct_size);

/**
 * Adds noise, an Ornstein-Uhlenbeck process of its own in each cell, to a population that has none.
 *
 * Its numbers become parameters: "population.noise.tau", ".mean" and ".sigma".
 *
 * `config` is NULL, which is an error, or a struct that subthal_noise_config_default has filled,
 * whose text ends in NUL.
 */
subthal_status subthal_network_add_noise(struct subthal_network *net,
                                         const struct subthal_noise_config *config);

/**
 * Fills a configuration; `struct_size` is sizeof *config. name and population must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_input_config_default(struct subthal_input_config *config,
                                            size_t struct_size);

/**
 * Adds an input channel. Texts and arrays are copied.
 *
 * `config` is NULL, which is an error, or a struct that subthal_input_config_default has filled,
 * whose texts end in NUL and whose arrays have the elements they say or are NULL.
 */
subthal_status subthal_network_add_input(struct subthal_network *net,
                                         const struct subthal_input_config *config);

/**
 * Fills a configuration; `struct_size` is sizeof *config. name and population must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_pulses_config_default(struct subthal_pulses_config *config,
                                             size_t struct_size);

/**
 * Adds a train of pulses. Texts and arrays are copied.
 *
 * Its numbers become parameters: "name.frequency", "name.cv", "name.amplitude", "name.width", which may
 * change while a simulator runs, and "name.start". A frequency of 0 stops the train after the pulse
 * that is under way; another begins it anew with the next step.
 *
 * `config` is NULL, which is an error, or a struct that subthal_pulses_config_default has filled,
 * whose texts end in NUL and whose arrays have the elements they say or are NULL.
 */
subthal_status subthal_network_add_pulses(struct subthal_network *net,
                                          const struct subthal_pulses_config *config);

/**
 * Asks in which of the first `n_steps` steps of `dt_ms` of a trial the pulses of a train begin to act, while
 * nobody changes its parameters: those that begin before the first step are left out.
 *
 * Writes `steps` (n_pulses), ascending, and n_pulses into `needed`, which may be NULL. Pass `steps` NULL
 * and `steps_len` 0 to ask for n_pulses alone. Any thread.
 *
 * `name` is NULL, which is an error, or a text that ends in NUL; `steps` is NULL or writable for
 * `steps_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_network_pulse_steps(const struct subthal_network *net,
                                           const char *name,
                                           uint64_t trial,
                                           double dt_ms,
                                           uint64_t n_steps,
                                           uint64_t *steps,
                                           size_t steps_len,
                                           size_t *needed);

/**
 * Fills a configuration; `struct_size` is sizeof *config. name and population must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_stimulator_config_default(struct subthal_stimulator_config *config,
                                                 size_t struct_size);

/**
 * Adds a stimulator. Texts and arrays are copied.
 *
 * Its numbers become parameters: "name.frequency", "name.amplitude", "name.width", "name.gap",
 * "name.recharge", "name.recharge_tau", "name.soma", "name.slew", "name.collision" and "name.refractory",
 * which may change while a simulator runs, and "name.start", "name.most_amplitude", "name.most_charge" and
 * "name.impedance". A pulse that has begun stays as it is, whatever changes; another frequency keeps the
 * phase of the train; a pulse that would begin before the last has ended is left out.
 *
 * `config` is NULL, which is an error, or a struct that subthal_stimulator_config_default has filled,
 * whose texts end in NUL and whose arrays have the elements they say or are NULL.
 */
subthal_status subthal_network_add_stimulator(struct subthal_network *net,
                                              const struct subthal_stimulator_config *config);

/**
 * Fills a configuration; `struct_size` is sizeof *config. population must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_probe_config_default(struct subthal_probe_config *config,
                                            size_t struct_size);

/**
 * Adds a probe. Channels stand in the order in which probes were added, then of cells.
 *
 * `config` is NULL, which is an error, or a struct that subthal_probe_config_default has filled,
 * whose texts end in NUL and whose array has the elements it says or is NULL.
 */
subthal_status subthal_network_add_probe(struct subthal_network *net,
                                         const struct subthal_probe_config *config);

/**
 * Says where the cells of a population are: x, y and z of each in um, one cell after another (3 x n_cells).
 *
 * No number is beyond 1 m. Positions matter to subthal_network_add_lfp and subthal_network_field alone.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL; `xyz_um` is NULL or readable for
 * `n_xyz` elements.
 */
subthal_status subthal_network_set_positions(struct subthal_network *net,
                                             const char *population,
                                             const double *xyz_um,
                                             size_t n_xyz);

/**
 * Scatters the cells of a population in a ball, evenly: drawn now, by the seed of now. All in um.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL.
 */
subthal_status subthal_network_place_in_ball(struct subthal_network *net,
                                             const char *population,
                                             double x_um,
                                             double y_um,
                                             double z_um,
                                             double radius_um);

/**
 * Asks where the cells of a population are.
 *
 * Writes `xyz_um` (3 x n_cells): x, y and z of each in um, and the elements that takes into `needed`, which
 * may be NULL. Pass `xyz_um` NULL and `xyz_len` 0 to ask for the number alone. A population without
 * positions is SUBTHAL_STATUS_INVALID_ARGUMENT. Any thread.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL; `xyz_um` is NULL or writable for
 * `xyz_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_network_positions(const struct subthal_network *net,
                                         const char *population,
                                         double *xyz_um,
                                         size_t xyz_len,
                                         size_t *needed);

/**
 * Asks for the potential at each cell of a population for 1 mA from a point electrode at x, y, z in um: 1/(4 pi
 * sigma r) in a tissue of `conductivity` sigma in S/m, from 0.001 to 10; a cell within 10 um counts as 10 um away.
 *
 * Times what a mV at a cell is worth there, these are the weights of a stimulator; a threshold in mV over these
 * is a threshold of axons in mA. Contacts of one electrode add. Writes `mv_per_ma` (n_cells), and the elements
 * that takes into `needed`, which may be NULL. Pass `mv_per_ma` NULL and `mv_len` 0 to ask for the number
 * alone. Any thread.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL; `mv_per_ma` is NULL or writable for
 * `mv_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_network_field(const struct subthal_network *net,
                                     const char *population,
                                     double x_um,
                                     double y_um,
                                     double z_um,
                                     double conductivity,
                                     double *mv_per_ma,
                                     size_t mv_len,
                                     size_t *needed);

/**
 * Fills a configuration; `struct_size` is sizeof *config. name must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_lfp_config_default(struct subthal_lfp_config *config, size_t struct_size);

/**
 * Adds an electrode that records. Texts and arrays are copied.
 *
 * Its channel stands after those of all probes, in the order of addition. The positions of cells count as they
 * are when a simulator is made. A population without positions that is listed, or none with positions, is
 * SUBTHAL_STATUS_INVALID_ARGUMENT.
 *
 * `config` is NULL, which is an error, or a struct that subthal_lfp_config_default has filled, whose texts
 * end in NUL and whose array has the elements it says or is NULL.
 */
subthal_status subthal_network_add_lfp(struct subthal_network *net,
                                       const struct subthal_lfp_config *config);

/* ---- Parameters of a network -------------------------------------------------------------------- */

/**
 * Asks how many parameters there are: their ids count from 0.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_param_count(const struct subthal_network *net, size_t *count);

/**
 * Describes a parameter. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_network_param_info(const struct subthal_network *net,
                                          size_t id,
                                          struct subthal_param_info *info,
                                          size_t struct_size);

/**
 * Asks for the id of a parameter, such as "stn.i_app"; an unknown path is answered with the nearest.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `id` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_network_find_param(const struct subthal_network *net,
                                          const char *path,
                                          size_t *id);

/**
 * Asks for the value of a parameter by path.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `value` is NULL, which is an error,
 * or writable.
 */
subthal_status subthal_network_get(const struct subthal_network *net,
                                   const char *path,
                                   double *value);

/**
 * Sets a parameter by path, for all cells; values that were set per cell are dropped.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL.
 */
subthal_status subthal_network_set(struct subthal_network *net, const char *path, double value);

/**
 * Asks for the values of `n_ids` parameters by id.
 *
 * `ids` is NULL or readable and `values` is NULL or writable, for `n_ids` elements; NULL is an error
 * unless `n_ids` is 0.
 */
subthal_status subthal_network_get_many(const struct subthal_network *net,
                                        const size_t *ids,
                                        double *values,
                                        size_t n_ids);

/**
 * Sets `n_ids` parameters by id, all or none; as subthal_network_set does each.
 *
 * `ids` and `values` are NULL or readable, for `n_ids` elements; NULL is an error unless `n_ids` is 0.
 */
subthal_status subthal_network_set_many(struct subthal_network *net,
                                        const size_t *ids,
                                        const double *values,
                                        size_t n_ids);

/**
 * Gives each cell of a population its own value of a parameter: `values` (n_values), in the unit of
 * the parameter, as many as there are cells. A spread set before ends; subthal_network_get goes on to
 * give the value that was one for all.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `values` is NULL or readable for
 * `n_values` elements.
 */
subthal_status subthal_network_set_cells(struct subthal_network *net,
                                         const char *path,
                                         const double *values,
                                         size_t n_values);

/**
 * Spreads a parameter over the cells of its population: normal, truncated at 3 SD, drawn from the
 * network's seed. `relative_sd` is the SD over the value, from 0, which ends the spread, to 1.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL.
 */
subthal_status subthal_network_set_heterogeneity(struct subthal_network *net,
                                                 const char *path,
                                                 double relative_sd);

/**
 * Sets where a state variable starts, such as "stn.v": `values` (n_values), in the unit of the
 * variable, where n_values is 1, for all cells, or the number of cells.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `values` is NULL or readable for
 * `n_values` elements.
 */
subthal_status subthal_network_set_initial(struct subthal_network *net,
                                           const char *path,
                                           const double *values,
                                           size_t n_values);

/**
 * Spreads where a state variable starts, by `sd` in its unit: normal, truncated at 3 SD, another
 * draw for each trial.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL.
 */
subthal_status subthal_network_set_initial_spread(struct subthal_network *net,
                                                  const char *path,
                                                  double sd);

/**
 * Asks for the value of a parameter in every cell of its population, heterogeneity included.
 *
 * Writes `values` (n_cells), and n_cells into `needed`, which may be NULL. Pass `values` NULL and
 * `values_len` 0 to ask for n_cells alone.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `values` is NULL or writable for
 * `values_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_network_cell_values(const struct subthal_network *net,
                                           const char *path,
                                           double *values,
                                           size_t values_len,
                                           size_t *needed);

/* ---- A network read back ------------------------------------------------------------------------ */

/**
 * Asks how many projections there are.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_network_projection_count(const struct subthal_network *net, size_t *count);

/**
 * Describes projection `index`, from 0, in the order of addition. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_network_projection_info(const struct subthal_network *net,
                                               size_t index,
                                               struct subthal_projection_info *info,
                                               size_t struct_size);

/**
 * Asks for the synapses of a projection: source cell, target cell, weight of each in the projection's
 * unit, its weight_scale left out, and delay in ms, which a simulator rounds to whole steps; ordered
 * by source.
 *
 * Writes `pre`, `post`, `weight` and `delay_ms` (n_synapses each), and n_synapses into `needed`, which
 * may be NULL. An array that is NULL is left out; with all four NULL the call only counts. The wiring
 * is drawn anew at each call, the same each time.
 *
 * `projection` is NULL, which is an error, or a text that ends in NUL; the arrays are NULL or
 * writable for `len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_network_wiring(const struct subthal_network *net,
                                      const char *projection,
                                      uint32_t *pre,
                                      uint32_t *post,
                                      double *weight,
                                      double *delay_ms,
                                      size_t len,
                                      size_t *needed);

/**
 * Writes the whole description as text (TOML), exactly: subthal_network_from_text makes an equal
 * network of it, with the same results to the last bit.
 *
 * Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
 * `out` NULL and `out_len` 0 to ask for the size alone.
 *
 * `out` is NULL or writable for `out_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_network_to_text(const struct subthal_network *net,
                                       char *out,
                                       size_t out_len,
                                       size_t *needed);

/**
 * Makes a network from the `text_len` bytes of a text, checked as if it were built by hand; it is
 * owned by the caller.
 *
 * `text` is NULL, which is an error, or readable for `text_len` bytes; `net` is NULL, which is an
 * error, or writable.
 */
subthal_status subthal_network_from_text(const char *text,
                                         size_t text_len,
                                         struct subthal_network **net);

/* ---- A simulator: a running network ------------------------------------------------------------- */

/**
 * Fills a configuration; `struct_size` is sizeof *config.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_config_default(struct subthal_simulator_config *config,
                                                size_t struct_size);

/**
 * Makes a simulator of a network, before its first step; it is owned by the caller.
 *
 * `config` may be NULL for its defaults. A network larger than the machine's memory is
 * SUBTHAL_STATUS_TOO_LARGE before anything is built. At most 65,536 simulators live at once.
 *
 * `config` is NULL or a struct that subthal_simulator_config_default has filled, whose texts end in
 * NUL; `sim` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_new(const struct subthal_network *net,
                                     const struct subthal_simulator_config *config,
                                     struct subthal_simulator **sim);

/**
 * Ends a simulator. NULL is fine.
 *
 * A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is
 * using is SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
 */
subthal_status subthal_simulator_free(struct subthal_simulator *sim);

/**
 * Goes back to before the first step, with the parameters that the simulator was made with: it
 * equals a new one. Also after a divergence. Not real-time safe.
 */
subthal_status subthal_simulator_reset(struct subthal_simulator *sim);

/**
 * Asks how many steps are done; the time is that many times dt_ms. Real-time safe.
 *
 * `step` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_step(const struct subthal_simulator *sim, uint64_t *step);

/**
 * Asks for the time simulated, in ms. Real-time safe.
 *
 * `time_ms` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_time_ms(const struct subthal_simulator *sim, double *time_ms);

/**
 * Asks for the length of a step, in ms. Real-time safe.
 *
 * `dt_ms` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_dt_ms(const struct subthal_simulator *sim, double *dt_ms);

/**
 * Asks about how many bytes the simulator takes. Real-time safe.
 *
 * `bytes` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_memory_bytes(const struct subthal_simulator *sim, uint64_t *bytes);

/**
 * Asks for the most work that one step can be: the number of cells, each stepped once, plus the
 * number of synapses, each reached by a spike once, as when every cell fires in one step; one that
 * saturates counts four times. Known from the beginning, and never passed. Real-time safe.
 *
 * `bound` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_step_bound(const struct subthal_simulator *sim, uint64_t *bound);

/**
 * Asks for the instruction set in use, such as "avx2". Results do not depend on it.
 *
 * Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
 * `out` NULL and `out_len` 0 to ask for the size alone.
 *
 * `out` is NULL or writable for `out_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_simulator_backend(const struct subthal_simulator *sim,
                                         char *out,
                                         size_t out_len,
                                         size_t *needed);

/**
 * Asks how many populations a simulator has. Real-time safe.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_population_count(const struct subthal_simulator *sim,
                                                  size_t *count);

/**
 * Describes population `index`, from 0, of a simulator, as it was in the network it was made of: the
 * order is that of subthal_spike. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_population_info(const struct subthal_simulator *sim,
                                                 size_t index,
                                                 struct subthal_population_info *info,
                                                 size_t struct_size);

/**
 * Fills a run; `struct_size` is sizeof *run.
 *
 * `run` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_run_default(struct subthal_run *run, size_t struct_size);

/**
 * Asks how many output rows the next `n_steps` steps will give when every `every`-th is written (0
 * is 1). Real-time safe.
 *
 * `n_rows` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_row_count(const struct subthal_simulator *sim,
                                           uint64_t n_steps,
                                           uint64_t every,
                                           uint64_t *n_rows);

/**
 * Advances the simulation by run->n_steps. One run of n steps equals n runs of one, bit by bit.
 *
 * Real-time safe: no allocation, lock or system call, and a work per step that is bounded by the
 * cells plus every synapse delivered once. (A call that fails may allocate.)
 *
 * SUBTHAL_STATUS_DIVERGED leaves run->n_rows rows and run->n_spikes spikes from before the failing
 * step, and zeros in the rest of the rows; the simulator then accepts subthal_simulator_reset and
 * subthal_simulator_free, and can be looked at: subthal_simulator_divergence says where.
 * SUBTHAL_STATUS_CANCELLED (see subthal_run.cancel) leaves the same of the steps that are done, and
 * subthal_simulator_step says how many these are; a further run goes on from there, with the bits of
 * a run that was not cancelled. On every other failure nothing has changed: neither the buffers, nor
 * `run`, nor the simulation. Inputs that are not finite, or a thread that does not round to nearest,
 * are such failures.
 *
 * `run` is NULL, which is an error, or a struct that subthal_run_default has filled, whose buffers
 * have the elements it says or are NULL, and are used by no one else during the call; its cancel is
 * NULL or readable, and written during the call by atomic stores only.
 */
subthal_status subthal_simulator_run(struct subthal_simulator *sim,
                                     struct subthal_run *run);

/**
 * Asks how many columns an output row has. Real-time safe.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_channel_count(const struct subthal_simulator *sim, size_t *count);

/**
 * Describes column `index`, from 0, of the output rows. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_channel_info(const struct subthal_simulator *sim,
                                              size_t index,
                                              struct subthal_channel_info *info,
                                              size_t struct_size);

/**
 * Asks how many columns an input row has. Real-time safe.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_input_count(const struct subthal_simulator *sim, size_t *count);

/**
 * Describes column `index`, from 0, of the input rows. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_input_info(const struct subthal_simulator *sim,
                                            size_t index,
                                            struct subthal_channel_info *info,
                                            size_t struct_size);

/**
 * Asks how many parameters there are: their ids count from 0, and are those of the network.
 *
 * `count` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_param_count(const struct subthal_simulator *sim, size_t *count);

/**
 * Describes a parameter. `struct_size` is sizeof *info.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_param_info(const struct subthal_simulator *sim,
                                            size_t id,
                                            struct subthal_param_info *info,
                                            size_t struct_size);

/**
 * Asks for the id of a parameter, such as "stn.i_app"; an unknown path is answered with the nearest.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `id` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_simulator_find_param(const struct subthal_simulator *sim,
                                            const char *path,
                                            size_t *id);

/**
 * Asks for the value that a parameter has now, by path.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL; `value` is NULL, which is an error,
 * or writable.
 */
subthal_status subthal_simulator_get(const struct subthal_simulator *sim,
                                     const char *path,
                                     double *value);

/**
 * Sets a parameter by path, from the next step on. A weight_scale of 0 cuts a projection.
 *
 * A parameter that shapes the network is SUBTHAL_STATUS_FIXED_WHILE_RUNNING. subthal_simulator_reset
 * takes the change back. Real-time safe for the parameters of a stimulator, not for others.
 *
 * `path` is NULL, which is an error, or a text that ends in NUL.
 */
subthal_status subthal_simulator_set(struct subthal_simulator *sim,
                                     const char *path,
                                     double value);

/**
 * Asks for the values that `n_ids` parameters have now, by id. Real-time safe.
 *
 * `ids` is NULL or readable and `values` is NULL or writable, for `n_ids` elements; NULL is an error
 * unless `n_ids` is 0.
 */
subthal_status subthal_simulator_get_many(const struct subthal_simulator *sim,
                                          const size_t *ids,
                                          double *values,
                                          size_t n_ids);

/**
 * Sets `n_ids` parameters by id, all or none; as subthal_simulator_set does each. Real-time safe
 * for the parameters of a stimulator, not for others.
 *
 * `ids` and `values` are NULL or readable, for `n_ids` elements; NULL is an error unless `n_ids` is 0.
 */
subthal_status subthal_simulator_set_many(struct subthal_simulator *sim,
                                          const size_t *ids,
                                          const double *values,
                                          size_t n_ids);

/**
 * Asks whether, where and when the simulation diverged. `struct_size` is sizeof *divergence.
 *
 * `divergence` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_divergence(const struct subthal_simulator *sim,
                                            struct subthal_divergence *divergence,
                                            size_t struct_size);

/**
 * Copies a state variable of every cell of a population, as it is now: one of
 * subthal_network_variable_names, in the unit that subthal_channel_info has where it is probed.
 *
 * Writes `values` (n_cells), and n_cells into `needed`, which may be NULL. Pass `values` NULL and
 * `values_len` 0 to ask for n_cells alone. Real-time safe.
 *
 * `population` and `variable` are NULL, which is an error, or texts that end in NUL; `values` is
 * NULL or writable for `values_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_simulator_state(const struct subthal_simulator *sim,
                                       const char *population,
                                       const char *variable,
                                       double *values,
                                       size_t values_len,
                                       size_t *needed);

/**
 * Hashes the complete state (FNV-1a, 64 bit): equal on every machine after the same steps.
 *
 * `hash` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_state_hash(const struct subthal_simulator *sim, uint64_t *hash);

/**
 * Asks how often V of a population was clamped by its model since the beginning; 0 where a model
 * does not clamp. Real-time safe.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL; `count` is NULL, which is an
 * error, or writable.
 */
subthal_status subthal_simulator_clamp_count(const struct subthal_simulator *sim,
                                             const char *population,
                                             uint64_t *count);

/**
 * Asks how many spikes a population has fired since the beginning. Real-time safe.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL; `count` is NULL, which is an
 * error, or writable.
 */
subthal_status subthal_simulator_spike_count(const struct subthal_simulator *sim,
                                             const char *population,
                                             uint64_t *count);

/**
 * Makes a cell fire in the next step: its targets receive the spike, its V does not move. Real-time
 * safe.
 *
 * `population` is NULL, which is an error, or a text that ends in NUL.
 */
subthal_status subthal_simulator_inject_spike(struct subthal_simulator *sim,
                                              const char *population,
                                              uint64_t cell);

/**
 * Asks what a stimulator has delivered since the beginning. `struct_size` is sizeof *delivered. Real-time
 * safe.
 *
 * `name` is NULL, which is an error, or a text that ends in NUL; `delivered` is NULL, which is an error, or
 * writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_delivered(const struct subthal_simulator *sim,
                                           const char *name,
                                           struct subthal_delivered *delivered,
                                           size_t struct_size);

/* ---- A moment of a simulator, and what was done to it ------------------------------------------- */

/**
 * Writes a snapshot: the complete state, noise and spikes under way, counts, and the parameters
 * changed while running.
 *
 * Writes its bytes to the beginning of `snapshot`, and into `needed`, which may be NULL, how many
 * they are: the same number as long as the simulator lives. Pass `snapshot` NULL and `snapshot_len`
 * 0 to ask for the number alone. The bytes are the same on every machine and backend; a checksum
 * guards them. Allocates at a simulator's first snapshot, never after it. After a divergence there
 * is no state to save: SUBTHAL_STATUS_STOPPED.
 *
 * `snapshot` is NULL or writable for `snapshot_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_simulator_save(const struct subthal_simulator *sim,
                                      uint8_t *snapshot,
                                      size_t snapshot_len,
                                      size_t *needed);

/**
 * Takes the state of a snapshot and goes on as the simulator that saved it did, bit by bit; also
 * after a divergence. subthal_simulator_reset still goes back to this simulator's own beginning.
 *
 * The snapshot may come from another process, machine or backend, but must belong to the same
 * network with the same parameters at the start, the same dt_ms, integrator and precision; probes
 * may differ. One that is damaged or belongs elsewhere is SUBTHAL_STATUS_INVALID_ARGUMENT, and
 * changes nothing. `snapshot_len` is exactly what subthal_simulator_save said. Not real-time safe.
 *
 * `snapshot` is NULL, which is an error, or readable for `snapshot_len` bytes.
 */
subthal_status subthal_simulator_load(struct subthal_simulator *sim,
                                      const uint8_t *snapshot,
                                      size_t snapshot_len);

/**
 * Makes a second simulator that stands at the same moment, with the same probes and inputs, and
 * goes its own way from there; it is owned by the caller.
 *
 * Cheaper than a new one: the synapses are shared, and freed with the last that uses them. Each may
 * be used by a thread of its own. Not real-time safe.
 *
 * `fork` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_fork(const struct subthal_simulator *sim,
                                      struct subthal_simulator **fork);

/**
 * Begins to log what is done to the simulator: a snapshot of now, then runs with their inputs,
 * parameters, spikes, resets and snapshots loaded. An earlier log is gone.
 *
 * `capacity_bytes` are reserved, and written to, now: a run goes on without an allocation, and a log
 * that is full ends there without an error (see subthal_simulator_log_info). A snapshot must fit in;
 * each run takes 8 bytes a value of its inputs, runs in a row without inputs nothing. After the first
 * run that passes a multiple of `hash_every` steps the state is hashed, which takes as long as a few
 * steps; 0 is never, 1 finds the very step in which a replay departs. A fork keeps no log. Not
 * real-time safe.
 */
subthal_status subthal_simulator_log_start(struct subthal_simulator *sim,
                                           size_t capacity_bytes,
                                           uint64_t hash_every);

/** Ends the log and gives its memory back; without a log nothing happens. Not real-time safe. */
subthal_status subthal_simulator_log_stop(struct subthal_simulator *sim);

/**
 * Asks how far the log is; SUBTHAL_STATUS_INVALID_ARGUMENT where there is none. `struct_size` is
 * sizeof *info. Real-time safe.
 *
 * `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_simulator_log_info(const struct subthal_simulator *sim,
                                          struct subthal_log_info *info,
                                          size_t struct_size);

/**
 * Writes the log as it is now, with a hash of the state at its end; the log goes on.
 *
 * Writes its bytes to the beginning of `log`, and into `needed`, which may be NULL, how many they
 * are. Pass `log` NULL and `log_len` 0 to ask for the number alone. The bytes are for
 * subthal_simulator_replay, on any machine; a checksum guards them.
 *
 * `log` is NULL or writable for `log_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_simulator_log_save(const struct subthal_simulator *sim,
                                          uint8_t *log,
                                          size_t log_len,
                                          size_t *needed);

/**
 * Fills a replay; `struct_size` is sizeof *replay.
 *
 * `replay` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_replay_default(struct subthal_replay *replay, size_t struct_size);

/**
 * Does what a log tells again, by the same calls, and compares the states with those that it has
 * hashed; ends at the first that departs. Afterwards the simulator stands at that moment, and can
 * be looked at and run on; between two calls too.
 *
 * The simulator must be of the network, dt_ms, integrator and precision that were logged; its probes
 * may differ. A log that is damaged or belongs elsewhere is SUBTHAL_STATUS_INVALID_ARGUMENT and
 * changes nothing; that of a divergence ends in the same divergence. Not real-time safe.
 *
 * `replay` is NULL, which is an error, or a struct that subthal_replay_default has filled, whose log
 * is NULL or readable for log_len bytes.
 */
subthal_status subthal_simulator_replay(struct subthal_simulator *sim,
                                        struct subthal_replay *replay);

/* ---- Closed loops: estimators and controllers --------------------------------------------------- */

/**
 * Fills a configuration with the defaults of a kind, one of subthal_names("estimator"); `struct_size` is
 * sizeof *config.
 *
 * "band_rectified": the band, rectified and smoothed. "band_power": its power, in the square of the signal's
 * unit. "envelope_phase": its amplitude and its phase, by an observer (compare Rosenblum et al. 2021). "bursts": 1
 * while that which "band_rectified" gives is above a threshold for long enough, else 0 (after Tinkhauser et al.
 * 2017). "fleming_2020": the biomarker of Fleming, Dunn and Lowery (2020).
 *
 * The texts that it sets belong to the library, and stay.
 *
 * `kind` is NULL, which is an error, or a text that ends in NUL; `config` is NULL, which is an error, or
 * writable for `struct_size` bytes.
 */
subthal_status subthal_estimator_config_default(const char *kind,
                                                struct subthal_estimator_config *config,
                                                size_t struct_size);

/**
 * Makes an estimator, before its first sample; it is owned by the caller.
 *
 * All its memory is taken here; a window of more than 1 GiB is SUBTHAL_STATUS_TOO_LARGE. At most 65,536
 * estimators live at once. Any thread; not real-time safe.
 *
 * `config` is NULL, which is an error, or a struct that subthal_estimator_config_default has filled, whose
 * texts end in NUL; `est` is NULL, which is an error, or writable.
 */
subthal_status subthal_estimator_new(const struct subthal_estimator_config *config,
                                     struct subthal_estimator **est);

/**
 * Ends an estimator. NULL is fine.
 *
 * A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is using is
 * SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
 */
subthal_status subthal_estimator_free(struct subthal_estimator *est);

/** Forgets every sample: it equals a new one. Real-time safe. */
subthal_status subthal_estimator_reset(struct subthal_estimator *est);

/**
 * Takes one sample, and writes what is known after it. `struct_size` is sizeof *estimate.
 *
 * A sample that is not finite, or beyond 1e60, is refused: it is counted, and the last that was not refused
 * is taken in its place, 0 before the first. The call succeeds, and every value is finite. Real-time safe.
 *
 * `estimate` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_estimator_update(struct subthal_estimator *est,
                                        double sample,
                                        struct subthal_estimate *estimate,
                                        size_t struct_size);

/**
 * Takes `samples` (n_samples), and writes the value after each into `values` (n_samples): the bits of one at
 * a time. Refuses samples as subthal_estimator_update does. Real-time safe.
 *
 * `samples` is NULL or readable for `n_samples` elements; `values` is NULL or writable for `values_len`
 * elements.
 */
subthal_status subthal_estimator_run(struct subthal_estimator *est,
                                     const double *samples,
                                     size_t n_samples,
                                     double *values,
                                     size_t values_len);

/**
 * Writes the complete state.
 *
 * Writes its bytes to the beginning of `bytes`, and into `needed`, which may be NULL, how many they are: the
 * same number as long as the estimator lives. Pass `bytes` NULL and `bytes_len` 0 to ask for the number alone.
 * They are the same on every machine; a checksum guards them. Not real-time safe.
 *
 * `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_estimator_save(const struct subthal_estimator *est,
                                      uint8_t *bytes,
                                      size_t bytes_len,
                                      size_t *needed);

/**
 * Takes a saved state and goes on as the estimator that saved it did, bit by bit.
 *
 * It may come from another process or machine, but of an estimator of the same configuration. One that is
 * damaged or belongs elsewhere is SUBTHAL_STATUS_INVALID_ARGUMENT, and changes nothing. `bytes_len` is exactly
 * what subthal_estimator_save said. Not real-time safe.
 *
 * `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
 */
subthal_status subthal_estimator_load(struct subthal_estimator *est,
                                      const uint8_t *bytes,
                                      size_t bytes_len);

/**
 * Asks what an estimator of the kind "bursts" has seen; one of another kind is
 * SUBTHAL_STATUS_INVALID_ARGUMENT. `struct_size` is sizeof *bursts. Real-time safe.
 *
 * `bursts` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_estimator_bursts(const struct subthal_estimator *est,
                                        struct subthal_bursts_info *bursts,
                                        size_t struct_size);

/**
 * Fills a configuration with the defaults of a kind, one of subthal_names("controller"), that acts on the
 * "amplitude" or the "frequency"; `struct_size` is sizeof *config.
 *
 * "open_loop": a constant. "on_off": up above the set point, down below it, by a ramp. "dual_threshold": up above
 * one threshold, down below another, still between them. "pid": u = Kp (e + integral of e / Ti + Td de/dt) with
 * e = (measure - set point) / set point, or its numerator where the set point is 0, so that more of the measure
 * is more stimulation; "proportional" and "pi" are its first terms. All of these after Fleming, Dunn and Lowery
 * (2020). "phase_locked": one pulse where the phase of a rhythm passes a target, after Cagnan et al. (2017).
 *
 * The texts that it sets belong to the library, and stay.
 *
 * `kind` and `acts_on` are NULL, which is an error, or texts that end in NUL; `config` is NULL, which is an
 * error, or writable for `struct_size` bytes.
 */
subthal_status subthal_controller_config_default(const char *kind,
                                                 const char *acts_on,
                                                 struct subthal_controller_config *config,
                                                 size_t struct_size);

/**
 * Makes a controller, before its first measure; it is owned by the caller.
 *
 * At most 65,536 controllers live at once. Any thread; not real-time safe.
 *
 * `config` is NULL, which is an error, or a struct that subthal_controller_config_default has filled, whose
 * texts end in NUL; `ctl` is NULL, which is an error, or writable.
 */
subthal_status subthal_controller_new(const struct subthal_controller_config *config,
                                      struct subthal_controller **ctl);

/**
 * Ends a controller. NULL is fine.
 *
 * A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is using is
 * SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
 */
subthal_status subthal_controller_free(struct subthal_controller *ctl);

/** Forgets every measure: it equals a new one. Real-time safe. */
subthal_status subthal_controller_reset(struct subthal_controller *ctl);

/**
 * Takes one measure, once an interval, and writes the stimulus. `struct_size` is sizeof *stimulus.
 *
 * `measure` is in the unit of the set point; `phase_rad` is in radians from -pi to pi, and matters to
 * "phase_locked" alone: pass NaN elsewhere. A measure that is not finite or beyond 1e60, and for "phase_locked"
 * a phase that is none, are refused: they are counted, and the output stays as it was, or is that of no pulse.
 * The call succeeds, and every output is within the limits. Real-time safe.
 *
 * `stimulus` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_controller_update(struct subthal_controller *ctl,
                                         double measure,
                                         double phase_rad,
                                         struct subthal_stimulus *stimulus,
                                         size_t struct_size);

/**
 * Takes `measures` (n_measures), and writes the output after each into `outputs` (n_measures): the bits of one
 * at a time without a phase, so that "phase_locked" refuses each. Refuses measures as subthal_controller_update
 * does. Real-time safe.
 *
 * `measures` is NULL or readable for `n_measures` elements; `outputs` is NULL or writable for `outputs_len`
 * elements.
 */
subthal_status subthal_controller_run(struct subthal_controller *ctl,
                                      const double *measures,
                                      size_t n_measures,
                                      double *outputs,
                                      size_t outputs_len);

/**
 * Tells a controller that a stimulus was given, so that it measures nothing for its blanking_s; pulses of
 * "phase_locked" it tells itself. Real-time safe.
 */
subthal_status subthal_controller_stimulated(struct subthal_controller *ctl);

/**
 * Writes the complete state, as subthal_estimator_save does.
 *
 * `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_controller_save(const struct subthal_controller *ctl,
                                       uint8_t *bytes,
                                       size_t bytes_len,
                                       size_t *needed);

/**
 * Takes a saved state and goes on as the controller that saved it did, bit by bit, as
 * subthal_estimator_load does.
 *
 * `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
 */
subthal_status subthal_controller_load(struct subthal_controller *ctl,
                                       const uint8_t *bytes,
                                       size_t bytes_len);

/**
 * Fills a configuration; `struct_size` is sizeof *config. All but start_ms must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_loop_config_default(struct subthal_loop_config *config, size_t struct_size);

/**
 * Makes a loop for simulators of the network and dt_ms of this one; it is owned by the caller.
 *
 * `sim` is looked at only: the loop serves its forks too, and one that loads its snapshots. At most 65,536 loops
 * live at once. Not real-time safe.
 *
 * `config` is NULL, which is an error, or a struct that subthal_loop_config_default has filled, whose texts
 * end in NUL, and whose estimator and controller are NULL, which is an error, or structs that their
 * _default functions have filled, with texts that end in NUL; `closed` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_loop_new(const struct subthal_simulator *sim,
                                const struct subthal_loop_config *config,
                                struct subthal_loop **closed);

/**
 * Ends a loop. NULL is fine.
 *
 * A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is using is
 * SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
 */
subthal_status subthal_loop_free(struct subthal_loop *closed);

/** Forgets every sample: it equals a new one. The simulator is not touched. Real-time safe. */
subthal_status subthal_loop_reset(struct subthal_loop *closed);

/**
 * Advances a simulator by run->n_steps with the loop closed. One run of n steps equals n runs of one, bit by bit.
 *
 * After every sample of the estimator, counted in steps from the beginning of the simulation, the channel is
 * measured; after every interval of the controller `decide` is asked, or the controller's own law where it is
 * NULL, and the stimulator is set within the controller's limits; `context` is handed to `decide`. Then a tick is
 * written: `ticks` may hold fewer than there are, and `n_ticks`, which may be NULL, says how many these were: at most
 * run->n_steps over the controller's interval in steps, and one more.
 * What the loop sets is in the simulator's snapshots and log, so that a replay needs no loop.
 *
 * `run` and failures are as in subthal_simulator_run; a simulator that the loop was not made for is
 * SUBTHAL_STATUS_INVALID_ARGUMENT. After SUBTHAL_STATUS_DIVERGED and SUBTHAL_STATUS_CANCELLED the loop has
 * done what was due until there. Real-time safe.
 *
 * `run` as in subthal_simulator_run; `decide` is NULL or a function that returns; `ticks` is NULL or writable
 * for `ticks_len` elements, and no part of the run's buffers; `n_ticks` is NULL or writable.
 */
subthal_status subthal_loop_run(struct subthal_loop *closed,
                                struct subthal_simulator *sim,
                                struct subthal_run *run,
                                subthal_decide decide,
                                void *context,
                                struct subthal_tick *ticks,
                                size_t ticks_len,
                                uint64_t *n_ticks);

/**
 * Writes the complete state of the loop, the simulator's aside, as subthal_estimator_save does.
 *
 * `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
 */
subthal_status subthal_loop_save(const struct subthal_loop *closed,
                                 uint8_t *bytes,
                                 size_t bytes_len,
                                 size_t *needed);

/**
 * Takes a saved state and goes on as the loop that saved it did, bit by bit, if the simulator does so too.
 *
 * `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
 */
subthal_status subthal_loop_load(struct subthal_loop *closed,
                                 const uint8_t *bytes,
                                 size_t bytes_len);

/* ---- Metrics ------------------------------------------------------------------------------------ */

/**
 * Computes a metric by name of the steps that a simulator has just run.
 *
 * `run` is the struct that the last subthal_simulator_run filled, and its buffers as that call left
 * them; it must hold all spikes. `metric` is one of subthal_names("metric") that is of one population;
 * one that is made from a mean over it needs a probe of the mean "v", or "i_syn", and rows. The first
 * `burn_in_steps` of the run do not count. A run made of many calls is one recording: let their buffers
 * follow each other, since the steps of spikes count from the beginning, and describe them by one
 * struct with the sums of n_steps, n_rows and n_spikes. NaN where the run has no such value. Not
 * real-time safe.
 *
 * `run` is NULL, which is an error, or a struct that subthal_run_default has filled, whose buffers
 * have the elements it says or are NULL; `population` and `metric` are NULL, which is an error, or
 * texts that end in NUL; `value` is NULL, which is an error, or writable.
 */
subthal_status subthal_simulator_metric(const struct subthal_simulator *sim,
                                        const struct subthal_run *run,
                                        const char *population,
                                        const char *metric,
                                        uint64_t burn_in_steps,
                                        double *value);

/**
 * Describes a metric by name, one of subthal_names("metric"). `struct_size` is sizeof *info.
 *
 * `name` is NULL, which is an error, or a text that ends in NUL; `info` is NULL, which is an error,
 * or writable for `struct_size` bytes.
 */
subthal_status subthal_metric_describe(const char *name,
                                       struct subthal_metric_info *info,
                                       size_t struct_size);

/**
 * Fills a recording; `struct_size` is sizeof *recording. end_step and n_cells must be set then.
 *
 * `recording` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_recording_default(struct subthal_recording *recording, size_t struct_size);

/**
 * Computes a metric of one population by name, one of subthal_names("metric"), in the unit of its
 * subthal_metric_info.
 *
 * The value is NaN where the recording has none: a silent population has no CV. A recording that is
 * too short for the metric is an error. Metrics of the LFP average it over 1 ms where it is sampled
 * faster. Any thread; not real-time safe.
 *
 * `name` is NULL, which is an error, or a text that ends in NUL; `recording` is NULL, which is an
 * error, or a struct that subthal_recording_default has filled, whose arrays have the elements it
 * says or are NULL; `value` is NULL, which is an error, or writable.
 */
subthal_status subthal_metric_compute(const char *name,
                                      const struct subthal_recording *recording,
                                      double *value);

/**
 * Computes a metric of two populations by name, as subthal_metric_compute does of one: of two recordings
 * of the same steps.
 *
 * The order counts: "coherence" is taken at the beta peak of the first, and "beta_detected" takes the
 * first for the subthalamic population and the second for the pallidal one.
 *
 * `name` is NULL, which is an error, or a text that ends in NUL; `first` and `second` are NULL, which is
 * an error, or structs that subthal_recording_default has filled, whose arrays have the elements they
 * say or are NULL; `value` is NULL, which is an error, or writable.
 */
subthal_status subthal_metric_compute_of_two(const char *name,
                                             const struct subthal_recording *first,
                                             const struct subthal_recording *second,
                                             double *value);

/* ---- Spectra, bands, synchrony ------------------------------------------------------------------ */

/**
 * Fills a configuration; `struct_size` is sizeof *config. interval_ms must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_welch_config_default(struct subthal_welch_config *config,
                                            size_t struct_size);

/**
 * Computes the power spectral density of `signal` (signal_len), in unit^2/Hz.
 *
 * Writes `density` (n_bins), and n_bins = segment / 2 + 1 into `needed`, which may be NULL;
 * subthal_welch_frequencies says where the bins are. Pass `density` NULL and `density_len` 0 to ask
 * for n_bins alone. Any thread; not real-time safe.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `density` is NULL or writable for
 * `density_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_welch_psd(const struct subthal_welch_config *config,
                                 const double *signal,
                                 size_t signal_len,
                                 double *density,
                                 size_t density_len,
                                 size_t *needed);

/**
 * Asks for the frequencies, in Hz, of the bins of subthal_welch_psd and subthal_coherence with this
 * configuration, whatever the signal.
 *
 * Writes `frequency_hz` (n_bins), and n_bins = segment / 2 + 1 into `needed`, which may be NULL; bin
 * k is at k x 1000 / (segment x interval_ms), where a segment of 0 is 1000 / interval_ms samples,
 * rounded. Pass `frequency_hz` NULL and `frequency_len` 0 to ask for n_bins alone. Any thread.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `frequency_hz` is NULL or writable for `frequency_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_welch_frequencies(const struct subthal_welch_config *config,
                                         double *frequency_hz,
                                         size_t frequency_len,
                                         size_t *needed);

/**
 * Computes the power of `signal` from `low_hz` to `high_hz`, both included, in unit^2: the density
 * integrated by the trapezoidal rule.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `power` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_band_power(const struct subthal_welch_config *config,
                                  const double *signal,
                                  size_t signal_len,
                                  double low_hz,
                                  double high_hz,
                                  double *power);

/**
 * Computes the power of `signal` in `band_hz` (low, high) over that in `of_hz` (low, high); NaN of a
 * flat signal.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `band_hz` and `of_hz` are NULL, which is
 * an error, or readable for 2 elements; `fraction` is NULL, which is an error, or writable.
 */
subthal_status subthal_relative_band_power(const struct subthal_welch_config *config,
                                           const double *signal,
                                           size_t signal_len,
                                           const double *band_hz,
                                           const double *of_hz,
                                           double *fraction);

/**
 * Finds the beta peak of `signal`: the frequency in Hz of the largest density in 13-30 Hz, smoothed
 * over 3 bins, and that density in unit^2/Hz.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `frequency_hz` and `density` are NULL,
 * which is an error, or writable.
 */
subthal_status subthal_beta_peak(const struct subthal_welch_config *config,
                                 const double *signal,
                                 size_t signal_len,
                                 double *frequency_hz,
                                 double *density);

/**
 * Computes how far the beta peak of `signal` stands above the median of 5-10 and 36-60 Hz, in dB.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `db` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_beta_prominence(const struct subthal_welch_config *config,
                                       const double *signal,
                                       size_t signal_len,
                                       double *db);

/**
 * Computes how far the beta peak of `signal` stands above a 1/f line fitted to 4-10 and 36-100 Hz, in
 * dB.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `db` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_beta_prominence_over_1f(const struct subthal_welch_config *config,
                                               const double *signal,
                                               size_t signal_len,
                                               double *db);

/**
 * Computes the magnitude-squared coherence of two signals (signals_len each), from 0 to 1.
 *
 * Writes `values` (n_bins), and n_bins into `needed`, which may be NULL, as subthal_welch_psd does.
 * One segment alone gives 1 everywhere; subthal_coherence_threshold says what chance gives.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled; `x`
 * and `y` are NULL or readable for `signals_len` elements; `values` is NULL or writable for
 * `values_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_coherence(const struct subthal_welch_config *config,
                                 const double *x,
                                 const double *y,
                                 size_t signals_len,
                                 double *values,
                                 size_t values_len,
                                 size_t *needed);

/**
 * Computes the phase of two signals (signals_len each), in radians from -pi to pi: positive where y leads.
 * It means something where the coherence exceeds what subthal_coherence_threshold tells.
 *
 * Writes `values` (n_bins), and n_bins into `needed`, which may be NULL, as subthal_welch_psd does; NaN
 * where a signal has no power.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled; `x`
 * and `y` are NULL or readable for `signals_len` elements; `values` is NULL or writable for
 * `values_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_coherence_phase(const struct subthal_welch_config *config,
                                       const double *x,
                                       const double *y,
                                       size_t signals_len,
                                       double *values,
                                       size_t values_len,
                                       size_t *needed);

/**
 * Computes the coherence that two independent signals of `n_samples` exceed in a bin with
 * probability `alpha`.
 *
 * `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
 * `threshold` is NULL, which is an error, or writable.
 */
subthal_status subthal_coherence_threshold(const struct subthal_welch_config *config,
                                           uint64_t n_samples,
                                           double alpha,
                                           double *threshold);

/**
 * Computes how much more the cells of a population fire together, within 2 Hz of `frequency_hz`, than
 * independent ones would: `r`, 1 for independent cells and n_cells for full synchrony, and `kappa`,
 * the mean pairwise coherency (r - 1) / (n_cells - 1).
 *
 * Spikes are counted in bins of 1 ms, in segments of 1 s that overlap by half. NaN if no cell fires.
 *
 * `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
 * arrays have the elements it says or are NULL; `r` and `kappa` are NULL, which is an error, or
 * writable.
 */
subthal_status subthal_synchrony(const struct subthal_recording *recording,
                                 double frequency_hz,
                                 double *r,
                                 double *kappa);

/**
 * Computes the synchrony of V after Golomb and Rinzel (1993), chi squared: the variance in time of the mean
 * over cells over the mean of their variances; 1 if all cells do the same, 1 / n_cells if each goes its own
 * way, NaN if no cell ever changes.
 *
 * `rows` is NULL or readable for n_rows x `n_cells` elements, all cells of a time after one another;
 * `chi_squared` is NULL, which is an error, or writable.
 */
subthal_status subthal_chi_squared(const double *rows,
                                   size_t n_rows,
                                   size_t n_cells,
                                   double *chi_squared);

/**
 * Computes the firing rate of a cell, averaged over the population, in bins of `bin_steps` steps: the
 * signal in which to look for beta.
 *
 * Writes `rate_hz` (n_bins), and n_bins into `needed`, which may be NULL. Pass `rate_hz` NULL and
 * `rate_len` 0 to ask for n_bins alone.
 *
 * `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
 * arrays have the elements it says or are NULL; `rate_hz` is NULL or writable for `rate_len`
 * elements; `needed` is NULL or writable.
 */
subthal_status subthal_population_rate(const struct subthal_recording *recording,
                                       uint64_t bin_steps,
                                       double *rate_hz,
                                       size_t rate_len,
                                       size_t *needed);

/**
 * Computes the seed's beta of `signal`: summed |rfft|^2 over 13-30 Hz, in unit^2, not normalised.
 *
 * It counts tonic firing at 13-30 Hz as beta; prefer subthal_beta_prominence with subthal_synchrony.
 *
 * `signal` is NULL or readable for `signal_len` elements; `power` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_seed_beta_power(const double *signal,
                                       size_t signal_len,
                                       double interval_ms,
                                       double *power);

/**
 * Computes the seed's beta of `signal` over the same sum from 1 to 100 Hz; NaN of a flat signal.
 *
 * `signal` is NULL or readable for `signal_len` elements; `fraction` is NULL, which is an error, or
 * writable.
 */
subthal_status subthal_seed_beta_fraction(const double *signal,
                                          size_t signal_len,
                                          double interval_ms,
                                          double *fraction);

/**
 * Computes the power spectral density of `signal` (signal_len) by tapers (DPSS) over its whole length, in
 * unit^2/Hz: `time_bandwidth` is the half-width of the smoothing times the duration, 3 as a rule, and
 * `n_tapers` their number, 5 as a rule and at most twice that. Its mean is removed.
 *
 * Writes `density` (n_bins), bin k at k x 1000 / (signal_len x interval_ms) Hz, and
 * n_bins = signal_len / 2 + 1 into `needed`, which may be NULL. Pass `density` NULL and `density_len` 0 to
 * ask for n_bins alone. Any thread; not real-time safe.
 *
 * `signal` is NULL or readable for `signal_len` elements; `density` is NULL or writable for
 * `density_len` elements; `needed` is NULL or writable.
 */
subthal_status subthal_multitaper_psd(const double *signal,
                                      size_t signal_len,
                                      double interval_ms,
                                      double time_bandwidth,
                                      uint64_t n_tapers,
                                      double *density,
                                      size_t density_len,
                                      size_t *needed);

/**
 * Computes the spectrum of single cells by tapers, in Hz^2/Hz: of the rate of each in bins of `bin_steps`
 * steps, averaged over the cells. A Poisson train of rate r has 2 r.
 *
 * Writes `density` (n_bins) as subthal_multitaper_psd does, of as many samples as there are whole bins.
 *
 * `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
 * arrays have the elements it says or are NULL; `density` is NULL or writable for `density_len`
 * elements; `needed` is NULL or writable.
 */
subthal_status subthal_spike_spectrum(const struct subthal_recording *recording,
                                      uint64_t bin_steps,
                                      double time_bandwidth,
                                      uint64_t n_tapers,
                                      double *density,
                                      size_t density_len,
                                      size_t *needed);

/**
 * Lists the bursts of every cell by Poisson surprise (Legendy and Salcman 1985): at least 3 spikes whose
 * surprise is at least `min_surprise`; 5 is usual.
 *
 * Writes `bursts` (n_bursts), cell after cell, each cell's in order of time, and n_bursts into `needed`,
 * which may be NULL. Pass `bursts` NULL and `bursts_len` 0 to ask for n_bursts alone. Any thread; not
 * real-time safe.
 *
 * `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
 * arrays have the elements it says or are NULL; `bursts` is NULL or writable for `bursts_len` elements;
 * `needed` is NULL or writable.
 */
subthal_status subthal_bursts_by_surprise(const struct subthal_recording *recording,
                                          double min_surprise,
                                          struct subthal_burst *bursts,
                                          size_t bursts_len,
                                          size_t *needed);

/**
 * Lists the bursts of every cell that follow a silence, as a low-threshold calcium spike carries them in
 * the thalamus: at least 2 spikes at intervals of at most `max_interval_ms`, 4 as a rule, after at least
 * `min_silence_ms`, 100 as a rule. Writes as subthal_bursts_by_surprise does.
 *
 * `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
 * arrays have the elements it says or are NULL; `bursts` is NULL or writable for `bursts_len` elements;
 * `needed` is NULL or writable.
 */
subthal_status subthal_bursts_after_silence(const struct subthal_recording *recording,
                                            double min_silence_ms,
                                            double max_interval_ms,
                                            struct subthal_burst *bursts,
                                            size_t bursts_len,
                                            size_t *needed);

/**
 * Fills a configuration; `struct_size` is sizeof *config. interval_ms must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_beta_bursts_config_default(struct subthal_beta_bursts_config *config,
                                                  size_t struct_size);

/**
 * Lists the bursts of a rhythm in `signal` (signal_len), after Tinkhauser et al. (2017).
 *
 * The band is passed without delay (Butterworth of order 2, forwards and backwards), its envelope is that
 * of the analytic signal. Writes `bursts` (n_bursts) in order of time, n_bursts into `needed` and the
 * threshold, in the unit of the signal, into `threshold`; both may be NULL. Pass `bursts` NULL and
 * `bursts_len` 0 to ask for these alone. Any thread; not real-time safe.
 *
 * `config` is NULL, which is an error, or a struct that subthal_beta_bursts_config_default has filled;
 * `signal` is NULL or readable for `signal_len` elements; `bursts` is NULL or writable for `bursts_len`
 * elements; `needed` and `threshold` are NULL or writable.
 */
subthal_status subthal_beta_bursts(const struct subthal_beta_bursts_config *config,
                                   const double *signal,
                                   size_t signal_len,
                                   struct subthal_beta_burst *bursts,
                                   size_t bursts_len,
                                   size_t *needed,
                                   double *threshold);

/**
 * Fills a configuration; `struct_size` is sizeof *config. interval_ms must be set then.
 *
 * `config` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_coupling_config_default(struct subthal_coupling_config *config,
                                               size_t struct_size);

/**
 * Computes the coupling of the phase of one signal to the amplitude of another (signals_len each), or of
 * the same, after Tort et al. (2010). `struct_size` is sizeof *info. Any thread; not real-time safe.
 *
 * `config` is NULL, which is an error, or a struct that subthal_coupling_config_default has filled;
 * `phase_of` and `amplitude_of` are NULL or readable for `signals_len` elements; `info` is NULL, which
 * is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_phase_amplitude(const struct subthal_coupling_config *config,
                                       const double *phase_of,
                                       const double *amplitude_of,
                                       size_t signals_len,
                                       struct subthal_coupling_info *info,
                                       size_t struct_size);

/**
 * Computes the error index of So, Kent and Grill (2012) and its parts: each cell owes each pulse one spike
 * within 25 ms. `struct_size` is sizeof *info.
 *
 * `pulse_steps` (n_pulses) are the steps in which pulses begin to act, ascending, as
 * subthal_network_pulse_steps lists them; those count that begin in the recording and at least 25 ms
 * before its end. Any thread; not real-time safe.
 *
 * `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
 * arrays have the elements it says or are NULL; `pulse_steps` is NULL or readable for `n_pulses`
 * elements; `info` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_relay(const struct subthal_recording *recording,
                             const uint64_t *pulse_steps,
                             size_t n_pulses,
                             struct subthal_relay_info *info,
                             size_t struct_size);

/* ---- Many trials in one call -------------------------------------------------------------------- */

/**
 * Fills a protocol; `struct_size` is sizeof *protocol.
 *
 * `protocol` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_protocol_default(struct subthal_protocol *protocol, size_t struct_size);

/**
 * Fills a batch; `struct_size` is sizeof *batch.
 *
 * `batch` is NULL, which is an error, or writable for `struct_size` bytes.
 */
subthal_status subthal_batch_default(struct subthal_batch *batch, size_t struct_size);

/**
 * Runs many trials on threads of its own: parameters and seeds in, metrics and statuses out.
 *
 * A trial gives the bits that a simulator and the metrics give when used by hand, whatever the other
 * trials, their order and the number of threads. One that fails (a value out of range, a divergence)
 * has its status and its sentence, NaN for metrics, and touches no other; the call is OK all the same.
 * SUBTHAL_STATUS_CANCELLED: the callback cancelled, trials not begun have that status, the others
 * their answers. After any other failure nothing is written. The network may be freed meanwhile.
 *
 * `protocol` may be NULL for its defaults; `progress` may be NULL; `context` is handed to it. Memory
 * is for one trial a thread, and some 100 bytes a trial. Of a trial are kept, until it is measured, its
 * spikes (16 bytes each) and, where a metric needs it, the mean V of a population (8 bytes a step) or
 * its mean synaptic current (8 bytes a ms); a trial too long for this machine's memory is
 * SUBTHAL_STATUS_TOO_LARGE, more than 1024 threads are SUBTHAL_STATUS_OUT_OF_RANGE. Not real-time safe.
 *
 * `protocol` is NULL or a struct that subthal_protocol_default has filled, whose texts end in NUL;
 * `batch` is NULL, which is an error, or one that subthal_batch_default has filled, whose arrays have
 * the elements it says or are NULL, used by no one else during the call; `progress` is NULL or a
 * function that neither throws nor jumps out.
 */
subthal_status subthal_evaluate(const struct subthal_network *net,
                                const struct subthal_protocol *protocol,
                                const struct subthal_batch *batch,
                                subthal_progress progress,
                                void *context);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SUBTHAL_H */
