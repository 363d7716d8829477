// export_folder.hpp: what `urp export` writes as a folder: a dossier, the open data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "invocation.hpp"

namespace urp::cli {

enum class FolderExport { dossier, open_data };
/// None: rows.
std::optional<FolderExport> folder_export(const std::string& what);
/// `words` follow WHAT. Throws usage.
void export_folder(Invocation& call, FolderExport what, const std::vector<std::string>& words,
                   const std::string& output);

}  // namespace urp::cli
