#include "store/made_for.hpp"

#include "store/outbox.hpp"

namespace urp::store {
namespace {

MadeFor read_made_for(db::Row& row) {
  MadeFor made_for;
  row >> made_for.rehearsal >> made_for.number;
  row >> made_for.standing.machine >> made_for.standing.path >> made_for.standing.inode;
  return made_for;
}

}  // namespace

std::optional<MadeFor> find_made_for(const Access& db) {
  return db.first<MadeFor>("SELECT rehearsal, phone_number_id, machine, path, inode FROM made_for",
                           read_made_for);
}

void set_made_for(Writer& db, const MadeFor& made_for) {
  db.run(R"(
    INSERT INTO made_for (id, rehearsal, phone_number_id, machine, path, inode)
    VALUES (1, ?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (id) DO UPDATE SET
      rehearsal = ?1,
      phone_number_id = ?2,
      machine = ?3,
      path = ?4,
      inode = ?5)",
         made_for.rehearsal, made_for.number, made_for.standing.machine, made_for.standing.path,
         made_for.standing.inode);
}

void set_standing(Writer& db, const db::Standing& standing) {
  db.run("UPDATE made_for SET machine = ?, path = ?, inode = ?", standing.machine, standing.path,
         standing.inode);
}

int doubt_what_waits(Writer& db) {
  int doubted = 0;
  for (const auto id :
       db.all<MessageId>("SELECT id FROM message WHERE status IN ('queued', 'parked') ORDER BY id")) {
    // As if its claim had been lost: whoever sent from where the copy was taken may have made one.
    apply(db, id, DeliveryEvent::release);
    apply(db, id, DeliveryEvent::claim);
    doubted += apply(db, id, DeliveryEvent::found_sending) ? 1 : 0;
  }
  return doubted;
}

}  // namespace urp::store
