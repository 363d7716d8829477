// urp-generate: a plausible office of any size, for measuring. The same arguments make the same rows.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>

#include <urp/error.hpp>

#include "db/store.hpp"
#include "store/search.hpp"

namespace {

using Random = std::minstd_rand;

constexpr const char* words[] = {
    "buongiorno", "salve",       "vorrei",     "sapere",       "segnalo",  "buca",       "via",
    "piazza",     "marciapiede", "lampione",   "spento",       "rotto",    "rifiuti",    "cassonetto",
    "pieno",      "davanti",     "civico",     "scuola",       "ufficio",  "anagrafe",   "carta",
    "identità",   "certificato", "residenza",  "appuntamento", "domani",   "orari",      "apertura",
    "telefono",   "risponde",    "nessuno",    "perché",       "già",      "attesa",     "settimane",
    "pericolosa", "bambini",     "anziani",    "traffico",     "semaforo", "fermata",    "autobus",
    "parcheggio", "multa",       "pagamento",  "modulo",       "allegato", "foto",       "acqua",
    "perdita",    "strada",      "allagata",   "alberi",       "potatura", "giardino",   "cani",
    "rumore",     "notte",       "locale",     "musica",       "spiaggia", "poetto",     "bastione",
    "castello",   "mercato",     "bancarella", "tassa",        "tari",     "bolletta",   "rimborso",
    "mensa",      "asilo",       "iscrizione", "graduatoria",  "bando",    "contributo", "affitto",
    "casa",       "popolare",    "assistente", "sociale",      "disabile", "permesso",   "rampa",
    "ascensore",  "grazie",      "gentile",    "cordiali",     "saluti",   "attendo",    "vostra",
    "risposta",   "urgente",     "odore",      "gas",          "tombino",
};
constexpr const char* first_names[] = {"Maria", "Paolo", "Anna", "Efisio", "Lucia", "Rita"};
constexpr const char* last_names[] = {"Serra", "Usai", "Melis", "Piras", "Cocco", "Puddu"};
constexpr const char* kinds[] = {"request", "report", "complaint", "suggestion", "access"};
constexpr const char* services[] = {"lavori-pubblici", "ambiente", "anagrafe", "tributi"};
constexpr const char* clerks[] = {"maria", "gianni", "anna"};
constexpr std::int64_t day = 86'400;

template <class T, std::size_t size>
T pick(const T (&list)[size], Random& random) {
  return list[random() % size];
}

std::string sentence(Random& random) {
  std::string text;
  for (auto count = 4 + random() % 12; count > 0; --count) {
    if (!text.empty()) text += ' ';
    text += pick(words, random);
  }
  return text;
}

struct Amounts {
  std::int64_t tickets = 1000;
  int messages_per_ticket = 5;
  std::int64_t now = 0;  // of the newest row
};

void add_contacts(SQLite::Database& db, std::int64_t contacts, const Amounts& amounts, Random& random) {
  SQLite::Statement contact(
      db, "INSERT INTO contact (id, profile_name, created_at, revision) VALUES (?, ?, ?, 1)");
  SQLite::Statement identity(
      db, "INSERT INTO identity (contact, kind, value, valid_from) VALUES (?, 'phone', ?, ?)");
  for (std::int64_t id = 1; id <= contacts; ++id) {
    const auto at = amounts.now - (contacts - id) * 3 * 365 * day / contacts;
    contact.bind(1, id);
    contact.bind(2, fmt::format("{} {}", pick(first_names, random), pick(last_names, random)));
    contact.bind(3, at);
    contact.exec();
    contact.reset();
    identity.bind(1, id);
    identity.bind(2, fmt::format("39333{:07}", id));
    identity.bind(3, at);
    identity.exec();
    identity.reset();
  }
}

/// Of a hundred tickets 97 are closed; the work in progress is among the newest.
const char* state_of(std::int64_t id, const Amounts& amounts, Random& random) {
  const auto age = amounts.tickets - id;
  if (age >= amounts.tickets / 12 || random() % 100 >= 36) return "closed";
  constexpr const char* states[] = {"new", "new", "open", "waiting", "routed", "routed"};
  return pick(states, random);
}

class Tickets {
 public:
  explicit Tickets(SQLite::Database& db)
      : db_(db),
        ticket_(
            db,
            "INSERT INTO ticket (id, contact, number, kind, state, urgent, service, clerk, preview, messages,"
            " unread, presented_at, waiting_since, last_message_at, last_inbound_at, first_answered_at,"
            " first_answer_due_at, term_due_at, closed_at, outcome, revision)"
            " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"),
        message_(db,
                 "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, at, "
                 "received_at,"
                 " status, clerk, revision) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 1)"),
        media_(db,
               "INSERT INTO media (message, mime_type, file_name, state, size, sha256) VALUES (?, "
               "'image/jpeg', ?,"
               " 'stored', 120000, ?)"),
        window_(db,
                "INSERT INTO service_window (contact, number, last_inbound_at) VALUES (?1, 1, ?2)"
                " ON CONFLICT DO UPDATE SET last_inbound_at = max(last_inbound_at, ?2)") {}

