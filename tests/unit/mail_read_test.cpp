// Mail as it comes in: the shapes of tests/data/mail, and what each is taken for.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "mail/read.hpp"
#include "mail/words.hpp"

using namespace urp;

namespace {

const std::string reply_token = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
                  letter_token = "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2";
const std::filesystem::path folder = URP_TEST_DATA "/mail";

IncomingMail read_file(const std::string& name) {
  std::ifstream file(folder / (name + ".eml"), std::ios::binary);
  REQUIRE(file.good());
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  return mail::read(bytes);
}

enum class By { reply, letter, both, nobody };

struct Shape {
  const char* name;
  MailKind kind;
  By by;
  const char* text;  // of what is new; nullptr: not looked at
  std::size_t files = 0;
  LetterNews news = LetterNews::none;
};

constexpr auto answer = MailKind::answer, robot = MailKind::auto_reply, receipt = MailKind::receipt,
               bounce = MailKind::bounce;

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"thunderbird", answer, By::both, "Il cassonetto sarà svuotato domani."},
      {"gmail_web", answer, By::reply, "Perché no, domani mattina."},
      {"outlook_html_only", answer, By::reply, "Già fatto.\n\nSaluti"},
      {"outlook_plain", answer, By::reply, "Fatto € 100, è pulito.\n\n________________________________"},
      {"outlook_divider", answer, By::reply, "Visto."},
      {"ios", answer, By::reply, "Ecco le foto\n\n\n\nInviato da iPhone", 1},
      {"bottom_posting", answer, By::reply, "Domani passiamo noi."},
      {"inline_answers", answer, By::reply,
       "Il 23/11/26 09:04, URP ha scritto:\n> Dove?\nIn via Roma.\n> Quando?\nDomani."},
      {"by_references", answer, By::letter, "Risposta senza gettone."},
      {"by_in_reply_to", answer, By::letter, "Risposta."},
      {"delivered_to", answer, By::reply, "In copia nascosta."},
      {"original_to_upper_case", answer, By::reply, "Maiuscole."},
      {"reply_all", answer, By::reply, "A tutti."},
      {"stranger", answer, By::nobody, "Comprate!"},
      {"forged_token", answer, By::nobody, "Mi fingo."},
      {"pdf_attached", answer, By::reply, "In allegato.", 1},
      {"path_in_name", answer, By::reply, "Occhio.", 1},
      {"winmail", answer, By::reply, "Formattata.", 1},
      {"inline_logo", answer, By::reply, "Con logo.", 1},
      {"signed", answer, By::reply, "Firmata."},
      {"p7m_document", answer, By::reply, "Documento firmato.", 1},
      {"forwarded_mail", answer, By::reply, "Giro quanto ricevuto.", 1},
      {"wrong_charset", answer, By::reply, "Perché è così"},
      {"utf8_labelled_latin1", answer, By::reply, "Perché è così"},
      {"unknown_charset", answer, By::reply, "Perché no"},
      {"utf16", answer, By::reply, "Perché 🙂"},
      {"utf7", answer, By::reply, "Perché no"},
      {"iso2022jp", answer, By::reply, "こんにちは"},
      {"no_charset", answer, By::reply, "Perché manca tutto"},
      {"eight_bit_headers", answer, By::reply, "Testo"},
      {"raw_utf8_headers", answer, By::reply, "Testo"},
      {"missing_boundary", answer, By::reply, nullptr},
      {"boundary_never_ends", answer, By::reply, "Confine aperto."},
      {"broken_base64", answer, By::reply, nullptr},
      {"no_headers", answer, By::nobody, nullptr},
      {"no_body", answer, By::reply, ""},
      {"lf_only", answer, By::reply, "Solo LF."},
      {"mbox_line", answer, By::reply, "Da procmail."},
      {"nul_bytes", answer, By::reply, "primadopo\x1b[31m"},  // escaped where it is shown
      {"empty_alternative", answer, By::reply, "Solo la pagina\n\n- uno\n- due"},
      {"html_hostile", answer, By::reply, "Ciao\nmondo <b>\n\na b"},
      {"deep_nesting", answer, By::reply, nullptr},
      {"many_parts", answer, By::reply, nullptr},
      {"html_bomb", answer, By::reply, nullptr},
      {"long_line", answer, By::reply, nullptr},
      {"out_of_office", robot, By::both, "Sono in ferie fino al 7."},
      {"out_of_office_exchange", robot, By::reply, "Torno lunedì."},
      {"out_of_office_old", robot, By::reply, "Assente."},
      {"read_receipt", robot, By::reply, "Il messaggio è stato letto.", 1},
      {"bounce_postfix", bounce, By::both, nullptr, 1, LetterNews::failed},
      {"bounce_exchange", bounce, By::letter, nullptr, 0, LetterNews::failed},
      {"bounce_delayed", bounce, By::letter, nullptr, 0, LetterNews::none},
      {"bounce_relayed", bounce, By::letter, nullptr, 0, LetterNews::delivered},
      {"bounce_exim", bounce, By::both, nullptr, 0, LetterNews::failed},
      {"bounce_of_a_stranger", bounce, By::nobody, nullptr, 0, LetterNews::failed},
      {"pec_accettazione", receipt, By::letter, nullptr, 0, LetterNews::accepted},
      {"pec_consegna", receipt, By::both, nullptr, 0, LetterNews::delivered},
      {"pec_consegna_solo_xml", receipt, By::both, nullptr, 0, LetterNews::delivered},
      {"pec_errore_consegna", receipt, By::letter, nullptr, 0, LetterNews::failed},
      {"pec_non_accettazione", receipt, By::letter, nullptr, 0, LetterNews::failed},
      {"pec_preavviso", receipt, By::letter, nullptr, 0, LetterNews::none},
      {"pec_virus", receipt, By::letter, nullptr, 0, LetterNews::failed},
      {"pec_answer", answer, By::both, "Risposta certificata.", 1},
      {"xml_bomb", answer, By::nobody, nullptr, 1},
  };
  return all;
}

