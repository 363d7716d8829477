#include "mail/compose.hpp"

#include <mutex>
#include <utility>

#include "mail/gmime.hpp"
#include "mail/header_words.hpp"

namespace urp::mail {

void start_gmime() {
  static std::once_flag started;
  std::call_once(started, [] { g_mime_init(); });
}

namespace {

std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

Held<GMimePart> part_of(const std::string& mime_type, const std::string& bytes,
                        GMimeContentEncoding encoding) {
  const auto slash = mime_type.find('/');
  const std::string type = mime_type.substr(0, slash);
  const std::string subtype = slash == mime_type.npos ? "" : mime_type.substr(slash + 1);
  Held<GMimePart> part(g_mime_part_new_with_type(type.c_str(), subtype.c_str()));
  const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Held<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), encoding);
  return part;
}

GMimeObject* object(const Held<GMimePart>& part) {
  return GMIME_OBJECT(part.get());
}

/// Quoted-printable keeps the words legible where somebody looks at the bytes, and every line short.
Held<GMimePart> text_part(const char* subtype, const std::string& text) {
  auto part = part_of(std::string("text/") + subtype, text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_object_set_content_type_parameter(object(part), "charset", "utf-8");
  return part;
}

Held<GMimePart> file_part(const Letter::Attachment& file) {
  auto part = part_of(file.mime_type, file.bytes, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition(object(part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename(part.get(), file.file_name.c_str());
  return part;
}

/// The same words twice: the reader's program shows what it can.
Held<GMimeMultipart> words_of(const Letter& letter) {
  Held<GMimeMultipart> both(g_mime_multipart_new_with_subtype("alternative"));
  g_mime_multipart_add(both.get(), object(text_part("plain", letter.text)));
  g_mime_multipart_add(both.get(), object(text_part("html", letter.html)));
  return both;
}

void set_date(GMimeMessage* message, const Letter& letter) {
  const Text zone(g_strdup_printf("%c%02d:%02d", letter.offset.count() < 0 ? '-' : '+',
                                  static_cast<int>(std::abs(letter.offset.count()) / 3600),
                                  static_cast<int>(std::abs(letter.offset.count()) / 60 % 60)));
  GTimeZone* offset = g_time_zone_new_identifier(zone.get());
  if (offset == nullptr) offset = g_time_zone_new_utc();
  GDateTime* utc = g_date_time_new_from_unix_utc(letter.at.time_since_epoch().count());
  GDateTime* local = g_date_time_to_timezone(utc, offset);
  g_mime_message_set_date(message, local);
  g_date_time_unref(local);
  g_date_time_unref(utc);
  g_time_zone_unref(offset);
}

void set_header(GMimeMessage* message, const char* name, const std::string& value) {
  g_mime_object_set_header(GMIME_OBJECT(message), name, value.c_str(), "utf-8");
}

/// As it is written here, to the byte.
void set_raw_header(GMimeMessage* message, const char* name, const std::string& raw) {
  set_header(message, name, "x");
  auto* headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  g_mime_header_set_raw_value(g_mime_header_list_get_header(headers, name), raw.c_str());
}

void set_mailbox(GMimeMessage* message, const char* name, const std::string& who, const std::string& mail) {
  set_raw_header(message, name, header_mailbox(name, one_line(who), mail));
}

void set_headers(GMimeMessage* message, const Letter& letter) {
  set_date(message, letter);
  set_mailbox(message, "From", letter.from.name, letter.from.mail);
  set_mailbox(message, "To", letter.to.name, letter.to.mail);
  set_mailbox(message, "Reply-To", letter.from.name, letter.reply_to);
  set_raw_header(message, "Subject", header_text("Subject", one_line(letter.subject)));
  g_mime_message_set_message_id(message, letter.message_id.c_str());
  if (!letter.follows.empty()) {
    set_header(message, "In-Reply-To", "<" + letter.follows + ">");
    set_header(message, "References", "<" + letter.follows + ">");
  }
  if (letter.automatic) set_header(message, "Auto-Submitted", "auto-generated");
}

}  // namespace

std::string compose(const Letter& letter) {
  start_gmime();
  const Held<GMimeMessage> message(g_mime_message_new(TRUE));
  set_headers(message.get(), letter);
  const auto words = words_of(letter);
  if (letter.attachments.empty()) {
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(words.get()));
  } else {
    const Held<GMimeMultipart> all(g_mime_multipart_new_with_subtype("mixed"));
    g_mime_multipart_add(all.get(), GMIME_OBJECT(words.get()));
    for (const auto& file : letter.attachments) g_mime_multipart_add(all.get(), object(file_part(file)));
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(all.get()));
  }
  GMimeFormatOptions* format = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_format_options_set_param_encoding_method(format, GMIME_PARAM_ENCODING_METHOD_RFC2231);
  // Attachments are encoded, and lines of the words are ours to end: unix2dos touches neither.
  GByteArray* bytes = g_byte_array_new();
  {
    const Held<GMimeStream> memory(g_mime_stream_mem_new_with_byte_array(bytes));
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory.get()), FALSE);
    const Held<GMimeStream> filtered(g_mime_stream_filter_new(memory.get()));
    const Held<GMimeFilter> crlf(g_mime_filter_unix2dos_new(FALSE));
    g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered.get()), crlf.get());
    g_mime_object_write_to_stream(GMIME_OBJECT(message.get()), format, filtered.get());
    g_mime_stream_flush(filtered.get());
  }
  g_mime_format_options_free(format);
  std::string text(reinterpret_cast<const char*>(bytes->data), bytes->len);
  g_byte_array_free(bytes, TRUE);
  return text;
}

}  // namespace urp::mail
