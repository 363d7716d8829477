#include "desk/pseudonym_key.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>

#include <urp/error.hpp>

#include "db/random.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/descriptor.hpp"
#include "files/trouble.hpp"
#include "render/json_document.hpp"

namespace urp {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::string_view before_key = "\"key\":\"";

std::string read_manifest(const std::filesystem::path& file) {
  const files::Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!open) files::throw_trouble(file, errno, _("name the .manifest that stands beside an earlier export"));
  std::array<char, 4096> buffer;  // a manifest is shorter
  const auto count = files::read_some(open.get(), buffer.data(), buffer.size(), file);
  return {buffer.data(), count};
}

}  // namespace

std::string pseudonym_key(const std::optional<std::filesystem::path>& same_as) {
  if (!same_as) return db::random_bytes(key_bytes);
  const std::string text = read_manifest(*same_as);
  const std::size_t at = text.find(before_key);
  const auto key = at == text.npos ? std::nullopt : unhex(text.substr(at + before_key.size(), 2 * key_bytes));
  if (key && key->size() == key_bytes) return *key;
  throw Error(Fault::usage, say(_("{0}: no manifest of an export with pseudonyms"), same_as->string()),
              _("name the .manifest that stands beside an earlier export"));
}

std::filesystem::path manifest_of(const std::filesystem::path& output) {
  return output.string() + ".manifest";
}

std::string manifest_text(const std::string& key, std::string_view what, std::int64_t rows, TimePoint at,
                          const Zone& zone) {
  return render::document(zone,
                          [&](render::JsonWriter& json) {
                            json.field("what", what);
                            json.field("rows", rows);
                            json.field("at", at);
                            json.field("key", hex(key));
                          }) +
         "\n";
}

}  // namespace urp
