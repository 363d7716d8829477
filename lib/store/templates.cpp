#include "store/templates.hpp"

#include <algorithm>

namespace urp::store {
namespace {

#define TEMPLATE_COLUMNS \
  "name, language, status, category, named, header_format, header, body, footer, reason, quality, synced_at"

constexpr const char* synced = "templates_synced_at";  // in `cursor`
constexpr const char* stale = "templates_stale";

Template map_template(const Access& db, const Query& row) {
  Template form;
  form.name = row.string(0);
  form.language = row.string(1);
  form.status = row.string(2);
  form.category = row.string(3);
  form.named = row.integer(4) != 0;
  form.header_format = row.maybe_string(5);
  form.header = row.maybe_string(6);
  form.body = row.string(7);
  form.footer = row.maybe_string(8);
  form.reason = row.maybe_string(9);
  form.quality = row.maybe_string(10);
  form.synced_at = row.time(11);
  auto buttons =
      db.query("SELECT kind, text, url FROM template_button WHERE name = ? AND language = ? ORDER BY place");
  buttons.bind(1, form.name).bind(2, form.language);
  while (buttons.step())
    form.buttons.push_back({buttons.string(0), buttons.string(1), buttons.maybe_string(2)});
  return form;
}

std::vector<Template> collect(const Access& db, Query& query) {
  std::vector<Template> templates;
  while (query.step()) templates.push_back(map_template(db, query));
  return templates;
}

std::optional<std::int64_t> cursor(const Access& db, const char* name) {
  auto query = db.query("SELECT value FROM cursor WHERE name = ?");
  query.bind(1, name);
  if (!query.step()) return std::nullopt;
  return query.integer(0);
}

void set_cursor(Writer& db, const char* name, std::int64_t value) {
  db.query("INSERT INTO cursor (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2")
      .bind(1, name)
      .bind(2, value)
      .run();
}

void add_template(Writer& db, const Template& form) {
  db.query("INSERT OR REPLACE INTO template (" TEMPLATE_COLUMNS
           ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, form.name)
      .bind(2, form.language)
      .bind(3, form.status)
      .bind(4, form.category)
      .bind(5, form.named)
      .bind(6, form.header_format)
      .bind(7, form.header)
      .bind(8, form.body)
      .bind(9, form.footer)
      .bind(10, form.reason)
      .bind(11, form.quality)
      .bind(12, db.recorded_at())
      .run();
  std::int64_t place = 0;
  for (const auto& button : form.buttons) {
    db.query(
          "INSERT OR REPLACE INTO template_button (name, language, place, kind, text, url) VALUES (?, ?, ?, "
          "?, ?, ?)")
        .bind(1, form.name)
        .bind(2, form.language)
        .bind(3, place++)
        .bind(4, button.kind)
        .bind(5, button.text)
        .bind(6, button.url)
        .run();
  }
}

}  // namespace

std::vector<Template> list_templates(const Access& db) {
  auto query = db.query("SELECT " TEMPLATE_COLUMNS " FROM template ORDER BY name, language");
  return collect(db, query);
}

std::optional<Template> find_template(const Access& db, const std::string& name,
                                      const std::string& language) {
  for (auto& form : find_templates(db, name)) {
    if (form.language == language) return std::move(form);
  }
  return std::nullopt;
}

std::vector<Template> find_templates(const Access& db, const std::string& name) {
  auto query = db.query("SELECT " TEMPLATE_COLUMNS " FROM template WHERE name = ? ORDER BY language");
  query.bind(1, name);
  return collect(db, query);
}

void replace_templates(Writer& db, const std::vector<Template>& templates) {
  db.query("DELETE FROM template_button").run();
  db.query("DELETE FROM template").run();
  for (const auto& form : templates) add_template(db, form);
  set_cursor(db, synced, db.recorded_at().time_since_epoch().count());
  set_cursor(db, stale, 0);
}

bool change_template(Writer& db, const TemplateChange& change) {
  std::string language = change.language;  // en-US is seen in webhooks, en_US in requests (facts 2.4)
  std::replace(language.begin(), language.end(), '-', '_');
  const auto given = [](const std::string& value) {
    return value.empty() ? std::nullopt : std::optional(value);
  };
  auto update = db.query(
      "UPDATE template SET status = ifnull(?3, status), category = ifnull(?4, category), quality = "
      "ifnull(?5, quality),"
      " reason = CASE WHEN ?3 IS NULL THEN reason ELSE ?6 END WHERE name = ?1 AND language = ?2"
      " AND (ifnull(?3, status), ifnull(?4, category), ifnull(?5, quality)) IS NOT (status, category, "
      "quality)");
  // Named: what is bound is not copied, and must live until it has run.
  const auto status = given(change.status), category = given(change.category),
             quality = given(change.quality), reason = given(change.reason);
  update.bind(1, change.name)
      .bind(2, language)
      .bind(3, status)
      .bind(4, category)
      .bind(5, quality)
      .bind(6, reason);
  update.run();
  return update.changes() > 0;
}

std::optional<TimePoint> templates_synced_at(const Access& db) {
  const auto at = cursor(db, synced);
  return at ? std::optional(TimePoint(Seconds(*at))) : std::nullopt;
}

bool templates_stale(const Access& db) {
  return cursor(db, stale).value_or(0) != 0;
}

void set_templates_stale(Writer& db) {
  set_cursor(db, stale, 1);
}

}  // namespace urp::store
