/* main VERSION: the installed library is the one that was asked for. */
#include <subthal.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    const char *expected = argc > 1 ? argv[1] : "(none given)";
    printf("subthal %s, expected %s\n", subthal_version(), expected);
    return strcmp(subthal_version(), expected) != 0;
}
