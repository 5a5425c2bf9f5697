// The header first, alone, and twice; double_include_b.cpp does the same, and both link.
#include <subthal.hpp>
#include <subthal.hpp>

subthal::Network other_unit();

int main() { return other_unit().seed() == 3 && subthal::Welch().segment == 0 ? 0 : 1; }
