// The places that a search found, and how its query was understood.
#include <urp/render.hpp>
#include <urp/render_reports.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {
namespace {

using render::document;
using render::JsonWriter;
using render::TimeCache;

void put_hit(JsonWriter& json, const SearchHit& hit) {
  json.begin_object();
  json.field("ticket", hit.ticket);
  json.field("number", hit.number);
  json.field("snippet", hit.snippet);
  json.list("marks", hit.marks, [&json](const auto& mark) {  // byte ranges of the snippet
    json.begin_array();
    json.value(static_cast<std::int64_t>(mark.first));
    json.value(static_cast<std::int64_t>(mark.second));
    json.end_array();
  });
  json.field("at", hit.at);
  json.field("contact", hit.contact);
  json.field("contact_name", hit.contact_name.empty() ? std::nullopt : std::optional(hit.contact_name));
  json.end_object();
}

void put_term(JsonWriter& json, const QuerySense& sense, const SearchTerm& term) {
  const bool is_time = term.field == SearchField::since || term.field == SearchField::until;
  json.begin_object();
  json.field("field", to_name(term.field));
  json.field("value", term.value);
  json.field("phrase", term.phrase);
  json.field("prefix", term.prefix);
  json.field("at", is_time ? std::optional(term.at) : std::nullopt);
  const auto people = sense.people.find(term.value);
  json.key("contacts");
  if (term.field != SearchField::from || people == sense.people.end()) {
    json.null();
  } else {
    json.begin_array();
    for (const auto& contact : people->second) json.value(contact.id);
    json.end_array();
  }
  json.end_object();
}

}  // namespace

std::string to_json(const SearchResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("tickets", result.tickets, [&json](const Ticket& ticket) { render::put_ticket(json, ticket); });
    json.list("hits", result.hits, [&json](const SearchHit& hit) { put_hit(json, hit); });
    json.field("more", result.more);
  });
}

std::string to_json_lines(const SearchResult& result, const Zone& zone) {
  std::string out;
  TimeCache times(zone);
  for (const SearchHit& hit : result.hits) {
    JsonWriter json(out, times);
    put_hit(json, hit);
    out += '\n';
  }
  return out;
}

std::string to_json(const QuerySense& sense, SearchOrder order, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("query", sense.query.all, [&](const SearchClause& clause) {
      json.begin_object();
      json.field("excluded", clause.excluded);
      json.list("any", clause.any, [&](const SearchTerm& term) { put_term(json, sense, term); });
      json.end_object();
    });
    json.field("order", order == SearchOrder::relevance ? "relevance" : "newest");
  });
}

}  // namespace urp
