#include <urp/output.hpp>

#include "files/output_file.hpp"

namespace urp {

void write_output(const std::filesystem::path& target, std::string_view bytes) {
  files::OutputFile file(target);
  file.write(bytes);
  file.commit();
}

}  // namespace urp
