#include <urp/desk/export.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "db/audit.hpp"
#include "db/store.hpp"
#include "desk/media_link.hpp"
#include "desk/pseudonym_key.hpp"
#include "desk/role.hpp"
#include "domain/names.hpp"
#include "domain/pseudonym.hpp"
#include "domain/say.hpp"
#include "files/output_file.hpp"
#include "files/spool.hpp"
#include "office/local.hpp"
#include "office/own_files.hpp"
#include "render/rows.hpp"
#include "store/export_walk.hpp"
#include "store/message_walk.hpp"
#include "store/notices.hpp"
#include "store/results.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr Name<ExportWhat> whats[] = {
    {ExportWhat::tickets, "tickets", {"pratiche"}},  {ExportWhat::messages, "messages", {"messaggi"}},
    {ExportWhat::notices, "notices", {"avvisi"}},    {ExportWhat::contacts, "contacts", {"contatti"}},
    {ExportWhat::media, "media", {"allegati"}},      {ExportWhat::events, "events", {"eventi"}},
    {ExportWhat::services, "services", {"servizi"}},
};

/// By the indexes of revisions, however large the archive is. A row says who the citizen is, too: it has
/// changed when they have.
store::Condition ticket_condition(const db::Access& db, const ExportRequest& request, TimePoint now) {
  auto condition = store::make_condition(db, request.filter, now);
  if (request.after) {
    condition.sql +=
        " AND ticket.id IN (SELECT id FROM ticket WHERE revision > ? UNION ALL "
        "SELECT changed.id FROM contact JOIN ticket changed ON changed.contact = contact.id "
        "WHERE contact.revision > ?)";
    for (int i = 0; i < 2; ++i) condition.values.emplace_back(request.after->event);
  }
  if (request.format == ExportFormat::geojson) store::ask_for_place(condition);
  return condition;
}

store::Condition message_condition(const db::Access& db, const ExportRequest& request, TimePoint now) {
  auto condition = store::make_message_filter(db, request.filter, now);
  if (request.after) {
    condition.sql += " AND m.id IN (SELECT id FROM message WHERE revision > ?)";
    condition.values.emplace_back(request.after->event);
  }
  return condition;
}

/// Those of urp.toml in its order, then those that only old cases know.
std::vector<ExportedService> service_rows(const Settings& settings, const db::Access& db) {
  auto known = store::list_service_rows(db);
  std::vector<ExportedService> rows;
  for (const auto& service : settings.services) {
    const auto used = std::find_if(known.begin(), known.end(),
                                   [&](const ExportedService& row) { return row.slug == service.slug; });
    ExportedService& row = rows.emplace_back();
    if (used != known.end()) {
      row = *used;
      known.erase(used);
    }
    row.slug = service.slug;
    row.name = service.name;
    row.mail = service.mail;
  }
  rows.insert(rows.end(), known.begin(), known.end());
  return rows;
}

/// What is written, and how often.
class Rows {
 public:
  Rows(const Office& office, const db::Access& db, const ExportRequest& request,
       const std::optional<Pseudonyms>& pseudonyms, const std::function<void(std::string_view)>& write)
      : office_(office),
        db_(db),
        request_(request),
        pseudonyms_(pseudonyms),
        now_(office.now()),
        span_{request.filter.since, request.filter.until},
        rows_(request.what, request.format, {request.separator, request.excel}, office.zone(), write) {}

  ExportResult write() {
    auto [event, hash] = db::mark_of(db_);
    result_.cursor = {event, std::move(hash)};
    write_rows();
    rows_.end(result_.written, request_.end_line, to_string(result_.cursor));
    return result_;
  }

 private:
  void begin(std::int64_t expected) {
    result_.expected = expected;
    rows_.begin();
  }
  template <class Row>
  void put(const Row& row) {
    ++result_.written;
    if constexpr (!std::is_same_v<Row, Event> && !std::is_same_v<Row, ExportedService>) {
      if (pseudonyms_) {
        Row other = row;
        pseudonyms_->apply(other);
        return rows_.put(other);
      }
    }
    rows_.put(row);
  }
  auto putter() {
    return [this](const auto& row) { put(row); };
  }

