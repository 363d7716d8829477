#include "mail/read.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "domain/names.hpp"
#include "mail/gmime.hpp"
#include "mail/news.hpp"
#include "mail/words.hpp"

namespace urp::mail {
namespace {

constexpr int most_levels = 20, most_parts = 100;
constexpr std::size_t most_text = 200'000, most_line = 500, most_name = 120;

std::string valid(std::string text, std::size_t most) {
  const Text utf8(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
  text = utf8.get();
  if (text.size() > most) {
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
  }
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

/// Its last part; nothing that could lead somewhere.
std::string file_name_of(std::string name) {
  const auto slash = name.find_last_of("/\\");
  if (slash != name.npos) name.erase(0, slash + 1);
  return valid(std::move(name), most_name);
}

std::string bytes_of(GMimeDataWrapper* content) {
  if (content == nullptr) return {};
  const Held<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string as_written(GMimeObject* object) {
  const Text text(g_mime_object_to_string(object, nullptr));
  return text_of(text.get());
}

std::string type_of(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  const Text name(g_mime_content_type_get_mime_type(type));
  return lower_ascii(text_of(name.get()));
}

std::string header(GMimeObject* object, const char* name) {
  return text_of(g_mime_object_get_header(object, name));
}

/// The signature of the transport: certified mail has one on everything.
bool is_signature(const std::string& type) {
  return type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature" ||
         type == "application/pgp-signature";
}

void add_once(std::vector<std::string>& tokens, std::string token) {
  if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(std::move(token));
}

class Reader {
 public:
  IncomingMail read(GMimeMessage* message) {
    headers(message);
    certified_ = lower_ascii(header(GMIME_OBJECT(message), "X-Trasporto")).find("posta-certificata") == 0;
    const auto receipt = receipt_news(header(GMIME_OBJECT(message), "X-Ricevuta"));
    if (receipt) {
      tells(MailKind::receipt, *receipt);
      add_letter_tokens(header(GMIME_OBJECT(message), "X-Riferimento-Message-ID"));
    }
    if (GMimeObject* body = g_mime_message_get_mime_part(message)) walk(body, 0, false);
    // The certified letter is the one inside; without it the envelope's own words must do.
    if (inner_) walk_inner();
    settle_kind(message);
    finish_text();
    return std::move(mail_);
  }

 private:
  void headers(GMimeMessage* message) {
    auto* object = GMIME_OBJECT(message);
    mail_.message_id = valid(text_of(g_mime_message_get_message_id(message)), most_line);
    mail_.subject = valid(text_of(g_mime_message_get_subject(message)), most_line);
    set_from(message);
    for (const char* name : {"To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To",
                             "Resent-To", "Apparently-To"}) {
      each_header(object, name, [this](const std::string& value) {
        for (auto& token : reply_tokens_in(value)) add_once(mail_.reply_tokens, std::move(token));
      });
    }
    add_letter_tokens(header(object, "In-Reply-To"));
    auto references = letter_tokens_in(header(object, "References"));
    std::reverse(references.begin(), references.end());  // the nearest one stands last
    for (auto& token : references) add_once(mail_.letter_tokens, std::move(token));
  }

  /// A header may stand there several times: a mail that was forwarded has one Delivered-To a step.
  template <class Visit>
  static void each_header(GMimeObject* object, const char* name, const Visit& visit) {
    GMimeHeaderList* list = g_mime_object_get_header_list(object);
    const int count = std::min(g_mime_header_list_get_count(list), 500);
    for (int i = 0; i < count; ++i) {
      GMimeHeader* one = g_mime_header_list_get_header_at(list, i);
      if (g_ascii_strcasecmp(text_of(g_mime_header_get_name(one)).c_str(), name) == 0)
        visit(text_of(g_mime_header_get_value(one)));
    }
  }

  void set_from(GMimeMessage* message) {
    InternetAddressList* from = g_mime_message_get_from(message);
    if (from == nullptr || internet_address_list_length(from) == 0) return;
    InternetAddress* first = internet_address_list_get_address(from, 0);
    mail_.from.name = valid(text_of(internet_address_get_name(first)), most_line);
    if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
      mail_.from.mail =
          valid(text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))), most_line);
    }
  }

  void add_letter_tokens(const std::string& text) {
    for (auto& token : letter_tokens_in(text)) add_once(mail_.letter_tokens, std::move(token));
  }

  void tells(MailKind kind, LetterNews news) {
    mail_.kind = kind;
    mail_.news = news;
    known_ = true;
  }

  void walk(GMimeObject* object, int level, bool has_plain) {
    if (level > most_levels || ++parts_ > most_parts) {
      mail_.incomplete = true;
      return;
    }
    if (GMIME_IS_MULTIPART(object)) return walk_multipart(GMIME_MULTIPART(object), level);
    if (GMIME_IS_MESSAGE_PART(object)) return message_part(object);
    if (GMIME_IS_PART(object)) return part(GMIME_PART(object), has_plain);
  }

  void walk_multipart(GMimeMultipart* multipart, int level) {
    const bool alternative = type_of(GMIME_OBJECT(multipart)) == "multipart/alternative";
    const int count = g_mime_multipart_get_count(multipart);
    bool has_plain = false;
    for (int i = 0; alternative && i < count; ++i) {
      GMimeObject* one = g_mime_multipart_get_part(multipart, i);
      has_plain =
          has_plain || (GMIME_IS_PART(one) && type_of(one) == "text/plain" && !is_blank(text_in(one)));
    }
    for (int i = 0; i < count; ++i) walk(g_mime_multipart_get_part(multipart, i), level + 1, has_plain);
  }

  static bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\n") == text.npos; }

