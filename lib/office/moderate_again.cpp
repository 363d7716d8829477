#include "office/moderate_again.hpp"

#include "office/seal.hpp"
#include "store/ticket_changes.hpp"

namespace urp {
namespace {

bool moderate_one(db::Writer& db, const Settings& settings, const store::SameMessage& message,
                  const store::Moderated& other) {
  const auto ticket = message.ref ? std::optional(message.ref->ticket) : std::nullopt;
  const auto number = message.ref ? std::optional(message.ref->number) : std::nullopt;
  const bool masked = store::redact_too(db, message, other);
  const bool hidden = store::hide_too(db, message, other);
  if (!masked && !hidden) return false;
  if (masked) {
    db.record(
        "redact", ticket, number,
        {{"masked", std::nullopt, std::to_string(other.masked.size())}, {"again", std::nullopt, "yes"}});
  }
  if (hidden) {
    encrypt_hidden(db, settings, message.view.id);
    db.record("hide", ticket, number,
              {{"ground", message.view.ground, other.message.ground},
               {"hidden", "false", "true"},
               {"again", std::nullopt, "yes"}});
  }
  if (ticket) store::note_change(db, *ticket);
  store::note_sight(db, message.view.id);
  return true;
}

}  // namespace

int moderate_again(db::Writer& db, const Settings& settings, std::vector<store::Moderated>& others) {
  int touched = 0;
  std::erase_if(others, [&](const store::Moderated& other) {
    const auto message = store::find_same(db, other);
    if (message && moderate_one(db, settings, *message, other)) ++touched;
    return message.has_value();
  });
  return touched;
}

}  // namespace urp
