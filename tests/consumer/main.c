/* main VERSION: header and library are those of the version that was asked for. */
#include <subthal.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    const char *expected = argc > 1 ? argv[1] : "(none given)";
    char header[32];
    snprintf(header, sizeof header, "%d.%d.%d", SUBTHAL_VERSION_MAJOR, SUBTHAL_VERSION_MINOR,
             SUBTHAL_VERSION_PATCH);
    printf("expected %s, header %s, library %s\n", expected, header, subthal_version_string());
    return strcmp(header, expected) != 0 || strcmp(subthal_version_string(), expected) != 0;
}
