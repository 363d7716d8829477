// test_file.hpp: the text of a file below tests/data.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace urp {

inline std::string test_file(const std::string& name) {
  std::ifstream file(std::string(URP_TEST_DATA) + "/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("no test file " + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace urp
