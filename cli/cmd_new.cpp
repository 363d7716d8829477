// urp new C TEXT: a case entered for a citizen who came by phone, to the desk or by mail.
#include <memory>

#include <urp/desk/enter.hpp>
#include <urp/desk/look.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "answer.hpp"
#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "doubtful.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "reply_flow.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct NewOptions {
  std::string contact, text, kind = "request", by = "desk";
  std::optional<std::string> name, subject, at, form;
  std::vector<std::string> parameters, attach;
  bool urgent = false, dry_run = false;
  std::size_t literal = 0;  // words behind --
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

/// The template that the citizen gets.
std::optional<ReplyRequest> first_words(Invocation& call, const NewOptions& options) {
  if (!options.form) {
    if (options.parameters.empty() && options.attach.empty()) return std::nullopt;
    throw Error(Fault::usage, _("--param and --attach belong to --template"));
  }
  ReplyRequest answer;
  answer.use_template = parse_template(*options.form, options.parameters);
  for (const std::string& file : options.attach) answer.attach.emplace_back(file);
  answer.dry_run = options.dry_run;
  if (call.style().live) answer.hold = resting_time(call, call.office().settings().reply.hold);
  return answer;
}

/// What would be entered, as it is printed when it is.
void print_rehearsal(Invocation& call, const CaseRequest& request, const CaseResult& result) {
  tell_rehearsal();
  MessageView view;
  view.ticket.id = result.entered.ticket;
  view.ticket.contact.id = result.contact;
  view.ticket.contact.name = request.name;
  view.ticket.kind = request.kind;
  view.ticket.state = result.answer ? TicketState::waiting : TicketState::open;
  view.ticket.urgent = request.urgent;
  view.ticket.subject = request.subject;
  view.ticket.clerk = call.office().actor().clerk;
  view.message.ticket = result.entered.ticket;
  view.message.number = result.entered.number;
  view.message.contact = result.contact;
  view.message.direction = Direction::in;
  view.message.type = "text";
  view.message.text = request.text;
  view.message.at = view.message.received_at = request.presented_at.value_or(call.office().now());
  if (call.common.json) return call.out().line(to_json(view.message, view.ticket, call.office().zone()));
  if (!call.style().screen) {
    return call.out().row(
        {to_string(result.entered), to_name(view.message.direction), to_string(result.contact)});
  }
  call.out().sentence(say(_("{0} would be entered"), to_string(result.entered.ticket)));
  if (result.answer)
    call.out().sentence(
        say(_("{0} would get: {1}"), result.answer->to, escape_controls(result.answer->text, true)));
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
  if (options.literal == 0) refuse_doubtful_text(options.text);
  request.text = typed_words(options.text, session_sources());
  request.answer = first_words(call, options);
  request.dry_run = options.dry_run;
  HeldInterrupt interrupt;
  const CaseResult result = enter_case(office, request);
  if (options.dry_run) return print_rehearsal(call, request, result);
  const auto entered = result.entered;
  call.out().best_effort();
  remember_ticket(entered.ticket);
  // One document for a program, after what it tells of has been tried.
  if (call.common.json && result.answer) send_now(call);
  print_entered(call, entered, say(_("entered, yours: urp show {0}"), entered.ticket.value));
  if (call.common.json || !result.answer) return;
  ReplyRequest answer = *request.answer;
  answer.ticket = entered.ticket;
  follow_written(call, answer, *result.answer, std::nullopt, interrupt);
}

}  // namespace

void add_new(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<NewOptions>();
  command
      .add_option("C", o->contact,
                  _("who: c57, a phone, @username or a user id; a new phone makes a new contact"))
      ->required();
  command.add_option(_("TEXT"), o->text, _("what the citizen said, or - for standard input"))
      ->required()
      ->count_literal(o->literal);
  command.add_option("--kind", o->kind, _("request, report, complaint, suggestion, access"))->type_name("K");
  command.add_option("--by", o->by, _("how the citizen came: phone, desk, mail (desk)"))->type_name(_("WAY"));
  command.add_option("--name", o->name, _("the name of a new contact"))->type_name(_("NAME"));
  command.add_option("--subject", o->subject, _("what it is about, in one line"))->type_name(_("TEXT"));
  command.add_flag("--urgent", o->urgent, _("before all others"));
  command.add_option("--at", o->at, _("when it was presented, if not now"))->type_name(_("TIME"));
  command.add_option("--template", o->form, _("write to the citizen at once: a text that WhatsApp approved"))
      ->type_name(_("NAME"));
  command.add_option("--param", o->parameters, _("fill a place of the template; several times"))
      ->type_name("K=V");
  command.add_option("--attach", o->attach, _("the file with which the template begins"))
      ->type_name(_("FILE"))
      ->names_path();
  command.add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp new \"333 000 0102\" --by phone \"Lampione spento in via Mameli\"");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
