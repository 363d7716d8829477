// Files, long texts and templates, before anything of them leaves.
#include <doctest/doctest.h>

#include <string>

#include <urp/error.hpp>
#include <urp/template.hpp>
#include <urp/text.hpp>

#include "domain/attachment.hpp"
#include "domain/split.hpp"
#include "domain/template.hpp"

using namespace urp;
using namespace std::string_literals;

namespace {

Fault fault_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.fault();
  }
  return Fault::interrupted;  // none of those asked for
}

const std::string jpeg = "\xff\xd8\xff\xe0", mono = "OggS"s + std::string(24, '\0') + "OpusHead\1\1",
                  stereo = "OggS"s + std::string(24, '\0') + "OpusHead\1\2",
                  still = "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0"s, moving = "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\2"s;

Template form() {
  Template made;
  made.name = "pratica_aggiornata";
  made.language = "it";
  made.status = "APPROVED";
  made.body = "Pratica {{protocollo}} di {{nome}}: {{nome}} scriva.";
  return made;
}

}  // namespace

TEST_CASE("attachment: the kind follows from name and bytes") {
  CHECK(read_attachment("foto.JPG", 10, jpeg).kind == "image");
  CHECK(read_attachment("foto.jpeg", 10, jpeg).mime_type == "image/jpeg");
  const auto voice = read_attachment("nota.opus", 10, mono);
  CHECK(voice.voice);
  CHECK(voice.file_name == "nota.ogg");  // WhatsApp looks at the name, too
  CHECK(voice.mime_type == "audio/ogg");
  CHECK_FALSE(read_attachment("nota.ogg", 10, stereo).voice);
  CHECK(read_attachment("modulo.pdf", 10, "%PDF-1.4").kind == "document");
  CHECK(read_attachment("video.mp4", 10,
                        "\0\0\0\x18"
                        "ftypmp42"s)
            .kind == "video");
}

TEST_CASE("attachment: what WhatsApp would refuse is refused, and at the very byte") {
  constexpr std::int64_t mib = 1024 * 1024;
  const auto refused = [](const char* name, std::int64_t size, const std::string& head) {
    return fault_of([&] { read_attachment(name, size, head); }) == Fault::usage;
  };
  CHECK(refused("programma.exe", 10, "MZ"));
  CHECK(refused("senza_nome", 10, jpeg));
  CHECK(refused("vuota.pdf", 0, ""));
  CHECK(refused("finta.jpg", 10, "ciao"));
  CHECK(refused("corta.png", 1, "\x89"));
  CHECK_FALSE(refused("foto.jpg", 5 * mib, jpeg));
  CHECK(refused("foto.jpg", 5 * mib + 1, jpeg));
  CHECK_FALSE(refused("adesivo.webp", 100 * 1024, still));
  CHECK(refused("adesivo.webp", 100 * 1024 + 1, still));
  CHECK_FALSE(refused("adesivo.webp", 500 * 1024, moving));
  CHECK_FALSE(refused("modulo.pdf", 100 * mib, "%PDF"));
  CHECK(refused("modulo.pdf", 100 * mib + 1, "%PDF"));
}

TEST_CASE("split: between paragraphs, else lines, else words, else characters; nothing is lost") {
  CHECK(split_text("uno due", 100) == std::vector{"uno due"s});
  CHECK(split_text("uno\n\ndue", 6) == std::vector{"uno"s, "due"s});
  CHECK(split_text("uno\ndue tre", 8) == std::vector{"uno"s, "due tre"s});
  CHECK(split_text("uno due tre", 7) == std::vector{"uno due"s, "tre"s});
  CHECK(split_text("abcdefgh", 3) == std::vector{"abc"s, "def"s, "gh"s});
  CHECK(split_text("", 3).empty());
  // An emoji is two units of UTF-16 and four bytes: it is never cut.
  for (const auto& part : split_text("\U0001f600\U0001f600\U0001f600", 3)) CHECK(part == "\U0001f600");
  std::string text, joined;
  for (int i = 0; i < 3000; ++i) text += "parola" + std::to_string(i) + (i % 7 == 0 ? "\n" : " ");
  for (const auto& part : split_text(text, 4096)) {
    CHECK(utf16_length(part) <= 4096);
    joined += part + " ";
  }
  for (int i = 0; i < 3000; ++i) CHECK(joined.find("parola" + std::to_string(i)) != joined.npos);
}

