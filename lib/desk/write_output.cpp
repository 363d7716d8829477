#include <urp/output.hpp>

#include "files/output_file.hpp"
#include "office/own_files.hpp"

namespace urp {

void write_output(Office& office, const std::filesystem::path& target, std::string_view bytes) {
  refuse_own_files(office.local(), target);
  files::OutputFile file(target);
  file.write(bytes);
  file.commit();
}

}  // namespace urp
