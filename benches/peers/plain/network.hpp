// The network as `peers network` writes it: a line a list, "name value value ...".
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using Numbers = std::vector<float>;

class Network {
  public:
    explicit Network(const char *path) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::string name;
            words >> name;
            Numbers &list = lists[name];
            for (float number; words >> number;) list.push_back(number);
        }
    }

    // throws std::out_of_range for a name that the file lacks
    const Numbers &list(const std::string &name) const { return lists.at(name); }
    float one(const std::string &name) const { return lists.at(name).at(0); }

  private:
    std::map<std::string, Numbers> lists;
};
