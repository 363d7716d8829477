// keys.hpp: the one list of everything that may stand in urp.toml. The reader and the lister both walk it.
#pragma once

#include "config/values.hpp"

namespace urp::config {

enum class Need { optional, required };

inline constexpr std::string_view weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};
inline constexpr std::string_view automatic_placeholders =
    "ticket name office presented due term service next_opening privacy";

template <class Visitor, class Ui>
void walk_ui(Visitor& v, Ui& ui) {
  v.table("ui", [&](auto& t) {
    t.field("language", ui.language, Choice{{"it", "en"}});
    t.field("colour", ui.colour, Choice{{"auto", "always", "never"}});
    t.field("pager", ui.pager, Text{one_line});
    t.field("editor", ui.editor, Text{one_line});
    t.field("inbox", ui.inbox, Text{one_line});
  });
}

template <class Visitor, class S>  // S: Settings, const or not
void walk_settings(Visitor& v, S& s) {
  using namespace std::chrono;
  v.table("office", [&](auto& t) {
    t.field("name", s.office.name, Text{filled_line});
    t.field("timezone", s.office.timezone, Text{time_zone});
    t.field("language", s.office.language, Choice{{"it", "en"}});
    t.field("clerks", s.office.clerks, Texts{login});
  });
  v.table("roles", [&](auto& t) { t.field("supervisor", s.roles.supervisor, Texts{login}); });
  v.table("whatsapp", [&](auto& t) {
    t.field("phone_number_id", s.whatsapp.phone_number_id, Text{digits});
    t.field("business_account_id", s.whatsapp.business_account_id, Text{digits});
    t.field("token_file", s.whatsapp.token_file, Path{});
    t.field("app_secret_file", s.whatsapp.app_secret_file, Path{});
    t.field("verify_token_file", s.whatsapp.verify_token_file, Path{});
    t.field("base_url", s.whatsapp.base_url, Text{base_url});
    t.field("version", s.whatsapp.version, Text{api_version});
  });
  v.table("database", [&](auto& t) { t.field("path", s.database.path, Path{.may_be_empty = false}); });
  v.table("listen", [&](auto& t) {
    t.field("address", s.listen.address, Text{listen_address});
    t.field("port", s.listen.port, Whole{0, 65'535});
    t.field("path", s.listen.path, Text{url_path});
    t.field("public_url", s.listen.public_url, Text{public_url});
  });
  v.table("hours", [&](auto& t) {
    for (std::size_t day = 0; day < 7; ++day) t.field(weekdays[day], s.hours.week[day], HoursOfDay{});
    t.field("holidays", s.hours.italian_holidays, Holidays{});
    t.field("patron", s.hours.patron, DayOfYear{});
    t.field("closed", s.hours.closed, Dates{});
    t.field("open", s.hours.open, DatedHours{});
  });
  v.table("terms", [&](auto& t) {
    t.field("first_answer", s.terms.first_answer, Span{minutes(1), days(365)});
    for (auto kind : ticket_kinds) t.entry(to_name(kind), s.terms.by_kind, kind, Days{1, 3'650}, days(30));
  });
  v.table("threading", [&](auto& t) {
    t.field("same_case", s.threading.same_case, Span{Seconds(0), days(365)});
    t.field("reopen_within", s.threading.reopen_within, Span{Seconds(0), days(365)});
    t.field("courtesy", s.threading.courtesy, Texts{filled_line});
  });
  v.table("desk", [&](auto& t) {
    t.field("claim", s.desk.claim, Days{1, 365});
    t.field("close_waiting", s.desk.close_waiting, Days{1, 3'650});
  });
  v.table("reply", [&](auto& t) {
    t.field("hold", s.reply.hold, Span{Seconds(0), hours(1)});
    t.field("knock", s.reply.knock, Text{template_name});
    t.field("park_expires", s.reply.park_expires, Days{1, 365});
  });
  v.table("automatic", [&](auto& t) {
    t.field("welcome", s.automatic.welcome, Letter{automatic_placeholders});
    t.field("receipt", s.automatic.receipt, Letter{automatic_placeholders});
    t.field("away", s.automatic.away, Letter{automatic_placeholders});
    t.field("closed", s.automatic.closed, Letter{automatic_placeholders});
    t.field("reminder", s.automatic.reminder, Letter{automatic_placeholders});
    t.field("survey", s.automatic.survey, Flag{});
    t.field("budget", s.automatic.budget, Whole{0, 10'000'000});
    t.field("daily", s.automatic.daily, Whole{1, 1'000});
  });
  v.table("privacy", [&](auto& t) {
    t.field("url", s.privacy.url, Text{web_url});
    t.field("version", s.privacy.version, Text{one_line});
  });
  v.table("media", [&](auto& t) {
    t.field("link", s.media.link, Text{media_link});
    t.field("max_size", s.media.max_size, Size{});
  });
  v.list("service", s.services, [&](auto& t, auto& service) {
    t.field("slug", service.slug, Text{slug}, Need::required);
    t.field("name", service.name, Text{filled_line}, Need::required);
    t.field("mail", service.mail, Text{mail_address});
  });
  v.list("rule", s.rules, [&](auto& t, auto& rule) {
    t.field("service", rule.service, Text{slug}, Need::required);
    t.field("words", rule.words, Texts{filled_line});
    t.field("patterns", rule.patterns, Texts{filled_line});
    t.field("has", rule.has, Contents{});
    t.field("language", rule.language, SpokenLanguage{});
    t.field("when", rule.when, Choice{{"any", "open", "closed"}});
    t.field("apply", rule.apply, Choice{{"suggest", "route"}});
    t.field("urgent", rule.urgent, Flag{});
    t.field("kind", rule.kind, Kind{});
    t.field("tag", rule.tag, Text{label});
  });
  v.table("mail", [&](auto& t) {
    t.field("url", s.mail.url, Text{mail_url});
    t.field("from", s.mail.from, Text{mail_address});
    t.field("user", s.mail.user, Text{one_line});
    t.field("password_file", s.mail.password_file, Path{});
    t.field("ca_file", s.mail.ca_file, Path{});
    t.field("attach_max", s.mail.attach_max, Size{});
    t.field("remind", s.mail.remind, Days{0, 365});
  });
  v.each("canned", s.canned, slug_or_name, CannedAnswer{});
  v.each("search", s.searches, slug_or_name, SavedQuery{});
  v.each("alias", s.aliases, slug_or_name, Text{filled_line});
  v.list("topic", s.topics, [&](auto& t, auto& topic) {
    t.field("slug", topic.slug, Text{slug}, Need::required);
    t.field("name", topic.name, Text{filled_line}, Need::required);
    t.field("on", topic.on, Texts{filled_line, true}, Need::required);
    t.field("off", topic.off, Texts{filled_line, true}, Need::required);
    t.field("urgent", topic.urgent, Flag{});
  });
  v.table("notice", [&](auto& t) {
    t.field("rate", s.notice.rate, Whole{1, 1'000});
    t.field("daily", s.notice.daily, Whole{1, 100'000'000});
    t.field("quiet", s.notice.quiet, Quiet{});
    t.field("approve_above", s.notice.approve_above, Whole{0, 100'000'000});
  });
  v.list("retention", s.retention, [&](auto& t, auto& rule) {
    t.field("class", rule.name, Text{slug}, Need::required);
    t.field("kinds", rule.kinds, Kinds{});
    t.field("keep", rule.keep, Span{days(1), days(365'000)}, Need::required);
    t.field("authorisation", rule.authorisation, Flag{});
  });
  v.table("moderation", [&](auto& t) {
    t.field("seal_key", s.moderation.seal_key, Path{});
    t.field("warn", s.moderation.warn, WarningTexts{});
    t.field("appeal", s.moderation.appeal, Text{any_words});
    t.field("words", s.moderation.words, Texts{filled_line});
    t.field("links", s.moderation.links, Flag{});
    t.field("flood", s.moderation.flood, Whole{0, 1'000});
  });
  v.table("audit", [&](auto& t) {
    t.field("head", s.audit.head, Path{});
    t.field("tsa", s.audit.tsa, Text{web_url});
    t.field("tsa_ca", s.audit.tsa_ca, Path{});
  });
  v.table("archive", [&](auto& t) {
    t.field("office_code", s.archive.office_code, Text{one_line});
    t.field("area", s.archive.area, Text{one_line});
    t.field("publisher", s.archive.publisher, Text{one_line});
    t.field("license", s.archive.license, Text{web_url});
    t.field("url", s.archive.url, Text{web_url});
  });
  v.table("stats", [&](auto& t) { t.field("clerks", s.clerk_stats, Flag{}); });
  v.each("price", s.price, price_category, Euro{});
  walk_ui(v, s.ui);
}

}  // namespace urp::config
