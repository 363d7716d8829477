// A letter as a message: what is written can be read back, whatever the words are.
#include <doctest/doctest.h>

#include "mail/compose.hpp"
#include "mail/header_words.hpp"
#include "mail/read.hpp"

using namespace urp;

namespace {

Letter sample() {
  Letter letter;
  letter.from = {"Ufficio Müller, «URP» 🙂", "urp@example.org"};
  letter.to = {"Servizio \"Ambiente\"", "ambiente@example.org"};
  letter.reply_to = reply_address("urp@example.org", std::string(32, 'a'));
  letter.message_id = letter_message_id("urp@example.org", std::string(32, 'b'));
  letter.subject =
      "URP-415: perché il cassonetto è così pieno? Überall Müll 🗑 " + std::string(300, 'x');
  letter.text = "Buongiorno,\n.\nFrom qui in poi\n" + std::string(3000, 'y') + "\nperché 🙂\n";
  letter.html = "<!DOCTYPE html><html lang=\"it\"><body><p>Buongiorno</p></body></html>";
  letter.at = TimePoint(Seconds(1795420800));
  letter.offset = Seconds(3600);
  letter.attachments.push_back({"415-2.jpg", "image/jpeg", std::string("\xFF\xD8\x00\r\n.\r\n\x80", 9)});
  return letter;
}

std::string header(std::string message, const std::string& name) {
  message.insert(0, "\r\n");
  const auto at = message.find("\r\n" + name + ": ");
  if (at == message.npos) return {};
  return message.substr(at + name.size() + 4, message.find("\r\n", at + 2) - at - name.size() - 4);
}

}  // namespace

TEST_CASE("letter: ASCII, CRLF and short lines, whatever the words are") {
  const std::string message = mail::compose(sample());
  std::size_t longest = 0, length = 0;
  bool bare = false, plain = true;
  for (std::size_t i = 0; i < message.size(); ++i) {
    plain = plain && static_cast<unsigned char>(message[i]) < 0x80;
    length = message[i] == '\n' ? 0 : length + 1;
    longest = std::max(longest, length);
    bare = bare || (message[i] == '\n' && (i == 0 || message[i - 1] != '\r'));
  }
  CHECK(plain);
  CHECK_FALSE(bare);
  CHECK(longest < 998);
  CHECK(header(message, "Message-Id") + header(message, "Message-ID") ==
        "<urp." + std::string(32, 'b') + "@example.org>");
  CHECK(header(message, "Date") == "Mon, 23 Nov 2026 09:00:00 +0100");
  CHECK(message.find("Auto-Submitted") == message.npos);
  CHECK(message.find("In-Reply-To") == message.npos);
}

TEST_CASE("letter: read back it says the same, and the file is the same bytes") {
  const Letter letter = sample();
  const auto mail = mail::read(mail::compose(letter));
  CHECK(mail.from.name == letter.from.name);
  CHECK(mail.from.mail == letter.from.mail);
  CHECK(mail.subject == letter.subject);
  CHECK(mail.text + "\n" == letter.text);
  REQUIRE(mail.files.size() == 1);
  CHECK(mail.files[0].name == "415-2.jpg");
  CHECK(mail.files[0].bytes == letter.attachments[0].bytes);
  CHECK(mail.kind == MailKind::answer);
}

TEST_CASE("letter: words of every language are read back, also those that look like encoded ones") {
  for (const std::string words :
       {"Straßenbau & Grünflächen (Süd), \"Köln\"", "Città «È»",
        "🗑🗑🗑 👨‍👩‍👧‍👦 🇮🇹",
        "=?utf-8?q?non_=C3=A8?=", "a中文中文中文中文中文中文中文中文中文中文中文", "שלום עולם кириллица",
        "a_b=c?d", "\\ \"", "Zeilenumbruchäöüßzeilenumbruchäöüßzeilenumbruchäöüßzeilenumbruchäöüß lang"}) {
    CAPTURE(words);
    Letter letter = sample();
    letter.subject = words;
    letter.from.name = words;
    const auto mail = mail::read(mail::compose(letter));
    CHECK(mail.subject == words);
    CHECK(mail.from.name == words);
    CHECK(mail.from.mail == "urp@example.org");
  }
}

TEST_CASE("letter: headers are plain or encoded from end to end, in short lines, no character cut in two") {
  CHECK(mail::header_text("Subject", "URP-1: Buca") == " URP-1: Buca\n");
  CHECK(mail::header_text("Subject", "Città") == " =?UTF-8?Q?Citt=C3=A0?=\n");
  CHECK(mail::header_mailbox("To", "", "a@example.org") == " a@example.org\n");
  CHECK(mail::header_mailbox("To", "Lavori pubblici", "a@example.org") ==
        " Lavori pubblici\n <a@example.org>\n");
  CHECK(mail::header_mailbox("To", "Uff. \"A\"", "a@example.org") ==
        " \"Uff. \\\"A\\\"\"\n <a@example.org>\n");
  std::string many;
  for (int i = 0; i < 40; ++i) many += "🗑";
  const std::string raw = "Subject:" + mail::header_text("Subject", many);
  for (std::size_t begin = 0; begin < raw.size(); begin = raw.find('\n', begin) + 1) {
    const std::string line = raw.substr(begin, raw.find('\n', begin) - begin);
    CHECK(line.size() <= 76);
    CHECK((line.size() - line.find("?Q?") - 3 - 2) % 12 == 0);  // whole ones
  }
}

TEST_CASE("letter: a subject with a line break begins no header") {
  Letter letter = sample();
  letter.subject = "Buca\r\nBcc: everybody@example.org";
  letter.from.name = "URP\nX-Other: 1";
  const auto message = mail::compose(letter);
  CHECK(header(message, "Bcc").empty());
  CHECK(header(message, "X-Other").empty());
}

TEST_CASE("letter: a reminder is a robot's and belongs to the first letter") {
  Letter letter = sample();
  letter.automatic = true;
  letter.follows = letter_message_id("urp@example.org", std::string(32, 'c'));
  const auto mail = mail::read(mail::compose(letter));
  CHECK(mail.kind == MailKind::auto_reply);
  CHECK(mail.letter_tokens == std::vector<std::string>{std::string(32, 'c')});
}

TEST_CASE("letter: the tokens of its addresses and ids, and of nobody else's") {
  const std::string token = "0123456789abcdef0123456789abcdef";
  CHECK(token_of_reply_address(reply_address("urp@example.org", token)) == token);
  CHECK(token_of_reply_address("URP+D" + token + "@EXAMPLE.ORG") == token);
  CHECK(token_of_message_id(letter_message_id("urp@example.org", token)) == token);
  for (const char* other : {"urp@example.org", "urp+d@example.org", "urp+d0123@example.org", "@", ""})
    CHECK_FALSE(token_of_reply_address(other));
  CHECK_FALSE(token_of_message_id("urp.xyz@example.org"));
  CHECK_FALSE(token_of_message_id(token + "@example.org"));
}
