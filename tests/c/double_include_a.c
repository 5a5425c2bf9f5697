/* The header first, alone, and twice; double_include_b.c does the same, and both link. */
#include <subthal.h>
#include <subthal.h>

int other_unit(void);

int main(void) { return other_unit(); }
