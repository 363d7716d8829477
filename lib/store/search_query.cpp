#include "store/search_query.hpp"

#include <algorithm>
#include <iterator>

#include "domain/query.hpp"
#include "store/query_condition.hpp"
#include "store/search_names.hpp"

namespace urp::store {
namespace {

constexpr char mark_begin = '\x02', mark_end = '\x03';

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

/// What read_match reads; rank and snippet follow.
constexpr char match_columns[] = R"(
      m.id,
      m.ticket,
      m.seq,
      m.contact,
      (SELECT coalesce(name, profile_name, '') FROM contact WHERE id = m.contact),
      m.at,
      )";
/// Where no word was found that the index could quote.
constexpr char first_words[] =
    "0, substr(coalesce(m.text, (SELECT file_name FROM media WHERE message = m.id), m.type), 1, 80)";

TextMatch read_match(db::Row& row) {
  TextMatch match;
  row >> match.message >> match.ticket >> match.number >> match.contact >> match.contact_name >> match.at;
  row >> match.rank;
  add_marked(match, row.next<std::string_view>());
  return match;
}

TextMatch read_name(db::Row& row) {
  TextMatch match;
  row >> match.contact >> match.contact_name >> match.at >> match.rank;
  add_marked(match, row.next<std::string_view>());
  return match;
}

void append(std::vector<TextMatch>& matches, std::vector<TextMatch> more) {
  std::move(more.begin(), more.end(), std::back_inserter(matches));
}

/// The rank is asked for only where it orders: it costs a look at every document that matches.
std::string quoted_of(const std::string& table, SearchOrder order) {
  return std::string(order == SearchOrder::relevance ? "f.rank" : "0") + ", snippet(" + table +
         ", 0, char(2), char(3), '…', 12)";
}

/// Every place that is ranked costs a look at it: of common words the newest ones are enough, unless a filter
/// asks for others. Where the newest of them begin.
std::int64_t first_ranked(const Access& db, const std::string& table, const QueryCondition& asked,
                          SearchOrder order) {
  constexpr int most_ranked = 5000;
  if (order != SearchOrder::relevance || asked.on_message || asked.on_ticket) return 1;
  const std::string sql = "SELECT rowid FROM " + table + " WHERE " + table +
                          " MATCH ? AND rowid > 0 ORDER BY rowid DESC LIMIT 1 OFFSET ?";
  return db.first<std::int64_t>(sql, asked.match, most_ranked - 1).value_or(1);
}

void append_messages(const Access& db, const std::string& table, const QueryCondition& asked,
                     const Condition& narrow, SearchOrder order, int limit, std::vector<TextMatch>& matches) {
  // The index gives its rows newest first; CROSS JOIN keeps it in the lead, so that the page ends the search.
  const std::string few = narrow.sql.empty() ? "" : " AND +f.rowid IN (" + narrow.sql + ")";
  const std::string sql = "SELECT " + std::string(match_columns) + quoted_of(table, order) + R"(
    FROM )" + table + R"( f
    CROSS JOIN message m ON m.id = f.rowid
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE f.)" + table + " MATCH ? AND f.rowid >= ?" +
                          few + R"(
      AND m.hidden = 0 AND )" +
                          asked.message.sql + " AND " + asked.ticket.sql + " ORDER BY " +
                          (order == SearchOrder::relevance ? "f.rank" : "f.rowid DESC") + " LIMIT ?";
  append(matches, db.all<TextMatch>(sql, read_match, asked.match, first_ranked(db, table, asked, order),
                                    narrow.values, asked.message.values, asked.ticket.values, limit));
}

/// Names are below zero, the newest contact first.
void append_names(const Access& db, const std::string& table, const std::string& expression,
                  SearchOrder order, int limit, std::vector<TextMatch>& matches) {
  const std::string sql = R"(
    SELECT
      c.id,
      coalesce(c.name, c.profile_name, ''),
      ifnull((SELECT max(last_message_at) FROM ticket WHERE contact = c.id), c.created_at),
      )" + quoted_of(table, order) +
                          named_contacts(table) + R"(
    ORDER BY f.rowid
    LIMIT ?)";
  append(matches, db.all<TextMatch>(sql, read_name, expression, limit));
}

/// The threads of these people, newest first.
std::vector<TextMatch> list_written(const Access& db, const QueryCondition& asked, const Condition& where,
                                    int limit) {
  const std::string body = "SELECT " + std::string(match_columns) + first_words + R"(
    FROM message m
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE m.hidden = 0 AND )";
  const std::string theirs = "contact IN (" + marks(asked.senders.size()) + ")";
  const std::string sql = "SELECT * FROM (" + body + "m.ticket IN (SELECT id FROM ticket WHERE " + theirs +
                          ") AND " + where.sql + " UNION ALL " + body + "m.ticket IS NULL AND m." + theirs +
                          " AND " + where.sql + ") ORDER BY 1 DESC LIMIT ?";
  const db::Values who(asked.senders.begin(), asked.senders.end());
  return db.all<TextMatch>(sql, read_match, who, where.values, who, where.values, limit);
}

