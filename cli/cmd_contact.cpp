// urp contact: citizens: list, show, note, name.
#include <CLI/CLI.hpp>

#include <memory>

#include <urp/desk/contact.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct ContactOptions {
  std::vector<std::string> words;
  std::string who, text;
  int limit = 50;
};

void run_list(Invocation& call, const ContactOptions& options) {
  Office& office = call.office();
  const auto lines = list_contacts(office, {.words = joined(options.words), .limit = options.limit});
  if (call.common.json) return call.out().line(to_json(lines, office.zone()));
  if (!call.look().screen) {
    for (const ContactLine& line : lines) {
      call.out().row({to_string(line.contact.id), line.contact.name.value_or(""),
                      line.contact.phone.value_or(""), line.contact.username.value_or(""),
                      std::to_string(line.tickets), std::to_string(line.unclosed),
                      line.last_message_at ? iso_time(*line.last_message_at, office.zone()) : ""});
    }
    return;
  }
  std::vector<std::vector<Cell>> rows;
  for (const ContactLine& line : lines) {
    rows.push_back(
        {{to_string(line.contact.id)},
         {contact_label(line.contact, 30)},
         {line.contact.phone ? phone_words(*line.contact.phone) : ""},
         {std::to_string(line.unclosed)},
         {std::to_string(line.tickets)},
         {line.last_message_at ? short_time(*line.last_message_at, office.now(), office.zone()) : "-"}});
  }
  const std::vector<Column> columns = {{"C"},
                                       {_("name"), Align::left, 30},
                                       {_("phone")},
                                       {_("unclosed"), Align::right},
                                       {_("cases"), Align::right},
                                       {_("last")}};
  for (const std::string& line : lay_out(columns, rows, call.look().width)) call.out().line(line);
  if (lines.empty()) call.out().line(_("no contact matches"));
}

std::string identity_words(const IdentityLine& identity) {
  if (identity.kind == "phone") return phone_words("+" + identity.value);
  if (identity.kind == "username") return "@" + one_line(identity.value);
  return one_line(identity.value);
}

void print_screen(Invocation& call, const ContactResult& page) {
  Office& office = call.office();
  Printer& out = call.out();
  const Look& look = call.look();
  const auto field = [&](const char* label, const std::string& value) {
    out.line(pad_right(label, 13) + wrap_lines(value, look.width - 13, std::string(13, ' ')));
  };
  std::string title = to_string(page.contact.id) + "  " + contact_label(page.contact, 50);
  if (page.contact.blocked) title += "   " + std::string(_("BLOCKED"));
  out.line(look.bold(title));
  out.line(rule(look));
  if (page.profile_name && page.profile_name != page.contact.name)
    field(_("WhatsApp"), one_line(*page.profile_name));
  for (const IdentityLine& identity : page.identities) {
    std::string words = identity_words(identity);
    if (identity.valid_to) {
      words += "   " + say(_("until {0}"), short_time(*identity.valid_to, office.now(), office.zone()));
    }
    field(identity.valid_to          ? _("Formerly")
          : identity.kind == "phone" ? _("Phone")
                                     : _("WhatsApp id"),
          words);
  }
  if (page.window_closes_at) {
    const bool open = *page.window_closes_at > office.now();
    field(_("Window"),
          open ? say(_("open {0}"), until_time(*page.window_closes_at, office.now(), office.zone()))
               : std::string(_("CLOSED")));
  }
  std::string tickets;
  for (const OtherTicket& ticket : page.tickets) {
    tickets +=
        (tickets.empty() ? "" : ", ") + std::to_string(ticket.id.value) + " " + state_word(ticket.state);
  }
  field(_("Cases"), tickets.empty() ? "-" : tickets);
  field(_("Messages"), grouped(page.messages) +
                           (page.strikes == 0 ? std::string() : "   " + say(_("{0} flagged"), page.strikes)));
  if (page.note) field(_("Note"), escape_controls(*page.note, true));
}

void run_show(Invocation& call, const std::string& who) {
  Office& office = call.office();
  const ContactResult page = show_contact(office, who);
  if (call.common.json) return call.out().line(to_json(page, office.zone()));
  if (call.look().screen) return print_screen(call, page);
  call.out().row({to_string(page.contact.id), page.contact.name.value_or(""), page.contact.phone.value_or(""),
                  page.contact.username.value_or(""), std::to_string(page.tickets.size()),
                  std::to_string(page.messages), std::to_string(page.strikes), page.note.value_or("")});
}

}  // namespace

void add_contact(CLI::App& command, Invocation& invocation) {
  auto o = std::make_shared<ContactOptions>();
  command.fallthrough();  // --json and the others may stand after `show`
  command.require_subcommand(1);
  const auto add_who = [&o](CLI::App* part) {
    part->add_option("C", o->who, _("c57, a phone, @username or a user id"))->required();
  };
  CLI::App* list = command.add_subcommand("list", _("those who wrote last, or whom the words name"));
  list->add_option(_("WORDS"), o->words, _("the beginning of names, or of a phone"));
  add_count(*list, "-n,--limit", o->limit, _("so many; 0 is all (50)"));
  list->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_list(call, *o); }; });
  CLI::App* show = command.add_subcommand("show", _("who it is, their cases, what is noted"));
  add_who(show);
  show->callback([&invocation, o] { invocation.action = [o](Invocation& call) { run_show(call, o->who); }; });
  CLI::App* note = command.add_subcommand("note", _("what colleagues should know about the person"));
  add_who(note);
  note->add_option(_("TEXT"), o->text, _("the note, or - for standard input; \"\" takes it away"))
      ->required();
  note->callback([&invocation, o] {
    invocation.action = [o](Invocation& call) {
      const ContactId contact =
          set_contact_note(call.office(), o->who, typed_text(o->text, session_sources()));
      call.out().forgive();
      run_show(call, to_string(contact));
    };
  });
  CLI::App* name = command.add_subcommand("name", _("what the office calls the person"));
  add_who(name);
  name->add_option(_("NAME"), o->text, _("the name; \"\" goes back to what WhatsApp says"))->required();
  name->callback([&invocation, o] {
    invocation.action = [o](Invocation& call) {
      const ContactId contact = set_contact_name(call.office(), o->who, o->text);
      call.out().forgive();
      run_show(call, to_string(contact));
    };
  });
  command.footer("urp contact show \"333 000 0102\"");
}

}  // namespace urp::cli