TEST_CASE("emoji: what a reaction may be") {
  for (const char* emoji : {"👍", "❤️", "❤", "👨‍👩‍👧‍👦", "🇮🇹", "1️⃣", "©", "👍🏻",
                            "👩🏽‍🚒", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🙏"})
    CHECK(is_emoji(emoji));
  for (const char* other : {"", "ciao", "è", "1", " 👍", "👍!", "👍👍", "👍🙏", "🇮🇹🇮🇹", "你", "——", "12⃣"})
    CHECK_FALSE_MESSAGE(is_emoji(other), other);
}

TEST_CASE("template: every place once, in the order that WhatsApp counts") {
  Template made = form();
  CHECK(template_parameters(made) == std::vector{"protocollo"s, "nome"s});
  made.header_format = "TEXT";
  made.header = "Comune {{nome}}";
  made.buttons = {{"QUICK_REPLY", "Grazie", {}}, {"URL", "Apri", "https://example.org/{{1}}"}};
  CHECK(template_parameters(made) == std::vector{"protocollo"s, "nome"s, "header.nome"s, "button.1"s});
  CHECK(template_parameter_list(made)[2].place == "header.nome");
  const TemplateValues values = {{"protocollo", "2026/1"}, {"nome", "Maria"}, {"header.nome", "di Cagliari"}};
  CHECK(template_preview(made, values) == "Comune di Cagliari\n\nPratica 2026/1 di Maria: Maria scriva.");
  CHECK(template_preview(form(), {}) == form().body);
}

TEST_CASE("template: what WhatsApp would refuse is refused") {
  const auto fault = [](const Template& made, const TemplateValues& values) {
    return fault_of([&] { check_template(made, values); });
  };
  const TemplateValues right = {{"protocollo", "2026/1"}, {"nome", "Maria"}};
  CHECK_NOTHROW(check_template(form(), right));
  CHECK(fault(form(), {{"nome", "Maria"}}) == Fault::usage);
  CHECK(fault(form(), {{"protocollo", "1"}, {"nome", "M"}, {"altro", "x"}}) == Fault::usage);
  CHECK(fault(form(), {{"protocollo", "1"}, {"nome", "M"}, {"nome", "x"}}) == Fault::usage);
  for (const char* wrong : {"", "  ", "a\nb", "a\tb", "a     b"}) {
    CHECK(fault(form(), {{"protocollo", wrong}, {"nome", "Maria"}}) == Fault::usage);
  }
  CHECK_NOTHROW(check_template(form(), {{"protocollo", "a    b"}, {"nome", "Maria"}}));
  CHECK(fault(form(), {{"protocollo", std::string(1024, 'x')}, {"nome", "Maria"}}) == Fault::usage);
  for (const char* status : {"PAUSED", "REJECTED", "DISABLED", "PENDING", "ARCHIVED"}) {
    Template made = form();
    made.status = status;
    CHECK(fault(made, right) == Fault::refused);
  }
  Template made = form();
  made.buttons = {{"OTP", "Copia", {}}};
  CHECK(fault(made, right) == Fault::refused);
  made.buttons = {{"REQUEST_CONTACT_INFO", "Il tuo numero", {}}, {"PHONE_NUMBER", "Chiama", {}}};
  CHECK_NOTHROW(check_template(made, right));
}

TEST_CASE("template: a part that urp cannot fill in is named") {
  const auto words = [](const Template& made) {
    try {
      check_template(made, {{"protocollo", "2026/1"}, {"nome", "Maria"}});
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  Template made = form();
  made.unknown_part = "LIMITED_TIME_OFFER";
  CHECK(words(made).find("LIMITED_TIME_OFFER") != std::string::npos);
  made = form();
  made.buttons = {{"ORDER_DETAILS", "Paga", {}}};
  CHECK(words(made).find("ORDER_DETAILS") != std::string::npos);
  made = form();
  made.header_format = "LOCATION";
  CHECK(words(made).find("LOCATION") != std::string::npos);
  CHECK(words(form()).empty());
}
