// bytes.hpp: reading and writing to the end, however often the kernel takes only a part.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace urp::files {

/// Throws what throw_trouble says; `file` is for its words.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& file);
/// The next bytes, at most `size`; 0 at the end.
std::size_t read_some(int descriptor, char* buffer, std::size_t size, const std::filesystem::path& file);
/// SHA-256 in hex of all that follows.
std::string digest_rest(int descriptor, const std::filesystem::path& file);

}  // namespace urp::files
