// urp topic: what citizens can subscribe to, how many did, and the words that do it.
#include <memory>

#include <urp/desk/topic.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::string first_word(const std::vector<std::string>& words) {
  return words.empty() ? "-" : one_line(words.front());
}

void run_list(Invocation& call) {
  const auto topics = list_topics(call.office());
  if (call.common.json) return call.out().line(to_json(topics));
  if (!call.style().screen) {
    for (const TopicLine& topic : topics) {
      call.out().row({topic.slug, topic.name, std::to_string(topic.subscribers),
                      topic.urgent ? "true" : "false", first_word(topic.on), first_word(topic.off)});
    }
    return;
  }
  if (topics.empty())
    return call.out().sentence(_("there are no topics: the administrator names them in urp.toml"));
  std::vector<std::vector<Cell>> rows;
  for (const TopicLine& topic : topics) {
    rows.push_back(
        {{one_line(topic.slug)},
         {grouped(topic.subscribers)},
         {first_word(topic.on)},
         {one_line(topic.name) + (topic.configured ? "" : std::string("  ") + _("(not in urp.toml)")) +
          (topic.urgent ? std::string("  ") + _("(urgent)") : "")}});
  }
  for (const std::string& line : lay_out({{_("topic"), Align::left, 24},
                                          {_("subscribers"), Align::right},
                                          {_("word"), Align::left, 24},
                                          {_("name")}},
                                         rows, call.style().width))
    call.out().line(line);
}

void run_show(Invocation& call, const std::string& slug) {
  const TopicPage page = show_topic(call.office(), slug);
  if (call.common.json) return call.out().line(to_json(page));
  Printer& out = call.out();
  if (!call.style().screen) {
    return out.row({page.topic.slug, page.topic.name, std::to_string(page.topic.subscribers),
                    std::to_string(page.joined), std::to_string(page.left), std::to_string(page.opted_out)});
  }
  out.line(call.style().bold(one_line(page.topic.slug) + "  " + one_line(page.topic.name)));
  out.line(rule(call.style()));
  const auto field = [&](const char* label, const std::string& value) {
    out.line(field_line(label, value, 14, call.style().width));
  };
  field(_("Subscribers"), grouped(page.topic.subscribers));
  field(_("In 30 days"), say(_("{0} more, {1} less"), grouped(page.joined), grouped(page.left)));
  if (page.opted_out > 0)
    field("", say(plural("{0} stopped our notices in WhatsApp", "{0} stopped our notices in WhatsApp",
                         page.opted_out),
                  grouped(page.opted_out)));
  for (const std::string& word : page.topic.on) field(_("Begins with"), one_line(word));
  for (const std::string& word : page.topic.off) field(_("Ends with"), one_line(word));
}

/// What the office prints on its posters and its site.
void run_keywords(Invocation& call) {
  const auto topics = list_topics(call.office());
  if (call.common.json) return call.out().line(to_json(topics));
  for (const TopicLine& topic : topics) {
    if (!topic.configured) continue;
    if (!call.style().screen) {
      for (const std::string& word : topic.on) call.out().row({topic.slug, "on", word});
      for (const std::string& word : topic.off) call.out().row({topic.slug, "off", word});
      continue;
    }
    call.out().line(call.style().bold(one_line(topic.name)));
    call.out().line("  " + say(_("to receive the notices write: {0}"), first_word(topic.on)));
    call.out().line("  " + say(_("to receive them no more: {0}"), first_word(topic.off)));
  }
  if (call.style().screen) call.out().sentence(say(_("to receive none at all: {0}"), "STOP"));
}

}  // namespace

void add_topic(Arguments& command, Invocation& invocation) {
  auto slug = std::make_shared<std::string>();
  command.require_subcommand();
  command.add_subcommand("list", _("all of them, with how many subscribed"))->callback([&invocation] {
    invocation.action = run_list;
  });
  Arguments* show = command.add_subcommand("show", _("one: how many came and went"));
  show->add_option("T", *slug, _("its short name"))->required();
  show->callback(
      [&invocation, slug] { invocation.action = [slug](Invocation& call) { run_show(call, *slug); }; });
  command.add_subcommand("keywords", _("the words that citizens write, to be published"))
      ->callback([&invocation] { invocation.action = run_keywords; });
  command.footer("urp topic show protezione-civile");
}

}  // namespace urp::cli
