#include <subthal.h>
#include <subthal.h>

int other_unit(void);

int other_unit(void) { return 0; }