  void write_rows() {
    switch (request_.what) {
      case ExportWhat::tickets:
        return write_tickets();
      case ExportWhat::messages:
        return write_messages();
      case ExportWhat::notices:
        return write_results();
      case ExportWhat::contacts:
        begin(store::count_contact_rows(db_, span_));
        return store::walk_contacts(db_, span_, putter());
      case ExportWhat::media:
        return write_media();
      case ExportWhat::events:
        begin(store::count_events(db_, span_));
        return store::walk_events(db_, span_, putter());
      case ExportWhat::services: {
        const auto services = service_rows(office_.settings(), db_);
        begin(static_cast<std::int64_t>(services.size()));
        std::for_each(services.begin(), services.end(), putter());
      }
    }
  }

  void write_tickets() {
    const auto condition = ticket_condition(db_, request_, now_);
    begin(store::count_tickets_of(db_, condition));
    store::walk_tickets_of(db_, condition, [&](TicketId id) {
      const auto ticket = store::find_ticket(db_, id, now_);
      if (!ticket) return;
      if (request_.format != ExportFormat::geojson) {
        put(*ticket);
      } else if (const auto place = store::find_place(db_, id)) {
        put(PlacedTicket{*ticket, *place});
      }
    });
  }

  void write_messages() {
    const auto condition = message_condition(db_, request_, now_);
    begin(store::count_all_messages(db_, condition));
    store::walk_messages(db_, condition, [&](Message& message) {
      if (message.media) message.media->link = media_link(office_.settings(), *message.media);
      put(message);
    });
  }

  void write_media() {
    const auto condition = message_condition(db_, request_, now_);
    begin(store::count_attachments(db_, condition));
    store::walk_attachments(db_, condition, [&](ExportedMedia& attachment) {
      attachment.media.link = media_link(office_.settings(), attachment.media);
      put(attachment);
    });
  }

  void write_results() {
    NoticeResultFilter filter;
    filter.statuses = request_.statuses;
    filter.since = request_.filter.since;
    filter.until = request_.filter.until;
    const auto notice =
        request_.notice.empty() ? std::nullopt : std::optional(store::get_notice(db_, request_.notice).id);
    begin(store::count_results(db_, notice, filter));
    store::walk_results(db_, notice, filter, putter());
  }

  const Office& office_;
  const db::Access& db_;
  const ExportRequest& request_;
  const std::optional<Pseudonyms>& pseudonyms_;
  TimePoint now_;
  store::WalkSpan span_;
  render::RowWriter rows_;
  ExportResult result_;
};

/// What cannot be answered is refused before anything is on record.
void check(const ExportRequest& request) {
  const bool changing = request.what == ExportWhat::tickets || request.what == ExportWhat::messages;
  if (request.after && !changing) {
    throw Error(Fault::usage, _("only tickets and messages can be continued from an earlier export"),
                _("leave --after and --state-file out"));
  }
  if (request.pseudonymise && request.what == ExportWhat::events) {
    throw Error(Fault::usage, _("what stands in events has no pseudonyms"),
                _("export tickets, messages, notices, contacts or media"));
  }
  if (request.format == ExportFormat::geojson && request.what != ExportWhat::tickets) {
    throw Error(Fault::usage, _("only tickets have a place on a map"),
                _("urp export tickets --format geojson"));
  }
}

/// After a restore there are new changes under the numbers of those that were taken back: whoever goes on by
/// the old number would miss them for good, and keep what is not so any more.
void refuse_other_past(const db::Access& db, const ExportCursor& after) {
  const bool ours =
      after.mark.empty() ? after.event <= db::mark_of(db).event : db::has_mark(db, {after.event, after.mark});
  if (ours) return;
  throw Error(Fault::conflict,
              say(_("the cursor {0} is of a past that this database does not have: another database, or one "
                    "put back from a backup since"),
                  to_string(after)),
              _("export everything anew: without --after, or with the state file removed"));
}

/// Who took what out is on record before the first byte leaves.
void record_export(Office& office, const ExportRequest& request) {
  auto db = office.local().write();
  db.record("export", std::nullopt, std::nullopt,
            {{"what", std::nullopt, std::string(to_name(request.what))},
             {"notice", std::nullopt, request.notice.empty() ? std::nullopt : std::optional(request.notice)},
             {"output", std::nullopt, request.output ? request.output->string() : "-"},
             {"pseudonyms", std::nullopt,
              request.pseudonymise ? std::optional<std::string>("yes") : std::nullopt}});
  db.commit();
}

/// What passes through stays on the disk where it lies anyway.
std::filesystem::path spool_folder(Office& office) {
  const auto& database = office.local().store->path();
  return database.empty() ? std::filesystem::path("/tmp") : std::filesystem::absolute(database).parent_path();
}

