// urp tag T... TAG... [--remove TAG] | --list: words to find cases by.
#include <memory>

#include <urp/desk/change.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct TagOptions {
  BulkOptions bulk;
  std::vector<std::string> remove;
  bool list = false;
};

std::string tag_words(const Ticket& ticket) {
  std::string tags;
  for (const std::string& tag : ticket.tags) tags += (tags.empty() ? "" : ", ") + one_line(tag);
  return tags.empty() ? _("no tags") : say(_("tags {0}"), tags);
}

void print_tags(Invocation& call) {
  const auto tags = list_tags(call.office());
  if (call.common.json) return call.out().line(to_json(tags));
  if (!call.style().screen) {
    for (const auto& [tag, tickets] : tags) call.out().row({tag, std::to_string(tickets)});
    return;
  }
  std::vector<std::vector<Cell>> rows;
  for (const auto& [tag, tickets] : tags) rows.push_back({{one_line(tag)}, {grouped(tickets)}});
  const std::vector<Column> columns = {{_("tag")}, {_("open tickets"), Align::right}};
  for (const std::string& line : lay_out(columns, rows, call.style().width)) call.out().line(line);
}

void run(Invocation& call, const TagOptions& options) {
  Office& office = call.office();
  if (options.list) return print_tags(call);
  if (options.bulk.words.empty()) {
    throw Error(Fault::usage, _("no ticket was named"), "urp tag 415 verde | urp tag --list");
  }
  TagRequest tags;
  tags.remove = options.remove;
  auto named = parse_named(options.bulk.words, tags.remove.empty() ? _("TAG") : nullptr);
  tags.add = std::move(named.rest);
  const auto request = change_request(options.bulk, named.tickets);
  confirm_many(request.tickets.size(), options.bulk, _("Change the tags of {0} tickets?"),
               _("the tags of {0} tickets would change; nothing was changed"));
  print_bulk(call, change_tags(office, request, tags), options.bulk, tag_words);
}

}  // namespace

void add_tag(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<TagOptions>();
  add_bulk_options(command, o->bulk, _("T... TAG..."), _("tickets, and the words they are tagged with"),
                   false);
  command.add_option("--remove", o->remove, _("take this tag away"))->type_name("TAG")->comma_separated();
  command.add_flag("--list", o->list, _("the tags in use, with how many open tickets carry each"));
  command.footer("urp tag 415 viabilita");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
