// accept.cpp: from a request to rows, and the answer: prepare (no database), commit (one transaction), 200.
#include <algorithm>
#include <map>
#include <mutex>

#include <urp/intake.hpp>

#include "db/place.hpp"
#include "domain/say.hpp"
#include "intake/cut_erased.hpp"
#include "intake/project.hpp"
#include "office/local.hpp"
#include "office/secret.hpp"
#include "store/journal.hpp"
#include "store/search.hpp"
#include "store/turned_away.hpp"
#include "whatsapp/signature.hpp"
#include "whatsapp/webhook.hpp"

namespace urp {

struct Prepared::Body {
  std::size_t office = 0;
  VerifiedBody bytes;
  std::vector<Part> parts;
};

Prepared::Prepared(std::unique_ptr<Body> body) : body_(std::move(body)) {
}
Prepared::Prepared(Prepared&&) noexcept = default;
Prepared& Prepared::operator=(Prepared&&) noexcept = default;
Prepared::~Prepared() = default;

namespace {

const Actor whatsapp_actor{"whatsapp", "whatsapp"};
constexpr std::size_t challenge_limit = 1024;

HttpResponse refusal(int status) {
  return {status, {}, {}};
}

void require_named(const std::filesystem::path& file, std::string_view setting) {
  if (!file.empty()) return;
  throw Error(Fault::configuration, say(_("{0} is missing: nothing can be received without it"), setting),
              _("name a file in urp.toml, mode 0600, that holds it"));
}

std::vector<std::string> app_secrets(const OfficeOptions& options) {
  constexpr std::string_view setting = "whatsapp.app_secret_file";
  if (const auto& given = options.secrets.app_secret) return split_secrets(*given, "URP_APP_SECRET");
  const auto& file = options.settings.whatsapp.app_secret_file;
  require_named(file, setting);
  return read_secrets(file, setting);
}

std::string verify_token(const OfficeOptions& options) {
  constexpr std::string_view setting = "whatsapp.verify_token_file";
  if (const auto& given = options.secrets.verify_token) {
    check_secret(*given, "URP_VERIFY_TOKEN");
    return *given;
  }
  const auto& file = options.settings.whatsapp.verify_token_file;
  require_named(file, setting);
  return read_secret(file, setting);
}

const std::string* query_value(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.query) {
    if (key == name) return &value;
  }
  return nullptr;
}

/// The challenge goes back byte for byte; it is a stranger's text, so it is bounded and printable.
HttpResponse answer_handshake(const HttpRequest& request, const std::string& verify_token) {
  const auto* mode = query_value(request, "hub.mode");
  const auto* token = query_value(request, "hub.verify_token");
  const auto* challenge = query_value(request, "hub.challenge");
  const bool wanted = mode && *mode == "subscribe" && token && whatsapp::same_secret(verify_token, *token);
  if (!wanted || !challenge || challenge->size() > challenge_limit) return refusal(403);
  const bool printable = std::none_of(challenge->begin(), challenge->end(),
                                      [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (!printable) return refusal(403);
  return {200, "text/plain", *challenge};
}

Receipt accept(const Office::Local& office, db::Writer& db, const Prepared::Body& body) {
  Receipt receipt;
  const TimePoint received_at = office.now();
  receipt.journal = store::add_body(db, body.bytes, received_at);
  if (!receipt.journal) {
    receipt.repeated = true;
    return receipt;
  }
  intake::Projector projector(office, db, *receipt.journal, received_at);
  int index = 0;
  std::vector<store::PartOutcome> outcomes;
  for (const auto& part : body.parts) {
    const auto projected = intake::project_behind_savepoint(projector, db, part);
    store::set_part(db, *receipt.journal, index++, part, projected.outcome, projected.reason);
    intake::count(receipt, part, projected.outcome);
    outcomes.push_back(projected.outcome);
  }
  intake::cut_erased(db, *receipt.journal, body.parts, outcomes);
  return receipt;
}

/// Whether one of several bodies may have brought the trouble, so that the others are tried without it. A
/// database that is busy, full or broken is so for all of them, and each try would take its five seconds.
bool is_of_content(const std::exception& trouble) {
  if (dynamic_cast<const db::ContentError*>(&trouble) != nullptr) return true;
  return dynamic_cast<const Error*>(&trouble) == nullptr &&
         dynamic_cast<const std::bad_alloc*>(&trouble) == nullptr;
}

}  // namespace

struct Intake::Impl {
  struct Door {  // one office, as a body finds it
    Office* office;
    std::string path;
    whatsapp::Signature signature;
    std::string verify_token;
    db::FileLock listening;
  };
  std::vector<Door> doors;
  std::mutex mutex;                         // of what was turned away and not kept yet
  std::map<int, std::int64_t> turned_away;  // by status
  std::optional<std::chrono::steady_clock::time_point> told_at;

  /// All or nothing for these bodies of one office.
  std::vector<Receipt> commit_group(Door& door, std::span<Prepared* const> group) {
    const auto& office = door.office->local();
    db::require_in_place(*office.store);
    // Upkeep: a body of nothing but statuses or repetitions changes no case. Every projection records its own
    // entry.
    auto db = office.write_upkeep(whatsapp_actor);
    std::vector<Receipt> receipts;
    for (const auto* prepared : group) receipts.push_back(accept(office, db, prepared->body()));
    db.commit();
    return receipts;
  }
};

Intake::Intake(std::span<Office* const> offices) : impl_(std::make_unique<Impl>()) {
  for (auto* office : offices) {
    const auto& settings = office->settings();
    const auto& options = office->local().options;
    Impl::Door door{office, settings.listen.path, whatsapp::Signature(app_secrets(options)),
                    verify_token(options), office->local().store->lock_file("listener")};
    door.listening.try_lock(db::FileLock::Mode::shared);  // only shown: `urp status` asks who receives
    impl_->doors.push_back(std::move(door));
  }
}
Intake::~Intake() = default;
Intake::Intake(Intake&&) noexcept = default;

std::variant<HttpResponse, Prepared> Intake::prepare(HttpRequest request) const {
  const auto& doors = impl_->doors;
  const auto door =
      std::find_if(doors.begin(), doors.end(), [&](const auto& d) { return d.path == request.path; });
  if (door == doors.end()) return refusal(404);
  if (request.method == "GET") return answer_handshake(request, door->verify_token);
  if (request.method != "POST") return refusal(405);
  const auto header = request.headers.find("x-hub-signature-256");
  auto verified =
      door->signature.verify(std::move(request.body), header == request.headers.end() ? "" : header->second);
  if (!verified) return refusal(401);
  auto parts = whatsapp::parse_webhook(*verified);
  return Prepared(std::make_unique<Prepared::Body>(Prepared::Body{
      static_cast<std::size_t>(door - doors.begin()), std::move(*verified), std::move(parts)}));
}

std::vector<Receipt> Intake::commit(std::span<Prepared> bodies) {
  std::vector<Receipt> receipts(bodies.size());
  for (std::size_t office = 0; office < impl_->doors.size(); ++office) {
    std::vector<Prepared*> group;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      if (bodies[i].body().office != office) continue;
      group.push_back(&bodies[i]);
      places.push_back(i);
    }
    const auto refuse = [&](std::size_t first, std::size_t length, const std::exception& trouble) {
      // Not swallowed: 503 makes WhatsApp deliver again, and the receipt tells the log why.
      for (std::size_t i = 0; i < length; ++i) {
        receipts[places[first + i]].answer = refusal(503);
        receipts[places[first + i]].trouble = trouble.what();
        turn_away(503);
      }
    };
    /// True: nothing more can be done for these bodies.
    const auto keep = [&](std::size_t first, std::size_t length) {
      try {
        auto kept = impl_->commit_group(impl_->doors[office], std::span(group).subspan(first, length));
        for (std::size_t i = 0; i < length; ++i) receipts[places[first + i]] = std::move(kept[i]);
        return true;
      } catch (const std::exception& trouble) {
        if (length > 1 && is_of_content(trouble)) return false;
        refuse(first, length, trouble);
        return true;
      }
    };
    if (group.empty() || keep(0, group.size())) continue;
    for (std::size_t i = 0; i < group.size(); ++i) keep(i, 1);
  }
  return receipts;
}

void Intake::turn_away(int status) {
  const std::lock_guard lock(impl_->mutex);
  ++impl_->turned_away[status];
}

std::string Intake::keep_turned_away(bool end) {
  constexpr std::chrono::minutes pause{1};
  const auto& office = impl_->doors.front().office->local();
  const auto steady = office.steady_now();
  std::map<int, std::int64_t> counts;
  {
    const std::lock_guard lock(impl_->mutex);
    const bool rests = !end && impl_->told_at && steady - *impl_->told_at < pause;
    if (impl_->turned_away.empty() || rests) return {};
    counts = impl_->turned_away;
  }
  const std::string day = iso_date(office.zone.local(office.now()).date);
  auto db = office.write_upkeep(whatsapp_actor);
  std::string line = "turned away:";
  for (const auto& [status, count] : counts) {
    store::add_turned_away(db, day, {status, count, office.now()});
    line += say(" {}={}", status, count);
  }
  db.commit();
  impl_->told_at = steady;
  const std::lock_guard lock(impl_->mutex);
  for (const auto& [status, count] : counts) {
    if ((impl_->turned_away[status] -= count) == 0) impl_->turned_away.erase(status);
  }
  return line;
}

int Intake::index(int limit) {
  int indexed = 0;
  for (auto& door : impl_->doors) {
    const auto& office = door.office->local();
    auto db = office.write_upkeep(whatsapp_actor);
    const int rows = store::index_new_messages(db, limit);
    if (rows > 0) db.commit();
    indexed += rows;
  }
  return indexed;
}

}  // namespace urp
