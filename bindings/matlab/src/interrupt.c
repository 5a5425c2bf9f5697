// Ctrl-C while the library works. A host looks for it whenever it evaluates a function, so one is
// called now and then: Octave throws from there, MATLAB is trapped.
#include "support.h"

bool interrupt_trapped(void) {
    mxArray *name = mxCreateString("subthal.internal.breathe");
    bool trapped = mexCallMATLABWithTrap(0, NULL, 1, &name, "feval") != NULL;
    mxDestroyArray(name);
    return trapped;
}
