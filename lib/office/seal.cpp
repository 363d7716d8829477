#include "office/seal.hpp"

#include <urp/office.hpp>

#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "domain/seal_door.hpp"
#include "office/plugin.hpp"
#include "store/sealed.hpp"
#include "store/sealed_journal.hpp"

namespace urp {
namespace {

constexpr std::size_t key_bytes = 32;

std::string key_in(const std::filesystem::path& file, const char* setting) {
  const auto key = unhex(read_secret(file, setting));
  if (key && key->size() == key_bytes) return *key;
  throw Error(Fault::configuration,
              say(_("{0}: {1}: no key: 64 hexadecimal digits are expected"), setting, file.string()),
              _("how to make one is in the manual: man urp.toml, [moderation]"));
}

}  // namespace

void encrypt_sealed(db::Writer& db, const Settings& settings, MessageId message) {
  if (settings.moderation.seal_key.empty()) return;
  const auto open = store::list_open_pieces(db, message);
  if (open.empty()) return;
  const std::string key = key_in(settings.moderation.seal_key, "moderation.seal_key");
  auto* const seal = net_function<SealFunction>(seal_function_name);
  for (const auto& piece : open) {
    std::string box;
    if (!seal(key, piece.value, box)) throw Error(Fault::failed, _("libsodium cannot be used"));
    store::set_piece(db, piece.id, hex(box), hex(key));
  }
}

void encrypt_hidden(db::Writer& db, const Settings& settings, MessageId message) {
  if (settings.moderation.seal_key.empty()) return;
  store::seal_journal(db, message);
  encrypt_sealed(db, settings, message);
}

void decrypt_sealed(db::Writer& db, MessageId message,
                    const std::optional<std::filesystem::path>& private_key) {
  const auto closed = store::list_closed_pieces(db, message);
  if (closed.empty()) return;
  if (!private_key) {
    throw Error(Fault::refused, _("it is encrypted to a key, and only the private one opens it"),
                _("who keeps the private key names its file: --seal-key FILE"));
  }
  const std::string key = key_in(*private_key, "--seal-key");
  auto* const unseal = net_function<UnsealFunction>(unseal_function_name);
  for (const auto& piece : closed) {
    std::string text;
    const auto box = unhex(piece.value);
    if (!box || !unseal(key, *box, text)) {
      throw Error(Fault::denied, say(_("{0}: this key does not open what is sealed"), private_key->string()),
                  say(_("it was sealed to the public key {0}"), piece.sealed_to));
    }
    store::set_piece(db, piece.id, text, std::nullopt);
  }
}

}  // namespace urp
