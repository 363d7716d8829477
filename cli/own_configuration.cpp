#include "own_configuration.hpp"

#include <filesystem>

#include <urp/error.hpp>

#include "configuration.hpp"
#include "invocation.hpp"
#include "output_option.hpp"
#include "say.hpp"

namespace urp::cli {

void refuse_configuration(Invocation& call, const std::string& target) {
  if (is_standard_output(target)) return;
  for (const auto& file : {call.configuration().file, system_configuration(), user_configuration()}) {
    std::error_code unknown;  // what is not there is not written over
    if (file.empty() || !std::filesystem::equivalent(file, target, unknown)) continue;
    throw Error(Fault::usage, say(_("{0}: is a file of the office's configuration"), target),
                _("name a file of another folder, on another disk if there is one"));
  }
}

}  // namespace urp::cli