  static std::string text_in(GMimeObject* object) {
    const char* charset = g_mime_object_get_content_type_parameter(object, "charset");
    return decoded(bytes_of(g_mime_part_get_content(GMIME_PART(object))), text_of(charset));
  }

  void message_part(GMimeObject* object) {
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (message == nullptr) return;
    const auto* declared = g_mime_object_get_content_type_parameter(object, "name");
    const auto* shown = g_mime_object_get_content_disposition_parameter(object, "filename");
    const std::string name = file_name_of(text_of(shown != nullptr ? shown : declared));
    if (certified_ && !inner_ && lower_ascii(name) == "postacert.eml") {
      inner_ = message;
      return;
    }
    returned_ += as_written(GMIME_OBJECT(message));
    if (mail_.kind == MailKind::receipt) return;  // our own letter, sent back
    mail_.files.push_back(
        {name.empty() ? "mail.eml" : name, "message/rfc822", as_written(GMIME_OBJECT(message))});
  }

  void part(GMimePart* part, bool has_plain) {
    auto* object = GMIME_OBJECT(part);
    const std::string type = type_of(object);
    const std::string name = file_name_of(text_of(g_mime_part_get_filename(part)));
    if (is_signature(type)) return;
    if (type == "message/delivery-status") return report(bytes_of(g_mime_part_get_content(part)));
    if (type == "text/rfc822-headers") {
      returned_ += bytes_of(g_mime_part_get_content(part));
      return;
    }
    if (lower_ascii(name) == "daticert.xml" && certificate(bytes_of(g_mime_part_get_content(part)))) return;
    const char* how = g_mime_object_get_disposition(object);
    const bool attached = how != nullptr && g_ascii_strcasecmp(how, "attachment") == 0;
    const bool words = type == "text/plain" || type == "text/html";
    if (words && !attached && name.empty()) {
      if (type == "text/html" && has_plain) return;
      return add_text(type == "text/html" ? html_text(text_in(object)) : text_in(object));
    }
    mail_.files.push_back({name.empty() ? "file" : name, type, bytes_of(g_mime_part_get_content(part))});
  }

  void add_text(std::string text) {
    if (is_blank(text)) return;
    if (!text_.empty()) text_ += "\n";
    text_ += text;
    if (text_.size() > most_text) {
      mail_.incomplete = true;
      auto end = most_text;
      while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) --end;
      text_.resize(end);
    }
  }

  void report(const std::string& bytes) {
    const Report told = read_report(bytes);
    mail_.news_words = valid(told.words, most_line);
    tells(MailKind::bounce, told.news);
  }

  /// False: it only has the name of one.
  bool certificate(const std::string& bytes) {
    const Certificate told = read_certificate(bytes);
    const auto news = receipt_news(told.type);
    if (!news) return !told.type.empty();  // of an envelope
    if (!known_) tells(MailKind::receipt, *news);
    add_letter_tokens(told.message_id);
    if (*news == LetterNews::failed) mail_.news_words = valid(told.words, most_line);
    return true;
  }

  void walk_inner() {
    text_.clear();
    mail_.files.clear();
    certified_ = false;
    headers(inner_);
    if (GMimeObject* body = g_mime_message_get_mime_part(inner_)) walk(body, 1, false);
  }

  void settle_kind(GMimeMessage* message) {
    auto* object = GMIME_OBJECT(message);
    if (!known_ && !header(object, "X-Failed-Recipients").empty()) {
      tells(MailKind::bounce, LetterNews::failed);
      returned_ += text_;
    }
    if (mail_.kind == MailKind::bounce || mail_.kind == MailKind::receipt) {
      add_letter_tokens(returned_);
      for (auto& token : reply_tokens_in(returned_)) add_once(mail_.reply_tokens, std::move(token));
    }
    if (!known_ && is_robot(object)) mail_.kind = MailKind::auto_reply;
    if (!known_ && inner_ != nullptr && is_robot(GMIME_OBJECT(inner_))) mail_.kind = MailKind::auto_reply;
  }

  static bool is_robot(GMimeObject* object) {
    const std::string submitted = lower_ascii(header(object, "Auto-Submitted"));
    if (!submitted.empty() && !submitted.starts_with("no")) return true;
    if (!header(object, "X-Autoreply").empty() || !header(object, "X-Autorespond").empty()) return true;
    if (lower_ascii(header(object, "Precedence")).starts_with("auto_reply")) return true;
    GMimeObject* body = g_mime_message_get_mime_part(GMIME_MESSAGE(object));
    const char* report =
        body == nullptr ? nullptr : g_mime_object_get_content_type_parameter(body, "report-type");
    if (lower_ascii(text_of(report)) == "disposition-notification") return true;
    return header(object, "Return-Path").find("<>") != std::string::npos;
  }

  void finish_text() {
    auto folded = fold_quoted(text_);
    mail_.text = std::move(folded.words);
    mail_.quoted = std::move(folded.quoted);
  }

  IncomingMail mail_;
  std::string text_, returned_;
  GMimeMessage* inner_ = nullptr;
  int parts_ = 0;
  bool certified_ = false, known_ = false;
};

/// The line that mbox files and some servers put above a mail.
std::string_view without_envelope_line(std::string_view bytes) {
  if (!bytes.starts_with("From ") && !bytes.starts_with(">From ")) return bytes;
  return bytes.substr(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
}

}  // namespace

IncomingMail read(std::string_view message) {
  start_gmime();
  const auto bytes = without_envelope_line(message);
  const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), FALSE);
  const Held<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), nullptr));
  if (parsed) return Reader().read(parsed.get());
  IncomingMail nothing;
  nothing.text = decoded(std::string(bytes.substr(0, most_text)), "");
  nothing.incomplete = true;
  return nothing;
}

}  // namespace urp::mail
