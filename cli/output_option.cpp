#include "output_option.hpp"

#include "arguments.hpp"
#include "say.hpp"

namespace urp::cli {

void add_output(Arguments& command, std::string& target) {
  command.add_option("-o,--output", target, _("into this file, which appears only when it is whole"))
      ->type_name(_("FILE"));
}

bool is_standard_output(const std::string& output) {
  return output.empty() || output == "-";
}

}  // namespace urp::cli
