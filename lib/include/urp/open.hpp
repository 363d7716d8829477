// open.hpp: an office opened on behalf of whoever runs a program, who must not choose what is not theirs to
// choose.
#pragma once

#include <filesystem>

#include <urp/api.hpp>
#include <urp/office.hpp>

namespace urp {

struct OpenRequest {
  OfficeOptions options;
  /// The database, when there is none: never for a machine, lest a disk that is not mounted becomes an empty
  /// office.
  bool create = true;
  bool other_clock = false;             // options.now is not the machine's: only over a rehearsal's database
  std::filesystem::path configuration;  // the file of the settings; empty: they are nobody's
};
/// Throws refused (a real office's database, and clock or configuration are the caller's own), and what
/// Office::open throws.
URP_API Office open_office(OpenRequest request);

}  // namespace urp
