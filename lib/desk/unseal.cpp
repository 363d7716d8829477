#include <urp/desk/unseal.hpp>

#include "desk/message_details.hpp"
#include "desk/role.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/seal.hpp"
#include "store/moderation.hpp"
#include "store/thread.hpp"

namespace urp {
namespace {

/// As it was before, inside a part of the transaction that is taken back: what is read leaves no trace in the
/// tables.
std::optional<Message> read_revealed(const Office& office, db::Writer& db, const Message& message,
                                     const std::optional<std::filesystem::path>& seal_key) {
  db::Savepoint rehearsal(db);
  decrypt_sealed(db, message.id, seal_key);
  store::reveal_message(db, store::get_flag_view(db, {*message.ticket, message.number}));
  auto revealed = store::find_message(db, message.id);
  if (revealed) add_details(office, db, *revealed);
  return revealed;
}

}  // namespace

int unseal(Office& office, ShowResult& shown, const std::optional<std::filesystem::path>& seal_key) {
  auto& local = office.local();
  require_supervisor(local, _("read what is hidden"));
  auto db = local.write();
  int read = 0;
  for (Message& message : shown.messages) {
    if (!message.hidden || !message.ticket) continue;
    auto revealed = read_revealed(office, db, message, seal_key);
    if (!revealed) continue;
    db.record("unseal", message.ticket, message.number, {});
    revealed->hidden = true;
    message = *std::move(revealed);
    ++read;
  }
  if (read > 0) db.commit();
  return read;
}

}  // namespace urp
