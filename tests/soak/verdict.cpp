// verdict.cpp: what the simulator's ledger says against what the office's database says.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>

#include "children.hpp"
#include "db/audit.hpp"
#include "db/store.hpp"
#include "domain/hash.hpp"
#include "plan.hpp"
#include "simulator.hpp"

namespace soak {
namespace {

class Verdict {
 public:
  Verdict(const Plan& plan, const Figures& figures)
      : plan_(plan),
        figures_(figures),
        ledger_(Simulator(plan.simulator).get("ledger")),
        database_(plan.database, SQLite::OPEN_READONLY, 5000) {}

  int wrong() const { return wrong_; }
  std::string counts() const {
    std::string all;
    for (const auto& [status, count] : statuses_) all += fmt::format(" {}={}", status, count);
    all += "; accepted:";
    for (const auto& [kind, count] : kinds_) all += fmt::format(" {}={}", kind, count);
    return all;
  }

  template <class... Words>
  void complain(fmt::format_string<Words...> format, Words&&... words) {
    ++wrong_;
    fmt::print("WRONG {}\n", fmt::format(format, std::forward<Words>(words)...));
  }

  /// No message twice: neither a token, nor a row under two tokens, nor a text. Each person's in the order of
  /// their rows.
  void nothing_twice() {
    std::set<std::string> tokens;
    std::map<std::string, int> last;
    std::set<std::string> texts;
    for (const auto& message : ledger_["messages"]) {
      const std::string token = message["token"], text = message.value("text", ""), to = message["to"];
      ++kinds_[message["type"].get<std::string>()];
      if (token.size() != 32) complain("\"{}\" went out without a token of ours", text);
      if (!tokens.insert(token).second) complain("token {} was accepted twice: \"{}\"", token, text);
      if (!text.empty() && !texts.insert(text).second) complain("\"{}\" was accepted twice", text);
      const int row = ask("SELECT message FROM attempt WHERE token = ?", token);
      if (row == 0) complain("\"{}\" went out and is in no row", text);
      if (!accepted_.insert(row).second) complain("the message of row {} was accepted twice", row);
      if (row < last[to]) complain("\"{}\" overtook an earlier answer to the same person", text);
      last[to] = row;
    }
  }

  void rows_agree() {
    SQLite::Statement rows(
        database_,
        "SELECT m.ticket || '/' || m.seq, m.status, m.text, m.error_code, o.final,"
        " (SELECT count(*) FROM attempt a WHERE a.message = m.id AND a.outcome = 'open'),"
        " (SELECT count(*) FROM attempt a WHERE a.message = m.id AND a.outcome = 'accepted'), m.id"
        " FROM message m JOIN outbox o ON o.message = m.id");
    std::set<std::string> texts;
    while (rows.executeStep()) {
      const std::string ref = rows.getColumn(0), status = rows.getColumn(1), text = rows.getColumn(2);
      const bool went = accepted_.count(rows.getColumn(7).getInt()) != 0,
                 final = rows.getColumn(4).getInt() != 0;
      const bool arrived = status == "sent" || status == "delivered" || status == "read";
      ++statuses_[status];
      const bool has_number = text.starts_with("risposta") || text.starts_with("La pratica");
      if (has_number && !texts.insert(text).second) complain("{}: \"{}\" has two rows", ref, text);
      if (status == "queued" || status == "sending") complain("{}: still {}", ref, status);
      if (arrived && !went) complain("{}: {}, and the provider never took it", ref, status);
      if (went && !arrived && !(status == "failed" && final))
        complain("{}: {}, and the provider took it", ref, status);
      if (status == "failed" && final && !went) complain("{}: the provider failed what it never took", ref);
      if (status == "failed" && rows.getColumn(3).isNull()) complain("{}: failed without a reason", ref);
      if (rows.getColumn(5).getInt() != 0) complain("{}: an attempt is still open", ref);
      if (rows.getColumn(6).getInt() > 1) complain("{}: two attempts were accepted", ref);
    }
    for (int number = 0; number < plan_.outbound; ++number) {
      const int keyed =
          ask("SELECT count(*) FROM outbox WHERE idempotency_key = ?", fmt::format("key-{}", number));
      if (keyed != 1) complain("answer {} has {} rows under its key", number, keyed);
    }
  }

