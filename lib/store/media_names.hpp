// media_names.hpp: which files of the media folder the rows name, whatever table they stand in, and which
// they name no more.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// Every file that should be there, each once; in the order of their names.
std::vector<std::string> list_media_names(const Access& db);
/// Files that lie in the folder, by their names. Nothing of what does not look like one of ours.
std::vector<std::string> list_media_files(const Store& store);
/// Something in the folder that is no file of ours: a path below it.
std::vector<std::string> list_strange_files(const Store& store);

/// Bytes that no row names since this change: they leave the folder after it, for good.
void doom_unnamed(Writer& db, const std::set<std::string>& sha256);
std::vector<std::string> list_doomed(const Access& db);
/// Takes them out of the folder. May be cut off at any point, and begun again.
int remove_doomed_files(Store& store);
void forget_doomed(Writer& db, const std::vector<std::string>& sha256);

}  // namespace urp::store
