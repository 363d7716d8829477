#include <urp/desk/moderate.hpp>

#include <iterator>

#include "desk/block.hpp"
#include "desk/report.hpp"
#include "desk/warn.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/register_file.hpp"
#include "office/seal.hpp"
#include "store/messages.hpp"
#include "store/moderation.hpp"
#include "store/suspicions.hpp"
#include "store/ticket_changes.hpp"
#include "store/withheld.hpp"

namespace urp {
namespace {

bool has_not_left(const store::FlagView& message) {
  return message.status == "queued" || message.status == "parked" || message.status == "sending";
}

void check_can_hide(const store::FlagView& message, MessageRef ref) {
  if (!has_not_left(message)) return;
  throw Error(Fault::conflict, say(_("{0}: an answer that has not left cannot be hidden"), to_string(ref)),
              say(_("take it back: urp cancel {0}"), to_string(ref)));
}

Change hidden_change(bool before, bool after) {
  return {"hidden", before ? "true" : "false", after ? "true" : "false"};
}

/// What does not speak for the whole request.
bool is_of_one_message(Fault fault) {
  return fault == Fault::not_found || fault == Fault::conflict || fault == Fault::window_closed ||
         fault == Fault::refused;
}

/// Each message behind a savepoint: what one refuses leaves the others alone.
template <class Step>
FlagResult each_message(Office& office, const std::vector<MessageRef>& messages, bool dry_run, Report* report,
                        Step step) {
  FlagResult result;
  {
    auto db = office.local().write();
    for (const MessageRef ref : messages) {
      try {
        db::Savepoint savepoint(db);
        step(db, ref, result);
        savepoint.release();
        result.done.push_back(ref);
      } catch (const Error& error) {
        if (!is_of_one_message(error.fault())) throw;
        result.failed.emplace_back(ref, error);
      }
    }
    if (dry_run) return result;
    const bool reports = report && !result.done.empty();
    if (reports) report->write(db);
    db.commit();
    if (reports) result.report = report->finish();
  }
  keep_register(office.local());
  return result;
}

void flag_one(db::Writer& db, const Settings& settings, const FlagRequest& request,
              const store::FlagView& message, MessageRef ref) {
  const std::string name(to_name(request.ground));
  const bool hides = request.hide && !message.hidden;
  const bool suspected = store::remove_suspicion(db, message.id);
  if (message.ground == name && !hides && !request.note && !suspected) return;
  std::vector<Change> changes = {{"ground", message.ground, name}};
  if (hides) {
    check_can_hide(message, ref);
    store::hide_message(db, message);
    encrypt_hidden(db, settings, message.id);
    changes.push_back(hidden_change(false, true));
  }
  const auto former = store::find_flag(db, message.id);
  if (former && request.note && former->note != request.note)
    changes.push_back({"flag_note", former->note, request.note});
  store::put_flag(db, message.id, request.ground, request.note);
  store::note_sight(db, message.id);
  store::note_change(db, ref.ticket);
  db.record(hides ? "hide" : "flag", ref.ticket, ref.number, changes);
}

}  // namespace

FlagResult flag_messages(Office& office, const FlagRequest& request) {
  if (request.warn && request.block) {
    throw Error(Fault::usage, _("who is blocked gets nothing any more, no warning either"),
                _("choose one of --warn and --block"));
  }
  if (request.warn) check_warning(office.settings(), request.ground);
  const auto step = [&](db::Writer& db, MessageRef ref, FlagResult& result) {
    const auto message = store::get_flag_view(db, ref);
    if (request.block) block_person(db, message.contact, true, request.block_until);
    flag_one(db, office.settings(), request, message, ref);
    if (!request.warn) return;
    result.warnings.push_back(warn_writer(db, office.local(), message, ref, request.ground, request.hold));
  };
  std::optional<Report> report;
  if (request.report) report.emplace(office, *request.report);
  if (report && !request.dry_run) report->copy_ahead();
  return each_message(office, request.messages, request.dry_run, report ? &*report : nullptr, step);
}

FlagResult unflag_messages(Office& office, const std::vector<MessageRef>& messages, bool dry_run,
                           const std::optional<std::filesystem::path>& seal_key) {
  return each_message(office, messages, dry_run, nullptr, [&](db::Writer& db, MessageRef ref, FlagResult&) {
    const auto message = store::get_flag_view(db, ref);
    const bool suspected = store::remove_suspicion(db, message.id);
    if (!message.ground && suspected) {
      store::note_change(db, ref.ticket);
      db.record("unflag", ref.ticket, ref.number, {{"rule", "suspect", std::nullopt}});
      return;
    }
    if (!message.ground) {
      throw Error(Fault::conflict, say(_("{0} has no flag"), to_string(ref)), _("see: urp flag --list"));
    }
    std::vector<Change> changes = {{"ground", message.ground, std::nullopt}};
    if (message.hidden) {
      decrypt_sealed(db, message.id, seal_key);
      store::reveal_message(db, message);
      changes.push_back(hidden_change(true, false));
    }
    store::remove_flag(db, message.id);
    store::note_sight(db, message.id);
    store::note_change(db, ref.ticket);
    db.record("unflag", ref.ticket, ref.number, changes);
  });
}

std::optional<Flag> find_flag(Office& office, MessageRef ref) {
  const auto db = office.local().read();
  return store::find_flag(db, store::get_flag_view(db, ref).id);
}

std::vector<Flag> list_flags(Office& office, const FlagListRequest& request) {
  if (request.limit < 0) {
    throw Error(Fault::usage, say(_("the number of lines cannot be {0}"), request.limit), _("0 shows all"));
  }
  const auto db = office.local().read();
  if (request.ground) return store::list_flags(db, request.ground, request.limit);
  auto all = store::list_all_suspects(db, request.limit);
  const auto suspects = static_cast<int>(all.size());
  if (request.limit != 0 && suspects == request.limit) return all;
  auto flags = store::list_flags(db, request.ground, request.limit == 0 ? 0 : request.limit - suspects);
  std::move(flags.begin(), flags.end(), std::back_inserter(all));
  return all;
}

}  // namespace urp