  void everything_came_in() {
    int in = 0;
    for (const auto& message : ledger_["inbound"]) {
      const int rows =
          ask("SELECT count(*) FROM message WHERE wamid = ?", message["wamid"].get<std::string>());
      if (rows != 1) complain("inbound {} is there {} times", message["wamid"].get<std::string>(), rows);
      ++in;
    }
    if (in != plan_.inbound + 1) complain("{} messages were written, not {}", in, plan_.inbound + 1);
    if (const int rows = ask("SELECT count(*) FROM message WHERE direction = ?", "in"); rows != in) {
      complain("{} messages came in, and {} are there", in, rows);
    }
    int unread = 0;
    for (const auto& webhook : ledger_["webhooks"]) unread += webhook.value("lost", false) ? 1 : 0;
    if (unread > 0) complain("{} webhooks were given up by the provider", unread);
    if (const int odd = ask("SELECT count(*) FROM journal_part WHERE outcome = ?", "unhandled"); odd > 0) {
      complain("{} parts of the journal are unhandled", odd);
    }
  }

  void pictures_are_whole() {
    const auto folder = std::filesystem::path(plan_.database).parent_path() / "media";
    std::set<std::string> files;
    SQLite::Statement rows(database_, "SELECT message, state, sha256 FROM media");
    while (rows.executeStep()) {
      const std::string state = rows.getColumn(1), sha256 = rows.getColumn(2);
      const int message = rows.getColumn(0);
      if (state != "stored") {
        complain("picture of message {} is {}", message, state);
        continue;
      }
      const auto file = folder / sha256.substr(0, 2) / sha256;
      if (urp::hex(urp::sha256(read_file(file.string()))) != sha256)
        complain("{} is not what it says", sha256);
      files.insert(sha256);
    }
    int orphans = 0;  // a file is there before its row: a reply that is killed in between leaves one
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string name = entry.path().filename().string();
      if (name.starts_with("out-")) continue;  // of a reply that was killed while it copied its file
      if (files.count(name) == 0 && ++orphans > figures_.killed_replies)
        complain("{} belongs to no row", entry.path().string());
    }
  }

  void database_is_sound() {
    SQLite::Statement check(database_, "PRAGMA integrity_check");
    check.executeStep();
    if (check.getColumn(0).getString() != "ok")
      complain("integrity_check: {}", check.getColumn(0).getString());
    SQLite::Statement foreign(database_, "PRAGMA foreign_key_check");
    if (foreign.executeStep()) complain("foreign_key_check: table {}", foreign.getColumn(0).getString());
    const auto store = urp::db::Store::open({.path = plan_.database});
    const urp::db::Reader db(*store);
    const auto chain = urp::db::check_chain(db);
    if (chain.broken) complain("the audit chain is broken at event {}", chain.broken->value);
    if (chain.events == 0) complain("the audit chain is empty");
    events_ = chain.events;
  }
  std::int64_t events() const { return events_; }
  std::size_t accepted() const { return accepted_.size(); }
  std::size_t refused() const { return ledger_["refused"].size(); }

 private:
  int ask(const char* sql, const std::string& value) {
    SQLite::Statement query(database_, sql);
    query.bind(1, value);
    return query.executeStep() ? query.getColumn(0).getInt() : 0;
  }

  const Plan& plan_;
  const Figures& figures_;
  const Json ledger_;
  SQLite::Database database_;
  std::set<int> accepted_;  // rows
  std::map<std::string, int> kinds_;
  std::map<std::string, int> statuses_;
  std::int64_t events_ = 0;
  int wrong_ = 0;
};

}  // namespace

int judge(const Plan& plan, const Figures& figures) {
  Verdict verdict(plan, figures);
  if (!figures.settled) verdict.complain("not at rest after {} s", plan.settle);
  verdict.nothing_twice();
  verdict.rows_agree();
  verdict.everything_came_in();
  verdict.pictures_are_whole();
  verdict.database_is_sound();
  const int wrong = verdict.wrong() + figures.wrong;
  fmt::print(
      "soak: {} in, {} out by {} clerks, {} kills, {} stops of listen, {} replies killed, {} busy, {} faults;"
      " {} accepted, {} refused;{}; {} events; at rest after {:.1f} s: {}\n",
      plan.inbound, plan.outbound, plan.clerks, figures.kills, figures.stops, figures.killed_replies,
      figures.busy, figures.faults, verdict.accepted(), verdict.refused(), verdict.counts(), verdict.events(),
      figures.settled_after, wrong == 0 ? "nothing wrong" : fmt::format("{} WRONG", wrong));
  return wrong;
}

}  // namespace soak
