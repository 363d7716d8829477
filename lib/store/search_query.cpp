#include "store/search_query.hpp"

#include <algorithm>
#include <iterator>

#include "domain/say.hpp"
#include "store/contact_lookup.hpp"
#include "store/search.hpp"
#include "store/ticket_list.hpp"

namespace urp::store {
namespace {

constexpr int most_senders = 500;  // whom one from: may mean
constexpr char mark_begin = '\x02', mark_end = '\x03';

/// FTS5's own language stays outside: every word is a quoted string.
std::string fts_string(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"') result += '"';
    if (c != '\0') result += c;
  }
  return result + '"';
}

std::string match_expression(const std::vector<SearchWord>& words) {
  std::string wanted, unwanted;
  for (const auto& word : words) {
    auto& side = word.excluded ? unwanted : wanted;
    if (!side.empty()) side += word.excluded ? " OR " : " AND ";
    side += fts_string(word.text);
    if (word.prefix) side += " *";
  }
  return unwanted.empty() ? wanted : "(" + wanted + ") NOT (" + unwanted + ")";
}

void add_marked(TextMatch& match, std::string_view snippet) {
  std::optional<std::size_t> begin;
  for (char c : snippet) {
    if (c == mark_begin) {
      begin = match.snippet.size();
    } else if (c == mark_end) {
      if (begin) match.marks.emplace_back(*begin, match.snippet.size());
      begin.reset();
    } else {
      match.snippet += c == '\n' ? ' ' : c;
    }
  }
}

/// `?, ?, ?`
std::string marks(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

/// The filters of a query over messages `m` and their tickets `t`.
class Filters {
 public:
  Filters(const SearchQuery& query, const std::vector<std::int64_t>& senders) {
    narrow(query, senders);
    if (!senders.empty()) add("m.direction = 'in'");
    add_list("m.contact", senders);
    if (query.service) {
      add("t.service = ?");
      values_.emplace_back(*query.service);
    }
    add_list("t.state", names(query.states));
    add_list("t.kind", names(query.kinds));
    if (query.since) add_time("m.at >= ?", *query.since);
    if (query.until) add_time("m.at < ?", *query.until);
    for (const auto carried : query.carries) add(condition(carried));
  }

  /// Beside the rows of message and ticket.
  const std::string& sql() const { return sql_; }
  const db::Values& values() const { return values_; }
  /// Of a row of the index `f`, before any other table is asked: when few messages can fit, a common word
  /// leads to none of the others.
  const std::string& narrow_sql() const { return narrow_sql_; }
  const db::Values& narrow_values() const { return narrow_values_; }

 private:
  void narrow(const SearchQuery& query, const std::vector<std::int64_t>& senders) {
    const bool closed_too = query.states.empty() || std::find(query.states.begin(), query.states.end(),
                                                              TicketState::closed) != query.states.end();
    if (closed_too && senders.empty()) return;
    narrow_sql_ = " AND +f.rowid IN (SELECT id FROM message WHERE ticket IN (SELECT id FROM ticket WHERE ";
    if (!closed_too)
      narrow_sql_ += "state <> 'closed' AND " + list("state", names(query.states), narrow_values_);
    if (!closed_too && !senders.empty()) narrow_sql_ += " AND ";
    if (!senders.empty()) narrow_sql_ += list("contact", senders, narrow_values_);
    narrow_sql_ += ")";
    if (closed_too)
      narrow_sql_ += " UNION ALL SELECT id FROM message WHERE ticket IS NULL AND " +
                     list("contact", senders, narrow_values_);
    narrow_sql_ += ")";
  }
  void add(const std::string& sql) { sql_ += " AND " + sql; }
  void add_time(const char* sql, TimePoint at) {
    add(sql);
    values_.emplace_back(at.time_since_epoch().count());
  }
  template <class Value>
  void add_list(const char* column, const std::vector<Value>& values) {
    if (!values.empty()) add(list(column, values, values_));
  }
  /// `column IN (?, ?)`, and the values of its marks.
  template <class Value>
  static std::string list(const std::string& column, const std::vector<Value>& values, db::Values& bound) {
    bound.insert(bound.end(), values.begin(), values.end());
    return column + " IN (" + marks(values.size()) + ")";
  }
  template <class Value>
  static std::vector<std::string> names(const std::vector<Value>& values) {
    std::vector<std::string> result;
    for (const auto value : values) result.emplace_back(to_name(value));
    return result;
  }
  static const char* condition(Carries carried) {
    switch (carried) {
      case Carries::image:
        return "m.type = 'image'";
      case Carries::video:
        return "m.type = 'video'";
      case Carries::audio:
        return "m.type = 'audio'";
      case Carries::voice:
        return "EXISTS (SELECT 1 FROM media v WHERE v.message = m.id AND v.voice = 1)";
      case Carries::document:
        return "m.type = 'document'";
      case Carries::location:
        return "EXISTS (SELECT 1 FROM location p WHERE p.message = m.id)";
      case Carries::contact:
        return "m.type = 'contacts'";
      case Carries::link:
        return "m.text LIKE '%http%://%'";
    }
    return "0";
  }

  std::string narrow_sql_, sql_;
  db::Values narrow_values_, values_;
};

/// What read_match reads; the snippet follows.
constexpr db::Piece match_columns = R"(
      m.id,
      m.ticket,
      m.seq,
      m.contact,
      (SELECT coalesce(name, profile_name, '') FROM contact WHERE id = m.contact),
      m.at,
      )";

TextMatch read_match(db::Row& row) {
  TextMatch match;
  row >> match.message >> match.ticket >> match.number >> match.contact >> match.contact_name >> match.at;
  add_marked(match, row.next<std::string_view>());
  return match;
}

void append(std::vector<TextMatch>& matches, std::vector<TextMatch> more) {
  std::move(more.begin(), more.end(), std::back_inserter(matches));
}

std::string snippet_of(const std::string& table) {
  return "snippet(" + table + ", 0, char(2), char(3), '…', 12)";
}

void append_messages(const Access& db, const std::string& table, const std::string& expression,
                     const Filters& filters, int limit, std::vector<TextMatch>& matches) {
  // The index gives its rows newest first; CROSS JOIN keeps it in the lead, so that the page ends the search.
  const std::string sql = "SELECT " + std::string(match_columns.text) + snippet_of(table) + R"(
    FROM )" + table + R"( f
    CROSS JOIN message m ON m.id = f.rowid
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE f.)" + table + " MATCH ? AND f.rowid > 0" +
                          filters.narrow_sql() + R"(
      AND m.hidden = 0)" + filters.sql() +
                          R"(
    ORDER BY f.rowid DESC
    LIMIT ?)";
  append(matches, db.all<TextMatch>(sql, read_match, expression, filters.narrow_values(), filters.values(),
                                    limit - static_cast<int>(matches.size())));
}

