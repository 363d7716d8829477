// urp new C TEXT: a case entered for a citizen who came by phone, to the desk or by mail.
#include <memory>

#include <urp/desk/enter.hpp>
#include <urp/error.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct NewOptions {
  std::string contact, text, kind = "request", by = "desk";
  std::optional<std::string> name, subject, at;
  bool urgent = false;
};

/// The channel in English, as machines read it.
std::optional<std::string> channel_named(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"phone", "phone"},    {"telefono", "phone"}, {"desk", "desk"},
      {"sportello", "desk"}, {"mail", "mail"},      {"posta", "mail"}};
  for (const auto& [known, name] : words) {
    if (known == word) return std::string(name);
  }
  return std::nullopt;
}

void run(Invocation& call, const NewOptions& options) {
  Office& office = call.office();
  CaseRequest request;
  request.contact = options.contact;
  request.kind = parse_word<TicketKind>("--kind", options.kind, ticket_kind, kind_names());
  request.by = parse_word<std::string>("--by", options.by, channel_named, {"phone", "desk", "mail"});
  if (options.name) request.name = argument_text(*options.name, "--name");
  if (options.subject) request.subject = argument_text(*options.subject, "--subject");
  request.urgent = options.urgent;
  if (options.at) request.presented_at = parse_time(*options.at, office.now(), office.zone(), true);
  request.text = typed_words(options.text, session_sources());
  const MessageRef entered = enter_case(office, request);
  call.out().best_effort();
  remember_ticket(entered.ticket);
  print_entered(call, entered, say(_("entered, yours: urp show {0}"), entered.ticket.value));
}

}  // namespace

void add_new(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<NewOptions>();
  command
      .add_option("C", o->contact,
                  _("who: c57, a phone, @username or a user id; a new phone makes a new contact"))
      ->required();
  command.add_option(_("TEXT"), o->text, _("what the citizen said, or - for standard input"))->required();
  command.add_option("--kind", o->kind, _("request, report, complaint, suggestion, access"))->type_name("K");
  command.add_option("--by", o->by, _("how the citizen came: phone, desk, mail (desk)"))->type_name(_("WAY"));
  command.add_option("--name", o->name, _("the name of a new contact"))->type_name(_("NAME"));
  command.add_option("--subject", o->subject, _("what it is about, in one line"))->type_name(_("TEXT"));
  command.add_flag("--urgent", o->urgent, _("before all others"));
  command.add_option("--at", o->at, _("when it was presented, if not now"))->type_name(_("TIME"));
  command.footer("urp new \"333 000 0102\" --by phone \"Lampione spento in via Mameli\"");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