/// Each ticket once, by its latest message.
std::vector<TextMatch> list_cases(const Access& db, const QueryCondition& asked, bool work_only, int limit) {
  // An index of the work alone, where that is all; the latest of all tickets else.
  const std::string fitting = std::string(work_only ? "t.state <> 'closed' AND " : "") + asked.ticket.sql;
  const std::string order = " ORDER BY t.last_message_at DESC, t.id DESC";
  const std::string latest =
      "m.id = (SELECT id FROM message WHERE ticket = t.id AND hidden = 0 ORDER BY at DESC, id DESC LIMIT 1)";
  const std::string columns = "SELECT " + std::string(match_columns) + first_words;
  if (!asked.on_message) {
    // The page comes first, so that of no other ticket a message is read for its words.
    const std::string sql = columns + " FROM (SELECT t.id FROM ticket t WHERE " + fitting +
                            " AND EXISTS (SELECT 1 FROM message WHERE ticket = t.id AND hidden = 0)" + order +
                            " LIMIT ?) page CROSS JOIN ticket t ON t.id = page.id CROSS JOIN message m ON " +
                            latest + order;
    return db.all<TextMatch>(sql, read_match, asked.ticket.values, limit);
  }
  const std::string late = asked.since ? " AND t.last_message_at >= ?" : "";
  const std::string sql = columns + " FROM ticket t CROSS JOIN message m ON " + latest + " WHERE " + fitting +
                          " AND " + asked.message.sql + late + order + " LIMIT ?";
  db::Values values = asked.ticket.values;
  values.insert(values.end(), asked.message.values.begin(), asked.message.values.end());
  if (asked.since) values.emplace_back(asked.since->time_since_epoch().count());
  return db.all<TextMatch>(sql, read_match, values, limit);
}

/// Messages by what they carry, newest first.
std::vector<TextMatch> list_messages(const Access& db, const Condition& narrow, const Condition& where,
                                     int limit) {
  const std::string few = narrow.sql.empty() ? "" : "m.id IN (" + narrow.sql + ") AND ";
  const std::string sql = "SELECT " + std::string(match_columns) + first_words + R"(
    FROM message m
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE m.hidden = 0 AND )" +
                          few + where.sql + " ORDER BY m.id DESC LIMIT ?";
  return db.all<TextMatch>(sql, read_match, narrow.values, where.values, limit);
}

bool has_only(const SearchQuery& query, std::initializer_list<SearchField> fields) {
  return std::all_of(query.all.begin(), query.all.end(), [&](const auto& clause) {
    return std::all_of(clause.any.begin(), clause.any.end(), [&](const auto& term) {
      return std::find(fields.begin(), fields.end(), term.field) != fields.end();
    });
  });
}

/// All of the states that are asked for are of the work in progress.
bool leaves_closed_out(const SearchQuery& query) {
  return std::any_of(query.all.begin(), query.all.end(), [](const auto& clause) {
    return std::all_of(clause.any.begin(), clause.any.end(), [&](const auto& term) {
      return term.field == SearchField::state && (term.value == "closed") == clause.excluded;
    });
  });
}

std::vector<TextMatch> list_without_words(const Access& db, const SearchQuery& query,
                                          const QueryCondition& asked, int limit) {
  using enum SearchField;
  if (has_only(query, {service, state, kind, tag, clerk, since, until}) && asked.on_ticket)
    return list_cases(db, asked, leaves_closed_out(query), limit);
  const auto where = make_message_condition(db, query);
  if (!asked.senders.empty()) return list_written(db, asked, where, limit);
  return list_messages(db, narrow_messages(query, asked), where, limit);
}

/// Messages stay in the order in which they came; a name stands before the first message older than it.
std::vector<TextMatch> merged(std::vector<TextMatch> matches, std::vector<TextMatch> names, SearchOrder order,
                              int limit) {
  const auto before = [order](const TextMatch& a, const TextMatch& b) {
    return order == SearchOrder::relevance ? a.rank < b.rank : a.at > b.at;
  };
  std::stable_sort(names.begin(), names.end(), before);
  std::vector<TextMatch> all;
  std::merge(matches.begin(), matches.end(), names.begin(), names.end(), std::back_inserter(all), before);
  if (static_cast<int>(all.size()) > limit) all.resize(static_cast<std::size_t>(limit));
  return all;
}

void leave_out(std::vector<TextMatch>& names, const SearchQuery& query) {
  for (const auto& clause : query.all) {
    for (const auto& term : clause.any) {
      std::erase_if(names, [&](const TextMatch& name) {
        return (term.field == SearchField::since && name.at < term.at) ||
               (term.field == SearchField::until && name.at >= term.at);
      });
    }
  }
}

}  // namespace

std::vector<TextMatch> find_text(const Access& db, const SearchQuery& query, SearchOrder order, int limit) {
  const auto asked = make_query_condition(db, query);
  if (asked.match.empty()) return list_without_words(db, query, asked, limit);
  const auto narrow = narrow_messages(query, asked);
  std::vector<TextMatch> matches;
  if (asked.fresh) append_messages(db, "search_fresh", asked, narrow, order, limit, matches);
  if (order == SearchOrder::relevance || static_cast<int>(matches.size()) < limit)
    append_messages(db, "search_index", asked, narrow, order, limit, matches);
  if (order == SearchOrder::relevance) {
    std::stable_sort(matches.begin(), matches.end(),
                     [](const TextMatch& a, const TextMatch& b) { return a.rank < b.rank; });
  }
  std::vector<TextMatch> names;
  if (has_only(query, {SearchField::word, SearchField::since, SearchField::until})) {
    if (asked.fresh) append_names(db, "search_fresh", asked.match, order, limit, names);
    append_names(db, "search_index", asked.match, order, limit, names);
    leave_out(names, query);
  }
  return merged(std::move(matches), std::move(names), order, limit);
}

}  // namespace urp::store
