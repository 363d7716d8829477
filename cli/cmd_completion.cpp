// urp completion SHELL: a script; values that change (tickets, services) are asked of urp itself.
#include <algorithm>
#include <functional>
#include <memory>

#include <urp/desk/change.hpp>
#include <urp/desk/claim.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/notice.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/templates.hpp>
#include <urp/error.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "help.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// Every word that may follow a verb: parts and long options, as the verb itself registers them.
std::vector<std::string> words_of(const Verb& verb) {
  Arguments command;
  Invocation unused;
  verb.add(command, unused);
  add_common_options(command, unused.common, verb.json);
  std::vector<std::string> words;
  const std::function<void(const Arguments&)> collect = [&](const Arguments& arguments) {
    words.push_back("--help");
    for (const auto& argument : arguments.all()) {
      if (argument->group() == hidden_group) continue;
      words.insert(words.end(), argument->long_names().begin(), argument->long_names().end());
    }
    for (const auto& part : arguments.parts()) {
      words.push_back(part->name());
      collect(*part);
    }
  };
  collect(command);
  if (verb.name == "export") words.insert(words.end(), {"tickets", "messages"});
  if (verb.name == "completion") words.insert(words.end(), {"bash", "zsh", "fish"});
  if (verb.name == "help") {
    for (const std::string& name : verb_names()) words.push_back(name);
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

constexpr std::string_view bash_start = R"sh(# urp in bash: source <(urp completion bash)
_urp() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]} words= values=
  case $before in
    --state|--turn|--kind|--service|--clerk|--outcome|--tag) values=${before#--} ;;
    --from|--to) values=clerk ;;
    --copy) values=service ;;
    --canned) values=canned ;;
    --template) values=template ;;
    --topic) values=topic ;;
    --status) words='pending sending sent delivered read failed uncertain skipped expired cancelled' ;;
    --attach|--text-file|--csv) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --remove) values=tag ;;
    --by) words='phone desk mail' ;;
    --format) words='csv jsonl json' ;;
    --sort) words='wait recent due number' ;;
    --color) words='auto always never' ;;
    --lang) words='it en' ;;
    --save) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --config|--database|--output|-o) COMPREPLY=($(compgen -f -- "$word")); return ;;
    *)
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='@VERBS@'
      else
        case $verb in
)sh";
constexpr std::string_view bash_end = R"sh(        esac
        if [ "${word#-}" = "$word" ]; then
          case $verb in
            show|reply|media|close|later|take|urgent|subject|note|merge|link|split) values=tickets ;;
            release) values=held ;;
            reopen) values=closed ;;
            assign) values=tickets,clerk ;;
            route) values=tickets,service ;;
            kind) values=tickets,kind ;;
            tag) values=tickets,tag ;;
            identify) values=tickets,identified ;;
            flag) values=tickets,ground ;;
            cancel) values=queued ;;
            template) [ "$before" = show ] && values=templates ;;
            topic) [ "$before" = show ] && values=topic ;;
            notice)
              case $before in
                show|rehearse|schedule|approve|pause|resume|cancel|results|retry) values=notice ;;
              esac ;;
            contact) case " ${COMP_WORDS[*]} " in *' subscribe '*|*' unsubscribe '*) values=topic ;; esac ;;
            outbox) case " ${COMP_WORDS[*]} " in *' resend '*|*' give-up '*) values=unsettled ;; esac ;;
          esac
        fi
      fi ;;
  esac
  [ -n "$values" ] && [ "${word#-}" = "$word" ] && words=  # options are for who begins one
  [ -n "$values" ] && words="$words $(urp completion bash --values "$values" 2>/dev/null)"
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _urp urp
)sh";

std::string bash_script() {
  std::string script(bash_start);
  script.replace(script.find("@VERBS@"), 7, joined(verb_names()));
  for (const Verb& verb : verbs()) {
    script += fmt::format("          {}) words='{}' ;;\n", verb.name, joined(words_of(verb)));
  }
  return script + std::string(bash_end);
}

/// zsh runs bash's completions when asked to: one script to keep right.
std::string zsh_script() {
  return "# urp in zsh: source <(urp completion zsh)\nautoload -U +X compinit && compinit\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash_script();
}