TextMatch read_name(db::Row& row) {
  TextMatch match;
  row >> match.contact >> match.contact_name >> match.at;
  add_marked(match, row.next<std::string_view>());
  return match;
}

/// Names are below zero, the newest contact first; what changed since is not trusted to the index.
void append_names(const Access& db, const std::string& table, const std::string& expression, int limit,
                  std::vector<TextMatch>& matches) {
  const std::string settled =
      table == "search_index"
          ? " AND c.revision <= (SELECT value FROM cursor WHERE name = 'indexed_contact_revision')"
          : "";
  const std::string sql = R"(
    SELECT
      c.id,
      coalesce(c.name, c.profile_name, ''),
      ifnull((SELECT max(last_message_at) FROM ticket WHERE contact = c.id), c.created_at),
      )" + snippet_of(table) +
                          R"(
    FROM )" + table + R"( f
    CROSS JOIN contact c ON c.id = -f.rowid
    WHERE f.)" + table + " MATCH ? AND f.rowid < 0 AND c.merged_into IS NULL" +
                          settled + R"(
    ORDER BY f.rowid
    LIMIT ?)";
  append(matches, db.all<TextMatch>(sql, read_name, expression, limit));
}

/// Whom `from:` means: a contact as people name them, else everybody whose name holds the words.
std::vector<std::int64_t> find_senders(const Access& db, const std::string& from, bool fresh) {
  if (const auto contact = find_contact(db, from)) return {contact->value};
  std::vector<TextMatch> named;
  const std::string expression = fts_string(from) + " *";
  append_names(db, "search_index", expression, most_senders + 1, named);
  if (fresh) append_names(db, "search_fresh", expression, most_senders + 1, named);
  if (named.empty()) {
    throw Error(Fault::not_found, say(_("query: from:{0}: there is no such contact"), from),
                _("write a name or a part of it, c57, a phone number or @username"));
  }
  if (named.size() > most_senders) {
    throw Error(Fault::usage,
                say(_("query: from:{0}: more than {1} contacts have this name"), from, most_senders),
                _("write more of the name, in quotes: from:\"Maria Serra\""));
  }
  std::vector<std::int64_t> senders;
  for (const auto& match : named) senders.push_back(match.contact.value);
  return senders;
}

