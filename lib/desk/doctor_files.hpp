// doctor_files.hpp: what doctor sees of files and of the door: who may read and write what, where it listens.
#pragma once

#include <filesystem>
#include <vector>

#include <urp/desk/doctor.hpp>

namespace urp {

/// Modes of the configuration (empty: none), the data folder and the database.
std::vector<Finding> examine_files(Office& office, const std::filesystem::path& configuration);
/// The address, the verify token, the certificates that HTTPS needs.
std::vector<Finding> examine_door(Office& office);

}  // namespace urp
