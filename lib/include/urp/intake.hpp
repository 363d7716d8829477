// intake.hpp: what citizens send. Prepare on any thread, commit on one; 200 only after the commit.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <urp/api.hpp>
#include <urp/http.hpp>
#include <urp/ids.hpp>
#include <urp/office.hpp>

namespace urp {

/// A verified, parsed body that waits for its commit.
class URP_API Prepared {
 public:
  struct Body;
  explicit Prepared(std::unique_ptr<Body> body);
  Prepared(Prepared&&) noexcept;
  Prepared& operator=(Prepared&&) noexcept;
  ~Prepared();
  Body& body() const { return *body_; }

 private:
  std::unique_ptr<Body> body_;
};

/// What became of one body; `answer.status` is 200, or 503 when nothing of it was kept.
struct Receipt {
  HttpResponse answer;
  std::optional<JournalId> journal;  // none when it was a repetition, or was not kept
  bool repeated = false;
  int messages = 0, amendments = 0, statuses = 0, kept = 0, duplicates = 0, unhandled = 0;
  std::string trouble;  // why it was not kept; never a citizen's words
};

/// One set of offices behind one port; each is found by its `[listen] path`.
class URP_API Intake {
 public:
  /// Reads the secrets. Throws configuration, denied.
  explicit Intake(std::span<Office* const> offices);
  ~Intake();
  Intake(Intake&&) noexcept;

  /// The handshake, or a body to commit, or the refusal. Touches no database; may run on any thread.
  std::variant<HttpResponse, Prepared> prepare(HttpRequest request) const;
  /// One transaction an office for all bodies; in the order given. Never throws for a body: it is answered
  /// 503.
  std::vector<Receipt> commit(std::span<Prepared> bodies);
  /// A request was turned away with this status. Touches no database; may be called on any thread.
  void turn_away(int status);
  /// Keeps what was turned away, once a minute and at the `end`. A line for the log when there was something.
  std::string keep_turned_away(bool end = false);
  /// Indexes what has arrived since; returns how many rows, at most `limit`.
  int index(int limit = 2048);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct ReplayRequest {
  bool all = false;  // every part of the journal, not only those unhandled
  bool dry_run = false;
  std::filesystem::path from{};      // the whole journal of this database of the office, instead of its own
  std::filesystem::path erasures{};  // with `from`: a copy of the register that was kept elsewhere
};
struct ReplayResult {
  int parts = 0, messages = 0, amendments = 0, statuses = 0, kept = 0, duplicates = 0, unhandled = 0;
  int erased = 0;  // people who were erased, and are again
  int hidden = 0;  // messages that are hidden or masked there, and are here too
};
/// Projects journal parts again, after an upgrade; or the journal of another database into this one, which
/// may be new. Throws not_found, configuration (no database of ours), usage (it is this one), conflict
/// (another office's).
URP_API ReplayResult replay(Office& office, const ReplayRequest& request);

}  // namespace urp