/// Without a word there is nothing to ask the index: the threads of these people, newest first.
std::vector<TextMatch> list_written(const Access& db, const std::vector<std::int64_t>& senders,
                                    const Filters& filters, int limit) {
  const std::string body = "SELECT " + std::string(match_columns.text) + R"(
      substr(coalesce(m.text, (SELECT file_name FROM media WHERE message = m.id), m.type), 1, 80)
    FROM message m
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE m.hidden = 0 AND )";
  const std::string theirs = "contact IN (" + marks(senders.size()) + ")";
  const std::string sql = "SELECT * FROM (" + body + "m.ticket IN (SELECT id FROM ticket WHERE " + theirs +
                          ")" + filters.sql() + " UNION ALL " + body + "m.ticket IS NULL AND m." + theirs +
                          filters.sql() + ") ORDER BY 1 DESC LIMIT ?";
  const db::Values who(senders.begin(), senders.end());
  return db.all<TextMatch>(sql, read_match, who, filters.values(), who, filters.values(), limit);
}

bool only_words(const SearchQuery& query) {
  return !query.from && !query.service && query.states.empty() && query.kinds.empty() &&
         query.carries.empty();
}

}  // namespace

bool gather_fresh(const Access& db) {
  const bool pending = db.value<bool>(R"(
    SELECT
      EXISTS (SELECT 1 FROM message WHERE id > (SELECT value FROM cursor WHERE name = 'indexed_message'))
      OR EXISTS (
        SELECT 1 FROM contact
        WHERE revision > (SELECT value FROM cursor WHERE name = 'indexed_contact_revision')))");
  if (!pending) return false;
  db.query(R"(
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_fresh
    USING fts5 (body, tokenize = "unicode61 remove_diacritics 2"))")
      .run();
  db.query("DELETE FROM temp.search_fresh").run();
  // The table of this connection is not there yet when its statements are prepared for good.
  const auto fill = [&](const std::string& words) {
    db.query_once("INSERT INTO temp.search_fresh (rowid, body) SELECT id, body FROM (" + words +
                  ") WHERE body <> '')")
        .run();
  };
  fill(contact_words.text +
       std::string("c.revision > (SELECT value FROM cursor WHERE name = 'indexed_contact_revision')"));
  fill(message_words.text + std::string("m.id > (SELECT value FROM cursor WHERE name = 'indexed_message')"));
  return true;
}

std::vector<TextMatch> find_text(const Access& db, const SearchQuery& query, int limit) {
  const bool fresh = gather_fresh(db);
  const auto senders = query.from ? find_senders(db, *query.from, fresh) : std::vector<std::int64_t>{};
  const Filters filters(query, senders);
  const auto expression = match_expression(query.words);
  if (std::none_of(query.words.begin(), query.words.end(), [](const auto& word) { return !word.excluded; })) {
    return list_written(db, senders, filters, limit);
  }
  std::vector<TextMatch> matches;
  if (fresh) append_messages(db, "search_fresh", expression, filters, limit, matches);
  append_messages(db, "search_index", expression, filters, limit, matches);
  if (!only_words(query)) return matches;
  std::vector<TextMatch> names;
  if (fresh) append_names(db, "search_fresh", expression, limit, names);
  append_names(db, "search_index", expression, limit, names);
  std::erase_if(names, [&](const auto& match) {
    return (query.since && match.at < *query.since) || (query.until && match.at >= *query.until);
  });
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
  // Messages stay in the order in which they came; a name stands before the first message older than it.
  std::vector<TextMatch> merged;
  std::merge(matches.begin(), matches.end(), names.begin(), names.end(), std::back_inserter(merged),
             [](const auto& a, const auto& b) { return a.at > b.at; });
  if (static_cast<int>(merged.size()) > limit) merged.resize(static_cast<std::size_t>(limit));
  return merged;
}

}  // namespace urp::store
