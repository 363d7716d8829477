#include <urp/desk/notice.hpp>

#include <algorithm>

#include <urp/text.hpp>

#include "desk/notice_people.hpp"
#include "desk/reply_parts.hpp"
#include "desk/role.hpp"
#include "desk/templates.hpp"
#include "desk/topic.hpp"
#include "domain/contact_spelling.hpp"
#include "domain/hash.hpp"
#include "domain/names.hpp"
#include "domain/notice.hpp"
#include "domain/notice_moves.hpp"
#include "domain/say.hpp"
#include "domain/subscription.hpp"
#include "office/local.hpp"
#include "store/attempts.hpp"
#include "store/audience.hpp"
#include "store/channel_events.hpp"
#include "store/contact_lookup.hpp"
#include "store/contacts.hpp"
#include "store/messages.hpp"
#include "store/notice_authors.hpp"
#include "store/notice_content.hpp"
#include "store/notices.hpp"
#include "store/outgoing_content.hpp"
#include "store/recipients.hpp"
#include "store/results.hpp"
#include "store/templates.hpp"
#include "store/windows.hpp"

namespace urp {
namespace {

constexpr std::size_t text_limit = 4096, caption_limit = 1024;  // UTF-16 units
constexpr std::chrono::hours limit_span{24};

std::optional<Template> find_form(const db::Access& db, const Office::Local& office, const Notice& notice) {
  if (!notice.template_name) return std::nullopt;
  return pick_template(db, office, *notice.template_name, notice.template_language.value_or(""));
}

const Settings::Topic& get_topic(const Settings& settings, const std::string& slug) {
  if (const auto* topic = find_topic(settings, slug)) return *topic;
  std::vector<std::string> known;
  for (const auto& topic : settings.topics) known.push_back(topic.slug);
  throw_unknown_topic(known, slug);
}

void check_words(const NoticeRequest& request) {
  const bool blank = request.text.find_first_not_of(" \t\r\n") == request.text.npos;
  if (blank && !request.use_template) {
    throw Error(Fault::usage, _("a notice needs words"),
                _("--text for people with an open window, --template for the others, or both"));
  }
  if (blank && !request.text.empty()) throw Error(Fault::usage, _("the text is empty"));
  const std::size_t most = request.attach ? caption_limit : text_limit;
  const std::size_t length = utf16_length(request.text);
  if (length > most) {
    throw Error(Fault::usage, say(_("the text has {0} characters, WhatsApp takes {1}"), length, most),
                request.attach ? _("beside a file it must be shorter") : _("shorten it"));
  }
}

/// A file stands beside the text, and in the header of a template that has one.
ReplyFiles read_attachment_of(const NoticeRequest& request, const std::optional<Template>& form) {
  ReplyFiles files;
  if (request.attach) files.push_back(read_file(*request.attach));
  if (!request.text.empty() && !files.empty() && !takes_caption(files.front().attachment.kind)) {
    throw Error(Fault::usage,
                say(_("{0}: this kind of file has no words beside it"), files.front().attachment.file_name),
                _("a picture, a video or a document has"));
  }
  const bool form_has_file = form && form->header_format && *form->header_format != "TEXT";
  if (form && (form_has_file || request.text.empty())) check_template_file(*form, files);
  return files;
}

void require(const Notice& notice, const NoticeMove& move, const char* what) {
  if (can_move(notice, move)) return;
  throw Error(Fault::conflict, say(_("notice {0}: {1}"), notice.name, what),
              say(_("see: urp notice show {0}"), notice.name));
}

void refuse_expired(const Notice& notice, TimePoint now) {
  if (!notice.has_expired(now)) return;
  throw Error(Fault::conflict, say(_("notice {0} has expired"), notice.name), _("write a new one"));
}

void record(db::Writer& db, const char* verb, const Notice& notice, std::vector<Change> changes = {}) {
  changes.insert(changes.begin(), {"notice", std::nullopt, notice.name});
  db.record(verb, std::nullopt, std::nullopt, changes);
}

/// What was said in full: the audit chain keeps its digest.
std::string content_digest(const Notice& notice, const TemplateValues& values) {
  std::string content = notice.text.value_or("") + "\n" + notice.template_name.value_or("");
  for (const auto& [key, value] : values) content += "\n" + key + "=" + value;
  if (notice.file) content += "\n" + notice.file->sha256;
  return hex(sha256(content));
}

NoticePage make_page(const db::Access& db, const Office::Local& office, Notice notice) {
  const auto& settings = office.options.settings;
  const TimePoint now = office.now();
  NoticePage page;
  const auto* topic = find_topic(settings, notice.topic);
  page.topic_name = topic ? topic->name : notice.topic;
  if (notice.template_name)
    page.form = store::find_template(db, *notice.template_name, notice.template_language.value_or(""));
  page.values = store::get_values(db, notice.id, ContactId{0});
  if (page.form) {
    const auto example = notice.listed ? store::first_person(db, notice.id) : std::nullopt;
    page.preview =
        template_preview(*page.form, example ? store::get_values(db, notice.id, *example) : page.values);
    page.category = lower_ascii(page.form->category);
    const auto price = settings.price.find(*page.category);
    if (price != settings.price.end()) page.price = price->second;
  }
  page.tallies = store::tally(db, notice);
  page.sums = sum_up(page.tallies);
  page.open = store::count_open_windows(db, notice, now);
  page.closed = std::max<std::int64_t>(0, page.sums.left - page.open);
  const bool by_template = notice.template_name.has_value();
  const TimePoint begin = std::max(now, notice.due_at.value_or(now));
  const auto left = notice.expires_at ? std::optional(*notice.expires_at - begin) : std::nullopt;
  page.forecast = forecast(page.open, by_template ? page.closed : 0, settings.notice.rate,
                           daily_limit(settings.notice, store::daily_limit(db, notice.number)),
                           store::count_opened(db, office.real_now() - limit_span), left);
  page.quiet = !notice.urgent && is_quiet(settings.notice, office.zone, begin);
  if (page.quiet) page.quiet_until = quiet_until(settings.notice, office.zone, begin);
  const auto channel = store::get_channel(db, notice.number);
  page.stopped_since = channel.stopped_since;
  page.stopped_reason = channel.reason;
  page.stopped_code = channel.code;
  page.stopped_subcode = channel.subcode;
  page.notice = std::move(notice);
  return page;
}

/// The login counts. Root may sign for the clerk who stands beside it: nobody else acts under another name
/// where that matters.
bool may_supervise(const Office::Local& office) {
  const auto& settings = office.options.settings;
  const auto& actor = office.options.actor;
  return is_supervisor(settings, actor) ||
         (actor.login == "root" && is_supervisor(settings, {actor.clerk, actor.clerk}));
}

Notice draft_of(const Office::Local& office, db::Writer& db, const NoticeRequest& request,
                const Settings::Topic& topic, const std::optional<Template>& form, const ReplyFiles& files) {
  Notice notice;
  notice.name = request.name;
  notice.topic = topic.slug;
  notice.urgent = topic.urgent;
  notice.number = store::number_row(db, office.options.settings.whatsapp.phone_number_id);
  if (!request.text.empty()) notice.text = valid_utf8(request.text);
  if (form) {
    notice.template_name = form->name;
    notice.template_language = form->language;
  }
  notice.listed = request.people.has_value();
  if (!files.empty()) {
    const auto& file = files.front();
    notice.file = NoticeFile{file.attachment.file_name, file.attachment.kind, file.attachment.mime_type,
                             file.attachment.size, file.sha256};
  }
  notice.expires_at = request.expires;
  notice.created_at = db.now();
  notice.created_by = db.actor().clerk;
  return notice;
}

/// Moves it on, and leaves the event; of a rehearsal nothing is kept.
NoticeChange change(const Office::Local& office, db::Writer& db, const Notice& notice, const NoticeMove& move,
                    const char* verb, bool dry_run, std::optional<std::int64_t> people = {}) {
  const Notice moved = store::move_notice(db, notice, move);
  std::vector<Change> changes;
  if (people) changes.push_back({"people", std::nullopt, std::to_string(*people)});
  record(db, verb, moved, std::move(changes));
  NoticeChange done{make_page(db, office, moved), people.value_or(0)};
  if (!dry_run) db.commit();
  return done;
}

}  // namespace

NoticeCreated create_notice(Office& office, const NoticeRequest& request) {
  auto& local = office.local();
  if (!is_notice_name(request.name)) {
    throw Error(Fault::usage, say(_("\"{0}\" cannot be the name of a notice"), request.name),
                _("small letters, digits, - and _, at most 60: allerta-meteo-23"));
  }
  check_words(request);
  const auto& topic = get_topic(office.settings(), request.topic);
  if (request.expires && *request.expires <= local.now())
    throw Error(Fault::usage, _("the end of the notice has gone by already"));
  std::optional<Template> form;
  if (request.use_template) {
    form = pick_template(local.read(), local, request.use_template->name, request.use_template->language);
    if (!request.people) check_template(*form, request.use_template->values);
  }
  const TemplateValues common = request.use_template ? request.use_template->values : TemplateValues();
  CopiedFiles copied{read_attachment_of(request, form), {}};
  if (request.attach) copied = copy_files(local, std::move(copied.files), std::span(&*request.attach, 1));
  auto db = local.write();
  if (const auto there = store::find_notice(db, request.name)) {
    if (there->state != NoticeState::draft || !request.replace) {
      throw Error(Fault::conflict, say(_("there is a notice {0} already"), request.name),
                  there->state == NoticeState::draft ? _("to write the draft anew: --replace")
                                                     : _("choose another name"));
    }
    store::remove_draft(db, there->id);
  }
  NoticeCreated created;
  created.notice = draft_of(local, db, request, topic, form, copied.files);
  created.notice.id = store::add_notice(db, created.notice);
  store::add_notice_author(db, created.notice.id);
  for (const auto& [key, value] : common) store::set_value(db, created.notice.id, ContactId{0}, key, value);
  if (request.people) {
    auto read = read_people(db, created.notice.id, *request.people, form, common);
    created.people = read.people;
    created.bad = std::move(read.bad);
    if (created.bad.empty() && created.people == 0)
      throw Error(Fault::usage, say(_("{0} names nobody"), request.people->filename().string()));
  }
  record(db, "notice_new", created.notice,
         {{"topic", std::nullopt, topic.slug},
          {"content", std::nullopt, content_digest(created.notice, common)}});
  if (request.dry_run || !created.bad.empty()) return created;
  copied.keep();
  db.commit();
  return created;
}

std::vector<NoticeLine> list_notices(Office& office, bool all, int limit) {
  if (limit < 0) {
    throw Error(Fault::usage, say(_("the number of lines cannot be {0}"), limit), _("0 shows all"));
  }
  const auto db = office.local().read();
  std::vector<NoticeLine> lines;
  for (auto& notice : store::list_notices(db, all, limit)) {
    const auto sums = sum_up(store::tally(db, notice));
    lines.push_back({std::move(notice), sums});
  }
  return lines;
}

NoticePage show_notice(Office& office, const std::string& name) {
  const auto& local = office.local();
  const auto db = local.read();
  return make_page(db, local, store::get_notice(db, name));
}

NoticePage schedule_notice(Office& office, const ScheduleRequest& request) {
  auto& local = office.local();
  auto db = local.write();
  Notice notice = store::get_notice(db, request.name);
  notice_move::Scheduled plan;
  require(notice, plan, _("it cannot be scheduled"));
  const TimePoint now = local.now();
  const auto before = notice.due_at;
  constexpr std::chrono::minutes just_now{1};  // "08:00", typed at 08:00:30
  if (request.at && *request.at < now - just_now) {
    throw Error(
        Fault::usage,
        say(_("{0} is over: notice {1} would leave at once"), iso_time(*request.at, local.zone), notice.name),
        _("leave out --at to send it now, or name a later time, as tomorrow 09:00"));
  }
  notice.due_at = std::max(now, request.at.value_or(now));
  if (request.expires) notice.expires_at = request.expires;
  if (!notice.expires_at && notice.urgent) {
    throw Error(Fault::usage, say(_("notice {0}: its topic is urgent, so it must end"), notice.name),
                _("an alarm that comes too late does harm: --expires \"today 20:00\""));
  }
  if (notice.expires_at && *notice.expires_at <= *notice.due_at) {
    throw Error(Fault::usage, say(_("notice {0} would expire before it begins"), notice.name),
                say(_("it expires {0}, and begins {1}"), iso_time(*notice.expires_at, local.zone),
                    iso_time(*notice.due_at, local.zone)));
  }
  if (const auto form = find_form(db, local, notice)) {
    const auto example = notice.listed ? store::first_person(db, notice.id) : std::nullopt;
    check_template(*form, store::get_values(db, notice.id, example.value_or(ContactId{0})));
  }
  plan.due_at = *notice.due_at;
  plan.expires_at = notice.expires_at;
  const Notice planned = after_move(notice, plan, {now, db.actor().clerk});
  store::freeze_audience(db, planned, now);
  auto page = make_page(db, local, planned);
  const std::int64_t people = page.will_get();
  if (people == 0) {
    throw Error(Fault::refused, say(_("notice {0}: nobody would get it"), notice.name),
                notice.template_name || page.closed == 0
                    ? say(_("see who subscribed: urp topic show {0}"), notice.topic)
                    : std::string(_("nobody has an open window: --template reaches the others")));
  }
  plan.approval_needed = people > office.settings().notice.approve_above;
  page.notice = notice = store::move_notice(db, notice, plan);
  store::add_notice_author(db, notice.id);
  const auto time = [&local](std::optional<TimePoint> at) {
    return at ? std::optional(iso_time(*at, local.zone)) : std::nullopt;
  };
  record(db, "notice_schedule", notice,
         {{"due_at", time(before), time(notice.due_at)}, {"people", std::nullopt, std::to_string(people)}});
  if (!request.dry_run) db.commit();
  return page;
}

NoticeChange pause_notice(Office& office, const std::string& name, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const Notice notice = store::get_notice(db, name);
  require(notice, notice_move::Paused{}, _("there is nothing to pause"));
  return change(local, db, notice, notice_move::Paused{}, "notice_pause", dry_run);
}

NoticeChange resume_notice(Office& office, const std::string& name, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const Notice notice = store::get_notice(db, name);
  require(notice, notice_move::Resumed{}, _("only what is paused goes on"));
  refuse_expired(notice, db.now());
  return change(local, db, notice, notice_move::Resumed{}, "notice_resume", dry_run);
}

NoticeChange cancel_notice(Office& office, const std::string& name, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const Notice notice = store::get_notice(db, name);
  require(notice, notice_move::Cancelled{}, _("there is nothing to cancel"));
  const std::int64_t people = store::end_unsent(db, notice.id, RecipientStatus::cancelled, db.now());
  return change(local, db, notice, notice_move::Cancelled{}, "notice_cancel", dry_run, people);
}

NoticeChange approve_notice(Office& office, const std::string& name, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const Notice notice = store::get_notice(db, name);
  require(notice, notice_move::Approved{}, _("only what is scheduled is approved"));
  if (!notice.waits_for_approval()) {
    throw Error(Fault::conflict, say(_("notice {0} waits for no approval"), name),
                say(_("see: urp notice show {0}"), name));
  }
  const auto& clerk = db.actor().clerk;
  if (clerk == notice.created_by || clerk == notice.scheduled_by) {
    throw Error(Fault::refused, say(_("notice {0}: {1} wrote or scheduled it"), name, clerk),
                _("a second clerk approves it"));
  }
  if (!may_supervise(local)) {
    throw Error(Fault::refused, say(_("{0} may not approve notices"), clerk),
                _("those who may stand in urp.toml: [roles] supervisor"));
  }
  // Where no list of clerks is set anybody may call themselves what they like; with one, only root may.
  if (office.settings().office.clerks.empty() && store::is_notice_author(db, notice.id, db.actor().login)) {
    throw Error(Fault::refused,
                say(_("notice {0}: {1} and the one who wrote or scheduled it have one login"), name, clerk),
                _("a second person approves it, under a login of their own"));
  }
  return change(local, db, notice, notice_move::Approved{}, "notice_approve", dry_run);
}

NoticeChange retry_notice(Office& office, const std::string& name, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const Notice notice = store::get_notice(db, name);
  require(notice, notice_move::Retried{}, _("nothing has failed yet"));
  refuse_expired(notice, db.now());
  std::int64_t people = 0;
  for (const auto message : store::list_failed_messages(db, notice.id)) {
    const auto row = store::find_outgoing(db, message);
    if (!row || is_hopeless(row->refusal)) continue;
    if (store::reason_against(db, notice, row->contact)) continue;
    if (!store::apply(db, message, DeliveryEvent::resend)) continue;
    store::postpone(db, message, local.real_now(), 0);
    ++people;
  }
  if (people == 0) return {make_page(db, local, notice), 0};
  return change(local, db, notice, notice_move::Retried{}, "notice_retry", dry_run, people);
}

std::string rehearse_notice(Office& office, const std::string& name, const std::string& to, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const Notice notice = store::get_notice(db, name);
  std::vector<Change> changes;
  auto contact = store::find_contact(db, to);
  if (!contact) {
    const auto phone = phone_digits(to);
    if (!phone) contact = store::get_contact(db, to);  // says that there is none
    Sender sender;
    sender.phone = phone.value_or("");
    contact = store::resolve_sender(db, sender, db.now(), changes);
  }
  const auto window = open_window(store::window_closes(db, *contact, notice.number), local.now());
  const auto form = find_form(db, local, notice);
  if (!form && !window) {
    throw Error(Fault::window_closed, say(_("{0}: the window is closed, the text cannot go there"), to),
                _("write to the office's number from that telephone first"));
  }
  const bool says_words = window && notice.text;
  store::NewOutgoing message;
  if (says_words) {
    message = store::notice_text(notice);
  } else {
    const auto example =
        (notice.listed ? store::first_person(db, notice.id) : std::nullopt).value_or(ContactId{0});
    check_template(*form, store::get_values(db, notice.id, example));
    message = store::notice_template(db, notice, *form, example);
  }
  message.contact = *contact;
  message.number = notice.number;
  message.automatic = true;
  message.at = local.now();
  message.not_before = local.real_now();
  if (says_words) {
    store::queue_loose(db, *window, message);
  } else {
    store::queue_loose_template(db, message);
  }
  changes.push_back({"contact", std::nullopt, to_string(*contact)});
  record(db, "notice_rehearse", notice, std::move(changes));
  if (!dry_run) db.commit();
  return message.text;
}

void notice_results(Office& office, const std::string& name, const NoticeResultFilter& filter,
                    const std::function<void(const NoticeResult&)>& take) {
  const auto db = office.local().read();
  const Notice notice = store::get_notice(db, name);
  store::walk_results(db, notice.id, filter, take);
}

}  // namespace urp
