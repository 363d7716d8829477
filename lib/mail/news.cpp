#include "mail/news.hpp"

#include <libxml/parser.h>

#include <algorithm>
#include <memory>

#include "domain/names.hpp"

namespace urp::mail {
namespace {

constexpr std::size_t token_digits = 32, most_tokens = 32;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void add_once(std::vector<std::string>& tokens, std::string token) {
  if (tokens.size() < most_tokens && std::find(tokens.begin(), tokens.end(), token) == tokens.end())
    tokens.push_back(std::move(token));
}

/// 32 hexadecimal digits between `before` and an at sign; `text` is in lower case.
std::vector<std::string> tokens_in(const std::string& text, std::string_view before) {
  std::vector<std::string> tokens;
  for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
    const auto begin = at + before.size(), end = begin + token_digits;
    if (end >= text.size() || text[end] != '@') continue;
    const auto token = text.substr(begin, token_digits);
    if (token.find_first_not_of("0123456789abcdef") == token.npos) add_once(tokens, token);
  }
  return tokens;
}

std::string content_of(const xmlNode* node) {
  xmlChar* content = xmlNodeGetContent(node);
  const std::string text = content == nullptr ? "" : reinterpret_cast<const char*>(content);
  if (content != nullptr) xmlFree(content);
  return std::string(trimmed(text));
}

const xmlNode* child(const xmlNode* node, std::string_view name) {
  if (node == nullptr) return nullptr;
  for (const xmlNode* one = node->children; one != nullptr; one = one->next) {
    if (one->type == XML_ELEMENT_NODE && name == reinterpret_cast<const char*>(one->name)) return one;
  }
  return nullptr;
}

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  const std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
  if (value != nullptr) xmlFree(value);
  return text;
}

}  // namespace

std::optional<LetterNews> receipt_news(std::string_view word) {
  const std::string type = lower_ascii(trimmed(word));
  if (type == "accettazione") return LetterNews::accepted;
  if (type == "avvenuta-consegna") return LetterNews::delivered;
  if (type == "non-accettazione" || type == "errore-consegna" || type == "rilevazione-virus")
    return LetterNews::failed;
  if (type == "preavviso-errore-consegna" || type == "presa-in-carico") return LetterNews::none;
  return std::nullopt;
}

Certificate read_certificate(const std::string& xml) {
  // Nothing is fetched, and libxml2 bounds what entities may grow to.
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(xml.data(), static_cast<int>(std::min<std::size_t>(xml.size(), 1 << 20)), nullptr,
                    nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      &xmlFreeDoc);
  if (!document) return {};
  const xmlNode* root = xmlDocGetRootElement(document.get());
  if (root == nullptr || std::string_view(reinterpret_cast<const char*>(root->name)) != "postacert")
    return {};
  Certificate certificate;
  certificate.type = attribute(root, "tipo");
  const xmlNode* data = child(root, "dati");
  if (const xmlNode* id = child(data, "msgid")) certificate.message_id = content_of(id);
  if (const auto why = attribute(root, "errore"); why != "nessuno") certificate.words = why;
  if (const xmlNode* more = child(data, "errore-esteso"))
    certificate.words += (certificate.words.empty() ? "" : ": ") + content_of(more);
  return certificate;
}

Report read_report(std::string_view text) {
  Report report;
  std::string unfolded;
  for (const char c : text) {
    if ((c == ' ' || c == '\t') && unfolded.ends_with("\n")) unfolded.pop_back();
    if (c != '\r') unfolded += c;
  }
  bool failed = false, delivered = false;
  for (std::string_view rest = unfolded; !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const auto colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string name = lower_ascii(trimmed(line.substr(0, colon)));
    const auto value = trimmed(line.substr(colon + 1));
    if (name == "action") {
      failed |= lower_ascii(value) == "failed";
      delivered |= lower_ascii(value) == "delivered";
    } else if (name == "status" || name == "diagnostic-code") {
      report.words += (report.words.empty() ? "" : ", ") + std::string(value);
    }
  }
  if (delivered) report.news = LetterNews::delivered;
  if (failed) report.news = LetterNews::failed;
  return report;
}

std::vector<std::string> letter_tokens_in(std::string_view text) {
  const std::string lower = lower_ascii(text);
  std::vector<std::string> tokens;
  for (auto at = lower.find("message-id:"); at != lower.npos; at = lower.find("message-id:", at + 1)) {
    for (auto& token : tokens_in(lower.substr(at, 200), "urp.")) add_once(tokens, std::move(token));
  }
  for (auto& token : tokens_in(lower, "urp.")) add_once(tokens, std::move(token));
  return tokens;
}

std::vector<std::string> reply_tokens_in(std::string_view text) {
  return tokens_in(lower_ascii(text), "+d");
}

}  // namespace urp::mail
