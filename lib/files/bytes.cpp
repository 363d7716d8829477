#include "files/bytes.hpp"

#include <nettle/sha2.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "domain/hash.hpp"
#include "files/stop.hpp"
#include "files/trouble.hpp"

namespace urp::files {

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    end_if_stopped();
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_trouble(file, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::size_t read_some(int descriptor, char* buffer, std::size_t size, const std::filesystem::path& file) {
  for (;;) {
    const auto count = ::read(descriptor, buffer, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw_trouble(file, errno);
  }
}

std::string digest_rest(int descriptor, const std::filesystem::path& file) {
  sha256_ctx context;
  sha256_init(&context);
  std::array<char, 65536> buffer;
  while (const auto count = read_some(descriptor, buffer.data(), buffer.size(), file)) {
    sha256_update(&context, count, reinterpret_cast<const std::uint8_t*>(buffer.data()));
  }
  std::string digest(SHA256_DIGEST_SIZE, '\0');
  sha256_digest(&context, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
  return hex(digest);
}

}  // namespace urp::files