std::string fish_script() {
  std::string script = "# urp in fish: urp completion fish | source\ncomplete -c urp -f\n";
  for (const Verb& verb : verbs()) {
    script += fmt::format("complete -c urp -n __fish_use_subcommand -a {} -d \"{}\"\n", verb.name, [&] {
      std::string summary = _(verb.summary);
      for (std::size_t at = 0; (at = summary.find_first_of("\"$\\`", at)) != std::string::npos;)
        summary[at] = '\'';
      return summary;
    }());
    for (const std::string& word : words_of(verb)) {
      const std::string inside = fmt::format("-n '__fish_seen_subcommand_from {}'", verb.name);
      const bool option = word.starts_with("--");
      script += option ? fmt::format("complete -c urp {} -l {}\n", inside, word.substr(2))
                       : fmt::format("complete -c urp {} -a {}\n", inside, word);
    }
  }
  for (const char* name :
       {"state", "turn", "kind", "service", "clerk", "outcome", "tag", "canned", "template", "topic"}) {
    script +=
        fmt::format("complete -c urp -l {0} -x -a '(urp completion fish --values {0} 2>/dev/null)'\n", name);
  }
  const std::pair<const char*, const char*> positions[] = {
      {"show reply media close later take urgent subject note merge link split", "tickets"},
      {"release", "held"},
      {"reopen", "closed"},
      {"assign", "tickets,clerk"},
      {"route", "tickets,service"},
      {"kind", "tickets,kind"},
      {"tag", "tickets,tag"},
      {"identify", "tickets,identified"},
      {"flag", "tickets,ground"},
      {"cancel", "queued"},
      {"resend give-up", "unsettled"},
      {"rehearse schedule approve pause resume results retry", "notice"}};
  for (const auto& [words, values] : positions) {
    script += fmt::format(
        "complete -c urp -n '__fish_seen_subcommand_from {}' -a '(urp completion fish --values {} "
        "2>/dev/null)'\n",
        words, values);
  }
  return script;
}

void add_tickets(std::vector<std::string>& values, Office& office, const TicketFilter& filter) {
  InboxRequest request;
  request.filter = filter;
  request.sort = InboxSort::recent;
  request.limit = 50;
  request.counts = false;
  for (const Ticket& ticket : list_inbox(office, request).tickets)
    values.push_back(std::to_string(ticket.id.value));
}

void add_messages(std::vector<std::string>& values, Office& office, const std::vector<Delivery>& states) {
  OutboxRequest request;
  request.states = states;
  for (const OutboxItem& item : list_outbox(office, request).items) values.push_back(to_string(item.ref));
}

std::vector<std::string> values_of(Invocation& call, const std::string& what) {
  if (what == "state") return state_names();
  if (what == "turn") return turn_names();
  if (what == "kind") return kind_names();
  if (what == "outcome") return outcome_names();
  if (what == "ground") return ground_names();
  if (what == "identified") return {"none", "declared", "verified"};
  if (what == "clerk") return call.configuration().settings.office.clerks;
  std::vector<std::string> values;
  if (what == "canned") {
    for (const auto& [name, text] : call.configuration().settings.canned) values.push_back(name);
  } else if (what == "template" || what == "templates") {
    for (const Template& form : list_templates(call.office()).templates) {
      // What cannot be sent is offered to who looks, not to who sends.
      if (what == "templates" || form.status == "APPROVED") values.push_back(form.name);
    }
  } else if (what == "topic") {
    for (const auto& topic : call.configuration().settings.topics) values.push_back(topic.slug);
  } else if (what == "notice") {
    for (const auto& [notice, sums] : list_notices(call.office(), true, 50)) values.push_back(notice.name);
  } else if (what == "service") {
    for (const auto& service : call.configuration().settings.services) values.push_back(service.slug);
  } else if (what == "queued") {
    add_messages(values, call.office(), {Delivery::queued, Delivery::parked});
  } else if (what == "unsettled") {
    add_messages(values, call.office(), {Delivery::uncertain, Delivery::failed});
  } else if (what == "tickets") {
    add_tickets(values, call.office(), {});
  } else if (what == "closed") {
    TicketFilter closed;
    closed.states = {TicketState::closed};
    add_tickets(values, call.office(), closed);
  } else if (what == "held") {
    for (const TicketId ticket : list_held(call.office(), call.office().actor().clerk)) {
      values.push_back(std::to_string(ticket.value));
    }
  } else if (what == "tag") {
    for (const auto& [tag, tickets] : list_tags(call.office())) values.push_back(tag);
  }
  return values;
}

void run(Invocation& call, const std::string& shell, const std::string& values) {
  check_word(_("SHELL"), shell, {"bash", "zsh", "fish"});
  Printer& out = call.out();
  if (!values.empty()) {
    for (std::size_t from = 0;
         from <= values.size();) {  // several kinds of value stand with commas between them
      const std::size_t to = std::min(values.find(',', from), values.size());
      for (const std::string& value : values_of(call, values.substr(from, to - from))) out.row({value});
      from = to + 1;
    }
    return;
  }
  out.stream();  // a script is read by a shell, not by a pager
  out.put(shell == "bash" ? bash_script() : shell == "zsh" ? zsh_script() : fish_script());
}

}  // namespace

void add_completion(Arguments& command, Invocation& invocation) {
  auto shell = std::make_shared<std::string>();
  auto values = std::make_shared<std::string>();
  command.add_option(_("SHELL"), *shell, "bash, zsh, fish")->required();
  command.add_option("--values", *values, "")->group(hidden_group);
  command.footer("source <(urp completion bash)");
  invocation.action = [shell, values](Invocation& call) { run(call, *shell, *values); };
}

}  // namespace urp::cli