  void add(std::int64_t id, std::int64_t contacts, const Amounts& amounts, Random& random) {
    const std::int64_t contact =
        1 + static_cast<std::int64_t>(random() % static_cast<unsigned long>(contacts));
    const auto presented = amounts.now - (amounts.tickets - id) * 3 * 365 * day / amounts.tickets -
                           static_cast<std::int64_t>(random() % 3600);
    const char* state = state_of(id, amounts, random);
    const bool closed = std::strcmp(state, "closed") == 0;
    const bool office = std::strcmp(state, "new") == 0 || std::strcmp(state, "open") == 0;
    const bool untouched = std::strcmp(state, "new") == 0;
    const std::string preview = sentence(random);
    const auto last = presented + (amounts.messages_per_ticket - 1) * 600;
    ticket_.bind(1, id);
    ticket_.bind(2, contact);
    ticket_.bind(3, pick(kinds, random));
    ticket_.bind(4, state);
    ticket_.bind(5, office && random() % 50 == 0 ? 1 : 0);
    bind_or_null(6, !untouched, pick(services, random));
    bind_or_null(7, !untouched, pick(clerks, random));
    ticket_.bind(8, preview);
    ticket_.bind(9, amounts.messages_per_ticket);
    ticket_.bind(10, untouched ? 1 : 0);
    ticket_.bind(11, presented);
    bind_or_null(12, office, presented);
    ticket_.bind(13, last);
    ticket_.bind(14, last);
    bind_or_null(15, !untouched, presented + 3600);
    ticket_.bind(16, presented + day);
    ticket_.bind(17, presented + 30 * day);
    bind_or_null(18, closed, last + day);
    bind_or_null(19, closed, "answered");
    ticket_.exec();
    ticket_.reset();
    for (int number = 1; number <= amounts.messages_per_ticket; ++number) {
      add_message(id, contact, number, presented + (number - 1) * 600,
                  number == 1 ? preview : sentence(random), random);
    }
    window_.bind(1, contact);
    window_.bind(2, last);
    window_.exec();
    window_.reset();
  }

 private:
  template <class Value>
  void bind_or_null(int index, bool present, Value value) {
    if (present) {
      ticket_.bind(index, value);
    } else {
      ticket_.bind(index);
    }
  }

  void add_message(std::int64_t ticket, std::int64_t contact, int number, std::int64_t at,
                   const std::string& text, Random& random) {
    const bool ours = number % 3 == 2;
    const bool picture = !ours && random() % 8 == 0;
    message_.bind(1, ticket);
    message_.bind(2, number);
    message_.bind(3, contact);
    message_.bind(4, fmt::format("wamid.{:08x}{:08x}{:08x}", random(), random(), random()));
    message_.bind(5, ours ? "out" : "in");
    message_.bind(6, picture ? "image" : "text");
    message_.bind(7, text);
    message_.bind(8, at);
    message_.bind(9, at + 2);
    if (ours) {
      message_.bind(10, "read");
      message_.bind(11, "maria");
    } else {
      message_.bind(10);
      message_.bind(11);
    }
    message_.exec();
    message_.reset();
    if (!picture) return;
    media_.bind(1, static_cast<std::int64_t>(db_.getLastInsertRowid()));
    media_.bind(2, fmt::format("IMG-{:06}.jpg", random() % 1'000'000));
    media_.bind(3, fmt::format("{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}", random(), random(),
                               random(), random(), random(), random(), random(), random()));
    media_.exec();
    media_.reset();
  }

  SQLite::Database& db_;
  SQLite::Statement ticket_, message_, media_, window_;
};

void fill(const std::filesystem::path& path, const Amounts& amounts) {
  urp::db::StoreOptions options;
  options.path = path;
  const auto store = urp::db::Store::open(options);
  auto& db = store->database();
  db.exec("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;");
  db.exec("INSERT INTO number (phone_number_id) VALUES ('106540352242922')");
  Random random(20261123);
  const auto contacts = std::max<std::int64_t>(1, amounts.tickets / 3);
  {
    SQLite::Transaction transaction(db);
    add_contacts(db, contacts, amounts, random);
    transaction.commit();
  }
  Tickets tickets(db);
  for (std::int64_t id = 1; id <= amounts.tickets;) {
    SQLite::Transaction transaction(db);
    const auto last = std::min(amounts.tickets, id + 20'000);
    for (; id <= last; ++id) tickets.add(id, contacts, amounts, random);
    transaction.commit();
  }
  const urp::TimePoint now{urp::Seconds(amounts.now)};
  for (int rows = 1; rows > 0;) {
    urp::db::Writer writer(*store, {"urp", "urp"}, now, now, urp::db::Writer::Kind::upkeep);
    rows = urp::store::index_new_messages(writer, 16'384);
    writer.commit();
  }
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

int use() {
  fmt::print(stderr,
             "usage: urp-generate [--tickets N] [--messages-per-ticket N] [--now SECONDS] DATABASE\n");
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  Amounts amounts;
  amounts.now = 1'795'424'640;  // Monday 23 November 2026, 09:04 UTC
  std::string path;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::atoll(argv[++i]) : -1; };
    if (argument == "--tickets") {
      amounts.tickets = value();
    } else if (argument == "--messages-per-ticket") {
      amounts.messages_per_ticket = static_cast<int>(value());
    } else if (argument == "--now") {
      amounts.now = value();
    } else {
      path = argument;
    }
  }
  if (path.empty() || path.starts_with("-") || amounts.tickets < 1 || amounts.messages_per_ticket < 1)
    return use();
  try {
    fill(path, amounts);
  } catch (const std::exception& error) {
    fmt::print(stderr, "urp-generate: {}\n", error.what());
    return 1;
  }
  return 0;
}
