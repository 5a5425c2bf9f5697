#include <subthal.hpp>
#include <subthal.hpp>

subthal::Network other_unit();

subthal::Network other_unit() { return subthal::Network(3); }