constexpr std::string_view state_mark = "urp-export 1 ";
constexpr char mark_sign = '-';

}  // namespace

std::string_view to_name(ExportWhat what) {
  return name_in(whats, what);
}
std::optional<ExportWhat> export_what(std::string_view word) {
  return value_in(whats, word);
}

std::string to_string(const ExportCursor& cursor) {
  const std::string number = std::to_string(cursor.event);
  return cursor.mark.empty() ? number : number + mark_sign + cursor.mark;
}
std::optional<ExportCursor> parse_export_cursor(std::string_view word) {
  ExportCursor cursor;
  const char* const end = word.data() + word.size();
  const auto [read, error] = std::from_chars(word.data(), end, cursor.event);
  if (error != std::errc() || cursor.event < 0) return std::nullopt;
  if (read == end) return cursor;
  cursor.mark.assign(read + 1, end);
  const bool has_mark = *read == mark_sign && !cursor.mark.empty() &&
                        cursor.mark.find_first_not_of("0123456789abcdef") == cursor.mark.npos;
  return has_mark ? std::optional(cursor) : std::nullopt;
}

std::optional<ExportCursor> read_export_state(Office& office, const std::filesystem::path& file,
                                              ExportWhat what) {
  refuse_own_files(office.local(), file);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::nullopt;
  if (!std::filesystem::is_regular_file(file, error)) {  // a pipe would be waited for
    throw Error(Fault::usage, say(_("{0}: not a file that can keep a cursor"), file.string()),
                _("name a file of the exports' own"));
  }
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const std::string begin = std::string(state_mark) + std::string(to_name(what)) + " ";
  std::optional<ExportCursor> cursor;
  if (line.starts_with(begin)) cursor = parse_export_cursor(std::string_view(line).substr(begin.size()));
  if (!cursor) {
    throw Error(Fault::usage, say(_("{0}: not the state of an export of {1}"), file.string(), to_name(what)),
                _("each kind of rows needs a state file of its own; remove it to begin anew"));
  }
  return cursor;
}

void write_export_state(const std::filesystem::path& file, ExportWhat what, const ExportCursor& cursor) {
  files::OutputFile state(file);
  state.write(std::string(state_mark) + std::string(to_name(what)) + " " + to_string(cursor) + "\n");
  state.commit();
}

ExportResult export_rows(Office& office, const ExportRequest& request) {
  if (!request.output && !request.write) {
    throw Error(Fault::usage, _("the export has no place to go"),
                _("name a file with -o, or write to stdout"));
  }
  check(request);
  // What became of one notice is its own account, as on the screen; the notices of all time are an export.
  const bool has_persons = request.what != ExportWhat::services && request.notice.empty();
  if (has_persons && !request.pseudonymise) require_supervisor(office.local(), _("export with names"));
  std::optional<Pseudonyms> pseudonyms;
  if (request.pseudonymise) pseudonyms.emplace(pseudonym_key(request.same_as));
  if (!request.notice.empty())
    store::get_notice(office.local().read(), request.notice);  // before it is on record
  std::optional<files::OutputFile> file, manifest;
  auto write = request.write;
  if (request.output) {
    refuse_own_files(office.local(), *request.output);
    file.emplace(*request.output);
    if (pseudonyms && !file->goes_through()) manifest.emplace(manifest_of(*request.output));
    write = [&](std::string_view bytes) { file->write(bytes); };
  }
  // A reader who stalls must not keep our view of the database open: its log would grow until they go on.
  std::optional<files::Spool> spool;
  if (!file || file->goes_through()) spool.emplace(spool_folder(office));
  if (request.after) refuse_other_past(office.local().read(), *request.after);
  record_export(office, request);
  ExportResult result;
  {
    const auto db = office.local().read();
    const std::function<void(std::string_view)> to_spool = [&](std::string_view bytes) {
      spool->write(bytes);
    };
    result = Rows(office, db, request, pseudonyms, spool ? to_spool : write).write();
  }
  if (result.written != result.expected) {
    throw Error(
        Fault::partial, say(_("export: {0} rows of {1} were written"), result.written, result.expected),
        _("the database may be damaged: check it and export again; no file was left under the final name"));
  }
  if (spool) spool->read(write);
  if (manifest) {
    manifest->write(
        manifest_text(pseudonyms->key(), to_name(request.what), result.written, office.now(), office.zone()));
    manifest->commit();
  }
  if (file) file->commit();
  return result;
}

}  // namespace urp
