// What the C++ programs share: claims that must hold, and calls that must throw.
#ifndef SUBTHAL_TEST_CHECK_HPP
#define SUBTHAL_TEST_CHECK_HPP

#include <subthal.hpp>

#include <cstdio>
#include <string>

inline int failures = 0;

inline void fail(int line, const char *claim, const std::string &why) {
    std::printf("line %d: %s: %s\n", line, claim, why.c_str());
    ++failures;
}

#define HOLDS(claim)                                                                               \
    do {                                                                                           \
        if (!(claim)) fail(__LINE__, #claim, "is false");                                          \
    } while (0)

// `call` throws an Error of this status whose sentence has `word` in it.
template <class Call>
void throws(int line, const char *text, subthal::Status expected, const char *word, Call call) {
    try {
        call();
        fail(line, text, "did not throw");
    } catch (const subthal::Error &error) {
        if (error.status() != expected) fail(line, text, subthal::status_name(error.status()));
        if (std::string(error.what()).find(word) == std::string::npos)
            fail(line, text, std::string("the sentence lacks the name: ") + error.what());
    }
}
#define THROWS(expected, word, call)                                                               \
    throws(__LINE__, #call, subthal::Status::expected, word, [&] { static_cast<void>(call); })

// 2 STN and 3 GPe cells, one input, the V of both STN cells and their mean.
inline subthal::Network small_network() {
    subthal::ProjectionConfig projection;
    projection.name = "stn_to_gpe";
    projection.from = "stn";
    projection.to = "gpe";
    projection.e_rev_mv = 0.0;
    subthal::NoiseConfig noise;
    noise.population = "stn";
    noise.sigma = 1.0;
    subthal::InputConfig input;
    input.name = "stimulus";
    input.population = "stn";
    subthal::ProbeConfig each, mean;
    each.population = mean.population = "stn";
    mean.mean = true;
    subthal::Network net(7);
    net.add_population("stn", "stn", 2).add_population("gpe", "adex_gpe", 3);
    net.add_projection(projection).add_noise(noise).add_input(input);
    net.add_probe(each).add_probe(mean);
    return net;
}

// What a program ends with.
inline int verdict() {
    if (failures != 0) std::printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}

#endif
