// urp inbox: what is the office's turn.
#include <algorithm>
#include <memory>

#include <urp/desk/inbox.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "inbox_view.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
#include "options.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "watch_inbox.hpp"

namespace urp::cli {
namespace {

/// What fits beside the head, the legend and the prompt.
int screenful(const TerminalStyle& style) {
  return std::max(5, style.height - 7);
}

struct InboxOptions {
  FilterOptions filter;
  int limit = -1;  // not asked for: a screenful for people, everything for scripts
  std::string sort = "wait";
  std::vector<std::string> words;
  bool all = false, ids = false, watch = false, bell = false, jsonl = false, end = false;
};

struct SortOrder {
  const char *english, *italian;
  InboxSort sort;
};
constexpr SortOrder orders[] = {{"wait", "attesa", InboxSort::wait},
                                {"recent", "recenti", InboxSort::recent},
                                {"due", "scadenza", InboxSort::due},
                                {"number", "numero", InboxSort::number}};

InboxSort sort_order(const std::string& word) {
  std::vector<std::string> allowed;
  for (const SortOrder& order : orders) {
    if (word == order.english || word == order.italian) return order.sort;
    allowed.emplace_back(order.english);
  }
  refuse_word("--sort", word, allowed);
}

bool is_plain(const TicketFilter& filter) {
  return filter.states.empty() && filter.kinds.empty() && !filter.clerk && !filter.unassigned &&
         !filter.service && !filter.tag && !filter.contact && !filter.urgent && !filter.overdue &&
         !filter.unread && !filter.failed && !filter.later && !filter.draft_of && !filter.closing_before &&
         !filter.closed_window && !filter.flagged && !filter.parked && !filter.since && !filter.until &&
         filter.query.empty();
}

/// Marks that a case may bear whoever has the turn, and however long it is put off.
bool seeks_marks(const TicketFilter& filter) {
  return filter.unread || filter.failed || filter.later || filter.draft_of;
}

void show(Invocation& call, Printer& out, const InboxOptions& options, const TicketFilter& filter,
          const InboxResult& result) {
  Office& office = call.office();
  const bool every_turn = filter.turns != std::vector{Turn::office};
  show_inbox(out, result,
             {.now = office.now(),
              .zone = &office.zone(),
              .plain = !every_turn && is_plain(filter) && !options.all,
              .every_turn = every_turn});
}

void watch(Invocation& call, const InboxOptions& options, const InboxRequest& request) {
  WatchedInbox inbox;
  inbox.list = [&](const TerminalStyle& style) {
    InboxRequest wanted = request;
    if (options.limit < 0) wanted.limit = screenful(style) - 1;  // the keys stand beneath
    return list_inbox(call.office(), wanted);
  };
  inbox.show = [&](Printer& out, const InboxResult& result) {
    show(call, out, options, request.filter, result);
  };
  inbox.bell = options.bell;
  watch_inbox(call, inbox);
}

std::string end_of(const InboxResult& result) {
  const auto rows = static_cast<std::int64_t>(result.tickets.size());
  return end_line(rows, rows == 0 ? "" : std::to_string(result.tickets.back().id.value),
                  rows == result.total);
}

void run(Invocation& call, const InboxOptions& options) {
  if (options.bell && !options.watch) throw Error(Fault::usage, _("--bell belongs to --watch"));
  if (options.watch && !call.style().live) {
    throw Error(Fault::usage, _("--watch redraws a terminal, and there is none"), _("leave it out"));
  }
  check_end(options.end, options.jsonl);
  Office& office = call.office();
  InboxRequest request;
  // A number alone is a case that somebody wants to see.
  if (options.words.size() == 1 && names_tickets(options.words.front())) {
    throw Error(Fault::usage, say(_("inbox: \"{0}\" is one word too many"), options.words.front()),
                say(_("did you mean: {0}"), "urp show " + options.words.front()));
  }
  const bool for_people = call.style().screen && !call.common.json && !options.jsonl && !options.ids;
  FilterOptions filter = options.filter;
  filter.query.insert(filter.query.end(), options.words.begin(), options.words.end());
  const auto own = for_people && !options.all && filter == FilterOptions{}
                       ? call.configuration().settings.ui.inbox
                       : std::nullopt;
  if (own) filter.query.push_back(*own);
  request.filter = make_filter(filter, office);
  request.sort = sort_order(options.sort);
  request.limit = options.limit >= 0 ? options.limit : for_people ? screenful(call.style()) : 0;
  if (seeks_marks(request.filter)) request.filter.postponed = true;
  if (options.all) {
    request.filter.postponed = true;
  } else if (request.filter.states.empty() && request.filter.turns.empty() && !seeks_marks(request.filter)) {
    request.filter.turns = {Turn::office};
  }
  if (options.watch) return watch(call, options, request);
  if (own) call.out().sentence(say(_("Only {0}: [ui] inbox. Everything: urp inbox --turn office"), *own));
  if (for_people) return show(call, call.out(), options, request.filter, list_inbox(office, request));

  request.counts = call.common.json || options.end;
  const InboxResult result = list_inbox(office, request);
  Printer& out = call.out();
  if (call.common.json) {
    out.line(to_json(result, office.zone()));
  } else if (options.jsonl) {
    out.put(to_json_lines(result, office.zone()));
    if (options.end) out.put(end_of(result));
  } else if (options.ids) {
    for (const Ticket& ticket : result.tickets) out.line(std::to_string(ticket.id.value));
  } else {
    list_inbox_lines(out, result, office.zone());
  }
}

}  // namespace

void add_inbox(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<InboxOptions>();
  add_count(command, "-n,--limit", options->limit,
            _("at most N tickets (0 = all; default: a screenful on a terminal, else all)"));
  command.add_flag("--all", options->all, _("every state and turn, also what was put off"));
  add_filter_options(command, options->filter);
  command
      .add_option(_("QUERY"), options->words, _("words of urp search: state:open service:ambiente lampione"))
      ->takes_minus();
  command.add_option("--sort", options->sort, _("wait, recent, due, number"))->type_name(_("ORDER"));
  command.add_flag("--ids", options->ids, _("bare numbers, for other commands"));
  command.add_flag("--jsonl", options->jsonl, _("one JSON object a line"));
  command.add_flag("--end", options->end, _("jsonl: a last line with the number of rows"));
  command.add_flag("--watch", options->watch,
                   _("follow what happens on the screen, until q; ENTER opens a case"));
  command.add_flag("--bell", options->bell, _("with --watch: ring when somebody writes"));
  command.footer("urp inbox --overdue --unassigned");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
