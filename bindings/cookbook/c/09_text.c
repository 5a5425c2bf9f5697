// Save a network as text, read it back, and see that it says the same.
#include "cookbook.h"
#include <string.h>

static char *text_of(const subthal_network *net) {
    size_t size = 0;
    must(subthal_network_to_text(net, NULL, 0, &size)); // the size first
    char *text = malloc(size);
    if (text == NULL) exit(EXIT_FAILURE);
    must(subthal_network_to_text(net, text, size, NULL));
    return text;
}

static void save(const char *text, const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) exit(EXIT_FAILURE);
}

static subthal_network *load(const char *path, size_t size) {
    char *text = malloc(size);
    FILE *file = fopen(path, "r");
    if (text == NULL || file == NULL) exit(EXIT_FAILURE);
    const size_t length = fread(text, 1, size, file);
    fclose(file);
    subthal_network *net = NULL;
    must(subthal_network_from_text(text, length, &net));
    free(text);
    return net;
}

int main(void) {
    subthal_network *net = parkinsonian();
    char *text = text_of(net);
    save(text, "network.toml");
    subthal_network *again = load("network.toml", strlen(text) + 1);
    char *same = text_of(again);
    printf("%zu characters; read back, they are %s\n", strlen(text),
           strcmp(text, same) == 0 ? "the same" : "others");
    free(same);
    free(text);
    must(subthal_network_free(again));
    must(subthal_network_free(net));
    return 0;
}