bool holds(const std::vector<std::string>& tokens, const std::string& token) {
  return !tokens.empty() && tokens.front() == token;
}

}  // namespace

TEST_CASE("mail: each shape is taken for what it is") {
  for (const auto& shape : shapes()) {
    CAPTURE(shape.name);
    const auto read = read_file(shape.name);
    CHECK(read.kind == shape.kind);
    CHECK(read.news == shape.news);
    CHECK(holds(read.reply_tokens, reply_token) == (shape.by == By::reply || shape.by == By::both));
    CHECK(holds(read.letter_tokens, letter_token) == (shape.by == By::letter || shape.by == By::both));
    if (shape.text != nullptr) CHECK(read.text == shape.text);
    CHECK(read.files.size() == shape.files);
    for (const auto& file : read.files) CHECK_FALSE(file.name.empty());
  }
}

TEST_CASE("mail: every shape of the folder has its line here") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    ++files;
    const std::string name = entry.path().stem().string();
    const auto& all = shapes();
    CHECK_MESSAGE(std::any_of(all.begin(), all.end(), [&](const Shape& shape) { return name == shape.name; }),
                  name);
  }
  CHECK(files == shapes().size());
}

TEST_CASE("mail: names and senders in every spelling; no name is a path") {
  CHECK(read_file("pdf_attached").files[0].name == "relazione perché.pdf");
  CHECK(read_file("pdf_attached").files[0].bytes == "%PDF-1.4 test");
  CHECK(read_file("path_in_name").files[0].name == "passwd");
  CHECK(read_file("forwarded_mail").files[0].name == "altra.eml");
  CHECK(read_file("eight_bit_headers").from.name == "Nicolò Città");
  CHECK(read_file("raw_utf8_headers").subject == "Perché no 🙂");
  CHECK(read_file("pec_answer").from.mail == "ambiente@pec.example.org");
  CHECK(read_file("pec_answer").message_id == "inner@pec.example.org");
}

TEST_CASE("mail: what a server says of a failure is kept") {
  CHECK(read_file("bounce_postfix").news_words ==
        "5.1.1, smtp; 550 5.1.1 <ambiente@example.org>: user unknown");
  CHECK(read_file("pec_errore_consegna").news_words == "no-dest: 5.1.1 - indirizzo non valido");
}

TEST_CASE("mail: what is too much is cut, and says so") {
  CHECK(read_file("deep_nesting").incomplete);
  CHECK(read_file("many_parts").incomplete);
  CHECK(read_file("long_line").incomplete);
  CHECK(read_file("long_line").text.size() <= 200'000);
  CHECK_FALSE(read_file("thunderbird").incomplete);
}

TEST_CASE("mail: bytes that are no mail at all do no harm") {
  std::string noise;
  std::uint32_t seed = 1;
  for (int i = 0; i < 20'000; ++i) noise += static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  CHECK_NOTHROW(mail::read(noise));
  CHECK_NOTHROW(mail::read(""));
  CHECK_NOTHROW(mail::read("From "));
  for (const auto& shape : shapes()) {
    std::ifstream file(folder / (std::string(shape.name) + ".eml"), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    for (std::size_t cut = 0; cut < std::min<std::size_t>(bytes.size(), 3000); cut += 97)
      CHECK_NOTHROW(mail::read(std::string_view(bytes).substr(0, cut)));
  }
}

TEST_CASE("mail: what is quoted is folded, whoever answers above or below it") {
  const auto folded = mail::fold_quoted("Sì.\n\n> Dove?\n> Quando?\n");
  CHECK(folded.words == "Sì.");
  CHECK(folded.quoted == "> Dove?\n> Quando?");
  CHECK(mail::fold_quoted("> solo una citazione").words == "> solo una citazione");
  CHECK(mail::fold_quoted("Il cittadino ha scritto:\nvorrei sapere").quoted.empty());  // no date: a sentence
  CHECK(mail::fold_quoted("Il caso è chiuso.\nIl 23/11/26, URP ha scritto:\n> x").words ==
        "Il caso è chiuso.");
  CHECK(mail::fold_quoted("niente da piegare").quoted.empty());
  CHECK(mail::fold_quoted("").words.empty());
}
