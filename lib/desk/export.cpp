#include <urp/desk/export.hpp>

#include <optional>

#include "db/store.hpp"
#include "desk/media_link.hpp"
#include "domain/say.hpp"
#include "files/output_file.hpp"
#include "files/spool.hpp"
#include "office/local.hpp"
#include "render/rows.hpp"
#include "store/message_walk.hpp"
#include "store/notices.hpp"
#include "store/results.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

/// For messages, since and until are their own time; everything else is asked of their ticket.
store::Condition message_condition(const db::Access& db, const TicketFilter& filter, TimePoint now) {
  auto condition = store::make_condition(db, filter, now, "t", false);
  if (filter.since) {
    condition.sql += " AND m.at >= ?";
    condition.values.emplace_back(filter.since->time_since_epoch().count());
  }
  if (filter.until) {
    condition.sql += " AND m.at < ?";
    condition.values.emplace_back(filter.until->time_since_epoch().count());
  }
  return condition;
}

ExportResult write_rows(const Office& office, const db::Access& db, const ExportRequest& request,
                        const std::function<void(std::string_view)>& write) {
  const auto now = office.now();
  ExportResult result;
  render::RowWriter rows(request.what, request.format, {request.separator, request.excel}, office.zone(),
                         write);
  switch (request.what) {
    case ExportWhat::tickets:
      result.expected = store::count_tickets(db, request.filter, now);
      rows.begin();
      store::walk_ticket_ids(db, request.filter, now, [&](TicketId id) {
        const auto ticket = store::find_ticket(db, id, now);
        if (!ticket) return;
        rows.put(*ticket);
        ++result.written;
      });
      break;
    case ExportWhat::messages: {
      const auto condition = message_condition(db, request.filter, now);
      result.expected = store::count_all_messages(db, condition);
      rows.begin();
      store::walk_messages(db, condition, [&](Message& message) {
        if (message.media) message.media->link = media_link(office.settings(), *message.media);
        rows.put(message);
        ++result.written;
      });
      break;
    }
    case ExportWhat::notices: {
      NoticeResultFilter filter;
      filter.statuses = request.statuses;
      filter.since = request.filter.since;
      filter.until = request.filter.until;
      const auto notice =
          request.notice.empty() ? std::nullopt : std::optional(store::get_notice(db, request.notice).id);
      result.expected = store::count_results(db, notice, filter);
      rows.begin();
      store::walk_results(db, notice, filter, [&](const NoticeResult& one) {
        rows.put(one);
        ++result.written;
      });
      break;
    }
  }
  rows.end(result.written, request.end_line);
  return result;
}

std::string_view what_name(ExportWhat what) {
  switch (what) {
    case ExportWhat::tickets:
      return "tickets";
    case ExportWhat::messages:
      return "messages";
    case ExportWhat::notices:
      return "notices";
  }
  return {};
}

/// Who took what out is on record before the first byte leaves.
void record_export(Office& office, const ExportRequest& request) {
  auto db = office.local().write();
  db.record("export", std::nullopt, std::nullopt,
            {{"what", std::nullopt, std::string(what_name(request.what))},
             {"notice", std::nullopt, request.notice.empty() ? std::nullopt : std::optional(request.notice)},
             {"output", std::nullopt, request.output ? request.output->string() : "-"}});
  db.commit();
}

/// What passes through stays on the disk where it lies anyway.
std::filesystem::path spool_folder(Office& office) {
  const auto& database = office.local().store->path();
  return database.empty() ? std::filesystem::path("/tmp") : std::filesystem::absolute(database).parent_path();
}

}  // namespace

ExportResult export_rows(Office& office, const ExportRequest& request) {
  if (!request.output && !request.write) {
    throw Error(Fault::usage, _("the export has no place to go"),
                _("name a file with -o, or write to stdout"));
  }
  if (!request.notice.empty())
    store::get_notice(office.local().read(), request.notice);  // before it is on record
  std::optional<files::OutputFile> file;
  auto write = request.write;
  if (request.output) {
    file.emplace(*request.output);
    write = [&](std::string_view bytes) { file->write(bytes); };
  }
  // A reader who stalls must not keep our view of the database open: its log would grow until they go on.
  std::optional<files::Spool> spool;
  if (!file || file->goes_through()) spool.emplace(spool_folder(office));
  record_export(office, request);
  ExportResult result;
  {
    const auto db = office.local().read();
    const std::function<void(std::string_view)> to_spool = [&](std::string_view bytes) {
      spool->write(bytes);
    };
    result = write_rows(office, db, request, spool ? to_spool : write);
  }
  if (result.written != result.expected) {
    throw Error(
        Fault::partial, say(_("export: {0} rows of {1} were written"), result.written, result.expected),
        _("the database may be damaged: check it and export again; no file was left under the final name"));
  }
  if (spool) spool->read(write);
  if (file) file->commit();
  return result;
}

}  // namespace urp
