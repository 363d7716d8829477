#include "store/templates.hpp"

#include <algorithm>

namespace urp::store {
namespace {

constexpr db::Piece template_columns = R"(
      name,
      language,
      status,
      category,
      named,
      header_format,
      header,
      body,
      footer,
      reason,
      quality,
      synced_at,
      unknown_part)";

constexpr const char* synced = "templates_synced_at";  // in `cursor`
constexpr const char* stale = "templates_stale";

Template read_template(db::Row& row) {
  Template form;
  row >> form.name >> form.language >> form.status >> form.category >> form.named;
  row >> form.header_format >> form.header >> form.body >> form.footer;
  row >> form.reason >> form.quality >> form.synced_at >> form.unknown_part;
  return form;
}

TemplateButton read_button(db::Row& row) {
  TemplateButton button;
  row >> button.kind >> button.text >> button.url;
  return button;
}

std::vector<Template> with_buttons(const Access& db, std::vector<Template> templates) {
  for (auto& form : templates) {
    form.buttons = db.all<TemplateButton>(R"(
    SELECT kind, text, url
    FROM template_button
    WHERE name = ? AND language = ?
    ORDER BY place)",
                                          read_button, form.name, form.language);
  }
  return templates;
}

template <class T>
std::optional<T> cursor(const Access& db, const char* name) {
  return db.first<T>("SELECT value FROM cursor WHERE name = ?", name);
}

template <class T>
void set_cursor(Writer& db, const char* name, T value) {
  db.run("INSERT INTO cursor (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", name,
         value);
}

void add_template(Writer& db, const Template& form) {
  static constexpr auto sql = "INSERT OR REPLACE INTO template (" + template_columns + R"(
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
  db.run(sql, form.name, form.language, form.status, form.category, form.named, form.header_format,
         form.header, form.body, form.footer, form.reason, form.quality, db.recorded_at(), form.unknown_part);
  std::int64_t place = 0;
  for (const auto& button : form.buttons) {
    db.run(R"(
    INSERT OR REPLACE INTO template_button (name, language, place, kind, text, url)
    VALUES (?, ?, ?, ?, ?, ?))",
           form.name, form.language, place++, button.kind, button.text, button.url);
  }
}

}  // namespace

std::vector<Template> list_templates(const Access& db) {
  static constexpr auto sql = "SELECT " + template_columns + " FROM template ORDER BY name, language";
  return with_buttons(db, db.all<Template>(sql, read_template));
}

std::optional<Template> find_template(const Access& db, const std::string& name,
                                      const std::string& language) {
  for (auto& form : find_templates(db, name)) {
    if (form.language == language) return std::move(form);
  }
  return std::nullopt;
}

std::vector<Template> find_templates(const Access& db, const std::string& name) {
  static constexpr auto sql =
      "SELECT " + template_columns + " FROM template WHERE name = ? ORDER BY language";
  return with_buttons(db, db.all<Template>(sql, read_template, name));
}

void replace_templates(Writer& db, const std::vector<Template>& templates) {
  db.run("DELETE FROM template_button");
  db.run("DELETE FROM template");
  for (const auto& form : templates) add_template(db, form);
  set_cursor(db, synced, db.recorded_at());
  set_cursor(db, stale, false);
}

bool change_template(Writer& db, const TemplateChange& change) {
  std::string language = change.language;  // en-US is seen in webhooks, en_US in requests
  std::replace(language.begin(), language.end(), '-', '_');
  return db.run(R"(
    UPDATE template
    SET
      status = ifnull(?3, status),
      category = ifnull(?4, category),
      quality = ifnull(?5, quality),
      reason = CASE WHEN ?3 IS NULL THEN reason ELSE ?6 END
    WHERE name = ?1
      AND language = ?2
      AND (ifnull(?3, status), ifnull(?4, category), ifnull(?5, quality)) IS NOT (status, category, quality))",
                change.name, language, db::or_null(change.status), db::or_null(change.category),
                db::or_null(change.quality), db::or_null(change.reason)) > 0;
}

std::optional<TimePoint> templates_synced_at(const Access& db) {
  return cursor<TimePoint>(db, synced);
}

bool templates_stale(const Access& db) {
  return cursor<bool>(db, stale).value_or(false);
}

void set_templates_stale(Writer& db) {
  set_cursor(db, stale, true);
}

}  // namespace urp::store
