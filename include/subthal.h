/* subthal: spiking models of the subthalamo-pallidal circuit, simulated fast.
 *
 *   subthal_network    what to simulate: populations, projections, parameters. No running state.
 *                      Built by one thread; read by any number.
 *   subthal_simulator  a running network. Owns its state, and copies the network, which may be freed.
 *                      One thread at a time; different simulators share nothing.
 *
 * A handle is a token that the library looks up. NULL, a freed handle or one of another kind is an
 * error, and so is a call into an object while another call changes it: SUBTHAL_STATUS_BUSY, at once.
 *
 * Every call that can fail returns subthal_status; subthal_last_error() gives the sentence, per
 * thread, until that thread's next failing call. Outputs are written, and objects changed, only on
 * SUBTHAL_STATUS_OK, unless a function says otherwise. A fault inside the library is
 * SUBTHAL_STATUS_PANIC, never a crash of the host; the objects of that call then accept _free only.
 *
 * Arguments are: handle, inputs, outputs; each array is followed by its length in elements. Arrays
 * and texts that are passed in are copied; those that are passed out belong to the caller. Memory
 * that is written need not be initialised, and may not overlap other arguments. A pointer may be NULL
 * only where that is said, or where its length is 0. Texts are UTF-8; those passed in end in NUL.
 *
 * Structs begin with struct_size. Configurations are filled by a _config_default function, then
 * changed; a program that was compiled with an older header goes on working.
 *
 * Units are ms, mV, Hz; others are in subthal_param_info. A shape (n_rows x n_channels) means row
 * after row. Same network, same seed, same inputs: same bits, on every CPU. */


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
    /**
     * The call did what it says.
     */
    SUBTHAL_STATUS_OK = 0,
    /**
     * A pointer that is required was NULL.
     */
    SUBTHAL_STATUS_NULL_ARGUMENT = 1,
    /**
     * A handle that was freed, is of another kind, or never came from this library.
     */
    SUBTHAL_STATUS_INVALID_HANDLE = 2,
    /**
     * Another call is inside the object at this moment.
     */
    SUBTHAL_STATUS_BUSY = 3,
    /**
     * Nothing has this name; the sentence offers the nearest.
     */
    SUBTHAL_STATUS_UNKNOWN_NAME = 4,
    /**
     * The name is taken.
     */
    SUBTHAL_STATUS_DUPLICATE_NAME = 5,
    /**
     * A number is outside the interval in which it means anything, or is NaN.
     */
    SUBTHAL_STATUS_OUT_OF_RANGE = 6,
    /**
     * An argument is wrong for the reason that the sentence gives.
     */
    SUBTHAL_STATUS_INVALID_ARGUMENT = 7,
    /**
     * The parameter shapes the network and is set there, not in a simulator.
     */
    SUBTHAL_STATUS_FIXED_WHILE_RUNNING = 8,
    /**
     * The caller's buffer cannot hold the answer; the sentence says what can.
     */
    SUBTHAL_STATUS_BUFFER_TOO_SMALL = 9,
    /**
     * More than can be counted, or more memory than there is.
     */
    SUBTHAL_STATUS_TOO_LARGE = 10,
    /**
     * The text does not describe a network.
     */
    SUBTHAL_STATUS_BAD_TEXT = 11,
    /**
     * A membrane potential left the finite numbers during this call.
     */
    SUBTHAL_STATUS_DIVERGED = 12,
    /**
     * The simulator diverged in an earlier call and accepts reset and free only.
     */
    SUBTHAL_STATUS_STOPPED = 13,
    /**
     * The calling thread does not round to nearest.
     */
    SUBTHAL_STATUS_ROUNDING_MODE = 14,
    /**
     * A fault of the library. The handle accepts free only; please report it.
     */
    SUBTHAL_STATUS_PANIC = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum subthal_status subthal_status;
#else
typedef int32_t subthal_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

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

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SUBTHAL_H */
