// urp mail-in: one mail on standard input, from the mail server; and what clerks do with mail that belongs
// nowhere.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include <urp/error.hpp>
#include <urp/mail.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct MailInOptions {
  bool list = false, all = false;
  std::vector<std::string> dismissed;
  std::optional<std::string> ticket, reason;
  std::optional<std::string> mail;  // of the list
};

struct Given {
  std::string bytes;
  bool cut = false;
};

/// All of it is taken from whoever writes it, and the beginning of what is too large is kept.
Given read_standard_input() {
  Given given;
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count == 0) return given;
    if (count < 0) {
      if (errno == EINTR) continue;
      throw Error(Fault::busy, _("the mail on standard input could not be read"), _("deliver it again"));
    }
    const auto room = most_mail_bytes - given.bytes.size();
    given.bytes.append(buffer, std::min(static_cast<std::size_t>(count), room));
    given.cut = given.cut || static_cast<std::size_t>(count) > room;
  }
}

Given read_mail() {
  Given given = read_standard_input();
  if (given.bytes.empty()) {
    throw Error(Fault::usage, _("there is no mail on standard input"),
                _("the mail server gives one message to: urp mail-in"));
  }
  return given;
}

/// What is not kept must be delivered again, whatever the reason: the mail server understands one number for
/// that.
void receive(Invocation& call) {
  const Given given = read_mail();
  try {
    receive_mail(call.machine_office(), given.bytes, given.cut);
  } catch (const Error& error) {
    throw Error(Fault::busy, say(_("the mail was not kept, deliver it again: {0}"), error.what()),
                error.hint());
  } catch (const std::bad_alloc&) {
    throw Error(Fault::busy, _("the mail was not kept, deliver it again: no memory"), "");
  }
}

void list(Invocation& call, bool dismissed) {
  Office& office = call.office();
  const auto mails = list_aside_mail(office, dismissed);
  Printer& out = call.out();
  if (!out.style().screen) {
    for (const AsideMail& mail : mails)
      out.row({std::to_string(mail.id), iso_time(mail.at, office.zone()), mail.from, mail.subject,
               mail.preview, mail.reason.value_or("")});
    return;
  }
  if (mails.empty()) return out.sentence(_("nothing there"));
  std::vector<Column> columns = {
      {"N."}, {_("since")}, {_("sender"), Align::left, dismissed ? 18 : 28}, {_("subject: text")}};
  if (dismissed) columns.insert(columns.end() - 1, {_("dismissed because"), Align::left, 20});
  std::vector<std::vector<Cell>> rows;
  for (const AsideMail& mail : mails) {
    auto& row = rows.emplace_back();
    row.push_back({std::to_string(mail.id)});
    row.push_back({short_time(mail.at, office.now(), office.zone())});
    row.push_back({one_line(mail.from)});
    if (dismissed) row.push_back({one_line(mail.reason.value_or(""))});
    row.push_back({one_line(mail.subject.empty() ? mail.preview : mail.subject + ": " + mail.preview)});
  }
  for (const std::string& line : lay_out(columns, rows, out.style().width)) out.line(line);
  const auto waits =
      std::find_if(mails.begin(), mails.end(), [](const AsideMail& mail) { return !mail.reason; });
  if (waits == mails.end()) return;
  out.sentence(say(_("one that belongs to a ticket: urp mail-in --attach-to 415 {0}"), waits->id));
  out.sentence(say(_("one that belongs nowhere: urp mail-in --dismiss {0} --reason TEXT"), waits->id));
}

std::int64_t mail_number(const std::string& word) {
  std::int64_t number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  if (read.ec != std::errc() || read.ptr != word.data() + word.size() || number < 1) {
    throw Error(Fault::usage, say(_("\"{0}\" is no number of a mail"), word), _("see: urp mail-in --list"));
  }
  return number;
}

void attach(Invocation& call, const MailInOptions& options) {
  const TicketId ticket = parse_one_ticket(*options.ticket, session_sources());
  MessageRef note;
  if (options.mail) {
    note = attach_mail(call.office(), ticket, mail_number(*options.mail));
  } else {
    const Given given = read_mail();
    note = attach_mail(call.office(), ticket, given.bytes, given.cut);
  }
  call.out().best_effort();
  print_entered(call, note, _("filed as a note, never sent"));
}

void dismiss(Invocation& call, const MailInOptions& options) {
  if (!options.reason) {
    throw Error(Fault::usage, _("a mail is not dismissed without a reason"),
                _("say why it belongs to no case: --reason TEXT"));
  }
  std::vector<std::int64_t> mails;
  for (const std::string& word : options.dismissed) mails.push_back(mail_number(word));
  dismiss_mail(call.office(), mails, clerk_text(*options.reason, "--reason"));
  if (!call.style().screen) return;
  call.out().best_effort();
  call.out().sentence(_("dismissed; it is still in: urp mail-in --list --all"));
}

void run(Invocation& call, const MailInOptions& options) {
  const bool dismisses = !options.dismissed.empty();
  if (options.list + options.ticket.has_value() + dismisses > 1) {
    throw Error(Fault::usage, _("--list, --attach-to and --dismiss do not go together"),
                _("say one of them"));
  }
  if (options.all && !options.list) throw Error(Fault::usage, _("--all belongs to --list"));
  if (options.reason && !dismisses) throw Error(Fault::usage, _("--reason belongs to --dismiss"));
  if (options.mail && !options.ticket) {
    throw Error(Fault::usage, say(_("\"{0}\" is one word too many"), *options.mail),
                _("to file a mail of the list: urp mail-in --attach-to T N"));
  }
  if (options.list) return list(call, options.all);
  if (dismisses) return dismiss(call, options);
  if (options.ticket) return attach(call, options);
  receive(call);
}

}  // namespace

void add_mail_in(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<MailInOptions>();
  command.add_flag("--list", o->list, _("mail that nobody asked for, which is kept and in no ticket"));
  command.add_flag("--all", o->all, _("with --list: also what was dismissed"));
  command
      .add_option("--dismiss", o->dismissed,
                  _("mail N of the list belongs to no case: it is kept, and counted no more"))
      ->type_name("N")
      ->comma_separated();
  command.add_option("--reason", o->reason, _("with --dismiss: why, for colleagues"))->type_name(_("TEXT"));
  command
      .add_option("--attach-to", o->ticket,
                  _("file a mail in this ticket: number N of the list, or the one given"))
      ->type_name("T");
  command.add_option("N", o->mail, _("which one of the list"));
  command.footer("urp mail-in < mail.eml");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
