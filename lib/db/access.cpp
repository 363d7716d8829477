#include "db/access.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <stdexcept>

#include "db/audit.hpp"
#include "db/inside.hpp"
#include "db/random.hpp"
#include "db/recorded.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"

namespace urp::db {
namespace {

constexpr std::chrono::milliseconds patience{5000};
constexpr std::size_t salt_length = 16;

}  // namespace

Query Access::query(const char* sql) const {
  auto& kept = store_->inside_->statements[sql];
  for (auto& prepared : kept) {
    if (prepared->on_loan) continue;
    prepared->on_loan = true;
    return Query(*store_, prepared.get(), false);
  }
  try {
    kept.push_back(std::make_unique<Query::Prepared>(store_->handle(), sql));
  } catch (const SQLite::Exception& error) {
    throw_translated(error, store_->path(), system_error_behind(store_->handle(), error.getErrorCode()));
  }
  return Query(*store_, kept.back().get(), false);
}

Query Access::query_once(const std::string& sql) const {
  try {
    return Query(*store_, new Query::Prepared(store_->handle(), sql), true);
  } catch (const SQLite::Exception& error) {
    throw_translated(error, store_->path(), system_error_behind(store_->handle(), error.getErrorCode()));
  }
}

Reader::Reader(Store& store) : Access(store) {
  query("BEGIN").run();
}

Reader::~Reader() {
  if (!store_->lost_transaction()) store_->database().tryExec("COMMIT");
}

Writer::Writer(Store& store, Actor actor, TimePoint now, TimePoint recorded_at, Kind kind)
    : Access(store), actor_(std::move(actor)), now_(now), recorded_at_(recorded_at), kind_(kind) {
  // The turnstile: whoever comes next waits at the gate, so back-to-back group commits cannot keep a clerk
  // out.
  auto& gate = store.inside_->gate;
  auto& turn = store.inside_->turn;
  if (!gate.lock(FileLock::Mode::exclusive, patience)) throw_busy(store.path());
  const bool mine = turn.lock(FileLock::Mode::exclusive, patience);
  gate.unlock();
  if (!mine) throw_busy(store.path());
  try {
    query("BEGIN IMMEDIATE").run();
    open_ = true;
    changes_before_ = sqlite3_total_changes64(store.handle());
    auto head = query("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1");
    if (head.step()) head_ = {head.integer(0), head.string(1)};
    first_event_ = head_.event;
  } catch (...) {
    if (open_) store.database().tryExec("ROLLBACK");
    turn.unlock();
    throw;
  }
}

Writer::~Writer() {
  if (!open_) return;
  if (!store_->lost_transaction()) store_->database().tryExec("ROLLBACK");
  store_->inside_->turn.unlock();
}

EventId Writer::record(std::string_view verb, std::optional<TicketId> ticket,
                       std::optional<std::int64_t> message, const std::vector<Change>& changes) {
  const std::int64_t id = head_.event + 1;
  const std::string salt = random_bytes(salt_length);
  const std::string body = encode_changes(changes);
  const std::string digest = sha256(salt + body);
  const std::optional<std::int64_t> ticket_value = ticket ? std::optional(ticket->value) : std::nullopt;
  const std::string hash =
      chain_hash(head_.hash, id, now_, recorded_at_, actor_, verb, ticket_value, message, digest);
  run(R"(
    INSERT INTO event (id, at, recorded_at, clerk, login, verb, ticket, message, detail_digest, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
      id, now_, recorded_at_, actor_.clerk, actor_.login, verb, ticket, message, Blob{digest}, Blob{hash});
  run("INSERT INTO event_detail (event, salt, body) VALUES (?, ?, ?)", id, Blob{salt}, body);
  head_ = {id, hash};
  return EventId{id};
}

std::int64_t Writer::last_insert_id() const {
  return store_->database().getLastInsertRowid();
}

void Writer::commit() {
  const bool changed = sqlite3_total_changes64(store_->handle()) != changes_before_;
  if (kind_ == Kind::change && changed && head_.event == first_event_) {
    throw std::logic_error("rows were changed and no audit entry was recorded");
  }
  if (kind_ == Kind::change && head_.event > first_event_)
    note_recorded(*this, {{first_event_ + 1}, {head_.event}});
  query("COMMIT").run();
  open_ = false;
  store_->inside_->turn.unlock();
}

Savepoint::Savepoint(Writer& writer)
    : writer_(&writer),
      head_(writer.head_),
      changes_before_(sqlite3_total_changes64(writer.store().handle())) {
  writer.query("SAVEPOINT part").run();
}

Savepoint::~Savepoint() {
  if (!open_) return;
  writer_->head_ = head_;
  // SQLite counts what is taken back among the changes.
  writer_->changes_before_ += sqlite3_total_changes64(writer_->store().handle()) - changes_before_;
  if (writer_->store().lost_transaction()) return;  // a full disk has rolled back everything already
  writer_->store().database().tryExec("ROLLBACK TO part");
  writer_->store().database().tryExec("RELEASE part");
}

void Savepoint::release() {
  writer_->query("RELEASE part").run();
  open_ = false;
}

}  // namespace urp::db
