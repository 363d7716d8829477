#include "store/query_condition.hpp"

#include <algorithm>
#include <map>

#include "domain/query.hpp"
#include "store/search_names.hpp"

namespace urp::store {
namespace {

std::string fts_term(const SearchTerm& word) {
  return fts_string(word.value) + (word.prefix ? " *" : "");
}

/// `("a" OR "b") AND "c"`, and `"d" OR "e"` of what must not be.
void add_words(QueryCondition& result, const SearchQuery& query) {
  for (const auto& clause : query.all) {
    if (!is_word(clause)) continue;
    std::string any;
    for (const auto& word : clause.any) any += (any.empty() ? "" : " OR ") + fts_term(word);
    auto& side = clause.excluded ? result.unwanted : result.match;
    if (!side.empty()) side += clause.excluded ? " OR " : " AND ";
    side += clause.any.size() > 1 ? "(" + any + ")" : any;
  }
  if (result.match.empty() || result.unwanted.empty()) return;
  result.match = "(" + result.match + ") NOT (" + result.unwanted + ")";
  result.unwanted.clear();
}

const char* carried_sql(std::string_view what) {
  switch (carries(what).value()) {
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

Condition sent_by(const std::vector<std::int64_t>& senders) {
  return {"m.direction = 'in' AND m.contact IN (" + marks(senders.size()) + ")",
          {senders.begin(), senders.end()}};
}

/// Whom each from: means.
using People = std::map<std::string, std::vector<std::int64_t>>;

People find_people(const Access& db, const SearchQuery& query, bool fresh) {
  People people;
  for (const auto& clause : query.all) {
    for (const auto& term : clause.any) {
      if (term.field == SearchField::from && !people.contains(term.value))
        people[term.value] = find_senders(db, term.value, fresh);
    }
  }
  return people;
}

/// `$` stands for the ticket.
Condition term_condition(const SearchTerm& term, const People& people) {
  const std::int64_t at = term.at.time_since_epoch().count();
  switch (term.field) {
    case SearchField::from:
      return sent_by(people.at(term.value));
    case SearchField::has:
      return {carried_sql(term.value), {}};
    case SearchField::since:
      return {"m.at >= ?", {at}};
    case SearchField::until:
      return {"m.at < ?", {at}};
    case SearchField::service:
      return {"$.service = ?", {term.value}};
    case SearchField::state:
      return {"$.state = ?", {term.value}};
    case SearchField::kind:
      return {"$.kind = ?", {term.value}};
    case SearchField::tag:
      return {"$.id IN (SELECT ticket FROM ticket_tag WHERE tag = ?)", {term.value}};
    case SearchField::clerk:
      return {"$.clerk = ?", {term.value}};
    case SearchField::word:
      break;
  }
  return {"1", {}};
}

Condition clause_condition(const SearchClause& clause, const People& people) {
  Condition any;
  for (const auto& term : clause.any) {
    const auto one = term_condition(term, people);
    any.sql += (any.sql.empty() ? "" : " OR ") + one.sql;
    any.values.insert(any.values.end(), one.values.begin(), one.values.end());
  }
  if (clause.any.size() > 1) any.sql = "(" + any.sql + ")";
  // What is unknown is not what was excluded.
  if (clause.excluded) any.sql = "ifnull(" + any.sql + ", 0) = 0";
  return any;
}

bool any_of_message(const SearchClause& clause) {
  return std::any_of(clause.any.begin(), clause.any.end(),
                     [](const auto& term) { return is_of_message(term.field); });
}

bool needs_names(const SearchQuery& query) {
  return std::any_of(query.all.begin(), query.all.end(), [](const auto& clause) {
    return std::any_of(clause.any.begin(), clause.any.end(), [](const auto& term) {
      return term.field == SearchField::word || term.field == SearchField::from;
    });
  });
}

bool is_only(const SearchClause& clause, SearchField field) {
  return !clause.excluded && std::all_of(clause.any.begin(), clause.any.end(),
                                         [&](const auto& term) { return term.field == field; });
}

QueryCondition make_for(const Access& db, const SearchQuery& query, const std::string& table) {
  QueryCondition result;
  result.fresh = needs_names(query) && gather_fresh(db);
  add_words(result, query);
  const auto people = find_people(db, query, result.fresh);
  ConditionBuilder message(table), ticket(table);
  for (const auto& clause : query.all) {
    if (is_word(clause)) continue;
    if (any_of_message(clause)) {
      message.add(clause_condition(clause, people));
      result.on_message = true;
    } else {
      ticket.add(clause_condition(clause, people));
      result.on_ticket = true;
      if (!clause.excluded) result.loose = false;
    }
    if (is_only(clause, SearchField::from)) {
      for (const auto& term : clause.any) {
        const auto& senders = people.at(term.value);
        result.senders.insert(result.senders.end(), senders.begin(), senders.end());
      }
    }
    if (is_only(clause, SearchField::since)) result.since = clause.any.front().at;
  }
  result.message = message.take();
  result.ticket = ticket.take();
  return result;
}

constexpr char since_first_of_work[] = R"( WHERE f.rowid >= (
    SELECT min(w.id) FROM ticket u CROSS JOIN message w ON w.ticket = u.id WHERE u.state <> 'closed') AND)";

/// The messages of a MATCH, from the index and from what it does not hold yet.
std::string matching(bool fresh, const char* before, const char* behind) {
  const auto one = [&](const char* table) {
    return std::string(before) + table + " f" + behind + " f." + table + " MATCH ?";
  };
  return one("search_index") + (fresh ? " UNION ALL " + one("search_fresh") : "");
}

void bind_match(ConditionBuilder& where, const std::string& expression, bool fresh,
                const db::Values& others = {}) {
  for (int table = 0; table < (fresh ? 2 : 1); ++table) {
    where.bind(others);
    where.bind(expression);
  }
}

}  // namespace

QueryCondition make_query_condition(const Access& db, const SearchQuery& query) {
  return make_for(db, query, "t");
}

Condition narrow_messages(const SearchQuery& query, const QueryCondition& condition) {
  ConditionBuilder tickets("ticket");
  bool states_seen = false;
  for (const auto& clause : query.all) {
    if (is_only(clause, SearchField::state) && !states_seen &&
        std::none_of(clause.any.begin(), clause.any.end(),
                     [](const auto& term) { return term.value == "closed"; })) {
      states_seen = true;
      tickets.add("state <> 'closed' AND state IN (" + marks(clause.any.size()) + ")");
      for (const auto& term : clause.any) tickets.bind(term.value);
    }
    if (is_only(clause, SearchField::tag) && clause.any.size() == 1) {
      tickets.add("id IN (SELECT ticket FROM ticket_tag WHERE tag = ?)");
      tickets.bind(clause.any.front().value);
    }
  }
  const auto& senders = condition.senders;
  if (!senders.empty()) {
    tickets.add("contact IN (" + marks(senders.size()) + ")");
    for (const auto sender : senders) tickets.bind(sender);
  }
  if (tickets.empty()) return {};
  auto narrow = tickets.take();
  narrow.sql = "SELECT id FROM message WHERE ticket IN (SELECT id FROM ticket WHERE " + narrow.sql + ")";
  if (condition.loose && !senders.empty()) {
    narrow.sql += " UNION ALL SELECT id FROM message WHERE ticket IS NULL AND contact IN (" +
                  marks(senders.size()) + ")";
    narrow.values.insert(narrow.values.end(), senders.begin(), senders.end());
  }
  return narrow;
}

Condition make_ticket_condition(const Access& db, const SearchQuery& query, const std::string& table,
                                bool work_only) {
  const auto asked = make_for(db, query, table);
  ConditionBuilder where(table);
  if (asked.on_ticket) where.add(asked.ticket);
  const std::string seen = "m.hidden = 0 AND " + asked.message.sql;
  if (!asked.match.empty() && work_only) {
    // Few tickets: what matches is looked for once, among the messages since the first of theirs, and each of
    // theirs is looked up in that. The plus keeps the tickets in the lead.
    where.add("EXISTS (SELECT 1 FROM message m WHERE m.ticket = $.id AND " + seen + " AND +m.id IN (" +
              matching(asked.fresh, "SELECT f.rowid FROM ", since_first_of_work) + "))");
    where.bind(asked.message.values);
    bind_match(where, asked.match, asked.fresh);
  } else if (!asked.match.empty()) {
    const std::string join = " CROSS JOIN message m ON m.id = f.rowid WHERE m.ticket IS NOT NULL AND " +
                             seen + " AND f.rowid > 0 AND";
    where.add("$.id IN (" + matching(asked.fresh, "SELECT m.ticket FROM ", join.c_str()) + ")");
    bind_match(where, asked.match, asked.fresh, asked.message.values);
  } else if (asked.on_message) {
    where.add("EXISTS (SELECT 1 FROM message m WHERE m.ticket = $.id AND " + seen + ")");
    where.bind(asked.message.values);
  }
  if (!asked.unwanted.empty()) {
    where.add("$.id NOT IN (SELECT ticket FROM message WHERE ticket IS NOT NULL AND id IN (" +
              matching(asked.fresh, "SELECT f.rowid FROM ", " WHERE") + "))");
    bind_match(where, asked.unwanted, asked.fresh);
  }
  return where.take();
}

Condition make_message_condition(const Access& db, const SearchQuery& query) {
  const auto asked = make_query_condition(db, query);
  ConditionBuilder where("t");
  if (asked.on_ticket) where.add(asked.ticket);
  if (asked.on_message) {
    where.add("m.hidden = 0");
    where.add(asked.message);
  }
  for (const auto* expression : {&asked.match, &asked.unwanted}) {
    if (expression->empty()) continue;
    where.add(std::string("m.id ") + (expression == &asked.match ? "" : "NOT ") + "IN (" +
              matching(asked.fresh, "SELECT f.rowid FROM ", " WHERE") + ")");
    bind_match(where, *expression, asked.fresh);
  }
  return where.take();
}

}  // namespace urp::store
