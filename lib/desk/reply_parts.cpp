#include "desk/reply_parts.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>

#include <urp/text.hpp>

#include "desk/templates.hpp"
#include "domain/citizen_words.hpp"
#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/split.hpp"
#include "domain/template.hpp"
#include "store/messages.hpp"
#include "store/outgoing_content.hpp"

namespace urp {
namespace {

constexpr std::size_t text_limit = 4096;              // UTF-16 units: the safe reading of what WhatsApp says
constexpr std::size_t caption_limit = 1024;           // and of a question's body
constexpr std::chrono::hours reaction_life{24 * 30};  // WhatsApp refuses it later

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

void check_length(const std::string& text, std::size_t most) {
  const std::size_t length = utf16_length(text);
  if (length <= most) return;
  throw Error(Fault::usage, say(_("the answer has {0} characters, WhatsApp takes {1}"), length, most),
              most == text_limit ? _("shorten it, or send it in several: --split") : _("shorten it"));
}

void check_together(const ReplyRequest& request) {
  const int kinds = int(request.use_template.has_value()) + int(request.react.has_value()) +
                    int(request.location.has_value()) + int(request.ask_location) + int(request.ask_phone);
  if (kinds > 1) {
    throw Error(Fault::usage,
                _("a template, a reaction, a position and a question do not go together in one answer"),
                _("send one after the other"));
  }
  const bool with_text = !request.text.empty();
  if (request.use_template && with_text) {
    throw Error(Fault::usage, _("a template has its own text"), _("give its values: --param NAME=VALUE"));
  }
  if (request.react && (with_text || !request.attach.empty())) {
    throw Error(Fault::usage, _("a reaction is an emoji and nothing else"), _("answer apart"));
  }
  if (!request.attach.empty() && (request.location || request.ask_location || request.ask_phone)) {
    throw Error(Fault::usage, _("a file does not go together with a position or a question"),
                _("send one after the other"));
  }
  if (request.knock && request.use_template) {
    throw Error(Fault::usage, _("--knock and --template do not go together: a template goes at any time"));
  }
}

std::string first_bytes(const std::filesystem::path& file, std::int64_t& size) {
  std::error_code error;
  const bool regular = std::filesystem::is_regular_file(file, error);
  std::ifstream stream;
  if (regular) stream.open(file, std::ios::binary);  // opening a pipe would wait for who writes into it
  if (!stream.is_open()) {
    const bool missing = !std::filesystem::exists(file, error);
    throw Error(missing ? Fault::not_found : Fault::usage,
                missing ? say(_("{0}: there is no such file"), file.string())
                        : say(_("{0}: cannot be read as a file"), file.string()),
                _("name a file of this machine"));
  }
  size = static_cast<std::int64_t>(std::filesystem::file_size(file, error));
  std::string head(attachment_head, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  return head;
}

store::NewOutgoing plain(std::string type, std::string text) {
  store::NewOutgoing part;
  part.type = std::move(type);
  part.text = std::move(text);
  return part;
}

std::vector<store::NewOutgoing> words_and_files(const ReplyRequest& request, const ReplyFiles& files) {
  std::vector<store::NewOutgoing> parts;
  const bool beside = !files.empty() && takes_caption(files.front().attachment.kind) &&
                      utf16_length(request.text) <= caption_limit;
  if (!beside && !request.text.empty()) {
    for (auto& piece : request.split ? split_text(request.text, text_limit) : std::vector{request.text})
      parts.push_back(plain("text", std::move(piece)));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    parts.push_back(plain(files[i].attachment.kind, beside && i == 0 ? request.text : ""));
    parts.back().file = files[i];
  }
  return parts;
}

store::NewOutgoing reaction(const db::Access& db, const Office::Local& office, const ReplyRequest& request) {
  const MessageRef ref{request.quote_ticket.value_or(request.ticket), request.quote.value_or(0)};
  const auto target =
      request.quote ? store::find_target(db, ref) : store::find_last_inbound(db, request.ticket);
  if (!target || target->wamid.empty()) {
    throw Error(Fault::conflict, say(_("{0}: there is no message to react to"), to_string(request.ticket)),
                _("name one that WhatsApp knows: --quote 415/3"));
  }
  if (target->at + reaction_life < office.now()) {
    throw Error(Fault::conflict,
                say(_("{0}: WhatsApp takes reactions to messages of 30 days"), to_string(request.ticket)),
                _("answer with words"));
  }
  auto part = plain("reaction", *request.react);
  part.quote = target->id;
  return part;
}

store::NewOutgoing question(const Office::Local& office, const ReplyRequest& request) {
  const std::string& language = office.options.settings.office.language;
  std::string body = request.text;
  if (body.empty()) body = request.ask_phone ? ask_phone_words(language) : ask_location_words(language);
  auto part = plain("interactive", body);
  part.composed = request.text.empty();
  part.facts = {{"asks", request.ask_phone ? "phone" : "location"}};
  return part;
}

/// A label that is a number or an id is nobody's name; a template takes one line.
std::string knock_name(const std::string& label, std::string_view language) {
  const bool has_letter = std::any_of(label.begin(), label.end(),
                                      [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0x80; });
  const bool one_line = label.find_first_of("\r\n\t") == label.npos && label.find("     ") == label.npos;
  if (label.empty() || label.front() == '+' || !has_letter || !one_line) return citizen_word(language);
  return label;
}

}  // namespace

store::OutgoingFile read_file(const std::filesystem::path& file) {
  std::int64_t size = 0;
  const std::string head = first_bytes(file, size);
  return {read_attachment(file.filename().string(), size, head), {}};
}

void check_template_file(const Template& form, const ReplyFiles& files) {
  const bool wants_file =
      form.header_format == "IMAGE" || form.header_format == "VIDEO" || form.header_format == "DOCUMENT";
  if (wants_file != (files.size() == 1)) {
    throw Error(Fault::usage,
                wants_file ? say(_("template {0} begins with one file"), form.name)
                           : say(_("template {0} takes no file"), form.name),
                wants_file ? _("name it: --attach FILE") : "");
  }
  if (!wants_file) return;
  const std::string kind = lower_ascii(*form.header_format);
  if (files.front().attachment.kind != kind) {
    throw Error(Fault::usage, say(_("template {0} begins with another kind of file: {1}"), form.name, kind),
                _("name it: --attach FILE"));
  }
}

namespace {

store::NewOutgoing from_template(const Template& form, const TemplateValues& values,
                                 const ReplyFiles& files) {
  check_template(form, values);
  check_template_file(form, files);
  return store::template_message(form, values, files.empty() ? std::nullopt : std::optional(files.front()));
}

}  // namespace

void CopiedFiles::keep() const {
  for (const auto& copy : copies) copy->keep();
}

CopiedFiles copy_files(const Office::Local& office, ReplyFiles files,
                       std::span<const std::filesystem::path> paths) {
  CopiedFiles copied{std::move(files), {}};
  for (std::size_t i = 0; i < copied.files.size(); ++i) {
    copied.copies.push_back(store::copy_of(*office.store, paths[i]));
    copied.files[i].sha256 = copied.copies.back()->finish();
  }
  return copied;
}

CopiedFiles check_reply(const Office::Local& office, const ReplyRequest& request) {
  check_together(request);
  const bool speaks_for_itself = request.use_template || request.react || request.location ||
                                 request.ask_location || request.ask_phone || !request.attach.empty();
  if (is_blank(request.text) && !(speaks_for_itself && request.text.empty())) {
    throw Error(Fault::usage, _("an empty answer cannot be sent"), _("write something"));
  }
  if (!request.split) check_length(request.text, text_limit);
  if (request.ask_location || request.ask_phone) check_length(request.text, caption_limit);
  if (request.react && !request.react->empty() && !is_emoji(*request.react)) {
    throw Error(Fault::usage, say(_("\"{0}\" is no emoji"), *request.react),
                _("--react 👍; an empty one takes it back"));
  }
  ReplyFiles files;
  for (const auto& file : request.attach) files.push_back(read_file(file));
  return copy_files(office, std::move(files), request.attach);
}

std::vector<store::NewOutgoing> make_parts(const db::Access& db, const Office::Local& office,
                                           const ReplyRequest& request, const ReplyFiles& files) {
  if (request.react) return {reaction(db, office, request)};
  if (request.use_template) {
    const auto& use = *request.use_template;
    return {from_template(pick_template(db, office, use.name, use.language), use.values, files)};
  }
  if (request.ask_location || request.ask_phone) return {question(office, request)};
  auto parts = words_and_files(request, files);
  if (request.location) {
    parts.push_back(plain("location", ""));
    parts.back().location = request.location;
  }
  return parts;
}

store::NewOutgoing make_knock(const db::Access& db, const Office::Local& office, const ReplyRequest& request,
                              const store::AnswerView& ticket) {
  const auto& settings = office.options.settings;
  if (settings.reply.knock.empty()) {
    throw Error(Fault::configuration, _("[reply] knock: no template is named"),
                _("the administrator names one in urp.toml; until then: --park"));
  }
  const Template form = pick_template(db, office, settings.reply.knock, "");
  TemplateValues values = request.knock_values;
  for (const auto& name : template_parameters(form)) {
    const bool given =
        std::any_of(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
    if (given) continue;
    if (name == "nome" || name == "name" || name == "1") {
      values.emplace_back(name, knock_name(ticket.name, settings.office.language));
    } else if (name == "pratica" || name == "ticket" || name == "protocollo") {
      values.emplace_back(name, to_string(request.ticket));
    } else if (name == "ufficio" || name == "office") {
      values.emplace_back(name, settings.office.name);
    }
  }
  return from_template(form, values, {});
}

}  // namespace urp
