// pseudonym_key.hpp: the key of an export with pseudonyms, and the manifest that keeps it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <urp/time.hpp>

namespace urp {

/// A new one, or that of the manifest of an earlier export. Throws denied, failed, usage (no manifest of
/// urp's).
std::string pseudonym_key(const std::optional<std::filesystem::path>& same_as);
/// FILE.manifest
std::filesystem::path manifest_of(const std::filesystem::path& output);
/// Who has it can tell which pseudonym is whose: 0600.
std::string manifest_text(const std::string& key, std::string_view what, std::int64_t rows, TimePoint at,
                          const Zone& zone);

}  // namespace urp
