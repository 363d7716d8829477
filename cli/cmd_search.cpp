// urp search QUERY: full text.
#include <memory>

#include <urp/desk/search.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>
#include <urp/render_reports.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "query_view.hpp"
#include "say.hpp"
#include "times.hpp"

namespace urp::cli {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  std::string sort = "newest";
  int limit = 20;
  bool ids = false, jsonl = false, end = false, explain = false;
};

SearchOrder sort_order(const std::string& word) {
  if (word == "newest" || word == "recenti") return SearchOrder::newest;
  if (word == "relevance" || word == "rilevanza" || word == "pertinenza") return SearchOrder::relevance;
  refuse_word("--sort", word, {"newest", "relevance"});
}

std::string place(const SearchHit& hit) {
  if (!hit.ticket) return to_string(hit.contact);
  return hit.number ? to_string(MessageRef{*hit.ticket, *hit.number}) : std::to_string(hit.ticket->value);
}

/// The snippet with its matches in bold. Each piece is made safe by itself: escaping moves the byte ranges.
std::string highlighted(const SearchHit& hit, const TerminalStyle& style, int columns) {
  std::string line;
  int left = columns;
  const auto add = [&](std::size_t from, std::size_t to, bool match) {
    if (left <= 0 || from >= to) return;
    const std::string piece =
        cut_to_width(one_line(std::string_view(hit.snippet).substr(from, to - from)), left);
    left -= display_width(piece);
    line += match ? style.bold(piece) : piece;
  };
  std::size_t at = 0;
  for (const auto& [from, to] : hit.marks) {
    if (from < at || to > hit.snippet.size()) continue;
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, hit.snippet.size(), false);
  return line;
}

void print_screen(Printer& out, const SearchResult& result, const Office& office, const std::string& query) {
  const TerminalStyle& style = out.style();
  const auto count = static_cast<std::int64_t>(result.hits.size());
  out.sentence(say(plural("{0} place", "{0} places", count), count) + "  " + one_line(query));
  std::vector<std::vector<Cell>> heads;
  for (const SearchHit& hit : result.hits) {
    const std::string name = hit.contact_name.empty() ? to_string(hit.contact) : one_line(hit.contact_name);
    heads.push_back({{place(hit)}, {short_time(hit.at, office.now(), office.zone())}, {name}});
  }
  const auto lines = lay_out({{"", Align::right}, {""}, {"", Align::left, 16}}, heads, style.width);
  int widest = 0;
  for (const std::string& line : lines) widest = std::max(widest, display_width(line));
  constexpr int least_words = 20, indent = 4;
  const int room = style.width - widest - 2;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (room >= least_words) {
      out.line(pad_right(lines[i], widest) + "  " + highlighted(result.hits[i], style, room));
    } else {
      out.line(lines[i]);
      out.line(std::string(indent, ' ') + highlighted(result.hits[i], style, style.width - indent));
    }
  }
  if (result.more) out.sentence(_("there are more: -n 100"));
}

void run(Invocation& call, const SearchOptions& options) {
  check_end(options.end, options.jsonl);
  Office& office = call.office();
  SearchRequest request;
  request.query = joined(options.words);
  check_text(request.query, _("QUERY"));
  request.order = sort_order(options.sort);
  request.limit = options.limit;
  Printer& out = call.out();
  if (options.explain) {
    const QuerySense sense = explain_query(office, request.query);
    if (call.common.json) return out.line(to_json(sense, request.order, office.zone()));
    return explain(out, sense, request.order, office);
  }
  const SearchResult result = search(office, request);
  if (call.common.json) {
    out.line(to_json(result, office.zone()));
  } else if (options.jsonl) {
    out.put(to_json_lines(result, office.zone()));
    const auto rows = static_cast<std::int64_t>(result.hits.size());
    if (options.end) out.put(end_line(rows, rows == 0 ? "" : place(result.hits.back()), !result.more));
  } else if (options.ids) {
    for (const Ticket& ticket : result.tickets) out.line(std::to_string(ticket.id.value));
  } else if (call.style().screen) {
    print_screen(out, result, office, request.query);
  } else {
    for (const SearchHit& hit : result.hits) {
      out.row({place(hit), iso_time(hit.at, office.zone()), to_string(hit.contact), hit.contact_name,
               hit.snippet});
    }
  }
}

}  // namespace

void add_search(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<SearchOptions>();
  command
      .add_option(_("QUERY"), options->words,
                  _("words, \"phrases\", beginnings*, -without, OR, @saved, and from: service: state: kind: "
                    "since: until: has: tag: clerk:"))
      ->required()
      ->takes_minus();
  add_count(command, "-n,--limit", options->limit, _("at most N places, the newest first (default 20)"));
  command.add_option("--sort", options->sort, _("newest, relevance"))->type_name(_("ORDER"));
  command.add_flag("--explain", options->explain, _("only say how the query is understood"));
  command.add_flag("--ids", options->ids, _("bare numbers of the tickets, for other commands"));
  command.add_flag("--jsonl", options->jsonl, _("one JSON object a line"));
  command.add_flag("--end", options->end, _("jsonl: a last line with the number of rows"));
  command.footer("urp search lampione via Roma since:30d");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
