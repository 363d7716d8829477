#include "bodies.hpp"

#include <fmt/format.h>
#include <nettle/hmac.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace sim {
namespace {

using Json = nlohmann::ordered_json;  // the order of members is the sender's

template <class Take>
void with_each(const std::vector<std::string>& files, Take take) {
  for (const auto& file : files) {
    if (file == "-") {
      take(file, std::cin);
      continue;
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error(file + ": cannot be read");
    take(file, stream);
  }
}

Source listed(std::vector<Body> bodies) {
  auto kept = std::make_shared<const std::vector<Body>>(std::move(bodies));
  return {kept->size(), [kept](std::size_t i) { return (*kept)[i]; }};
}

/// Well mixed, and the same on every machine.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

constexpr std::array names = {"Maria Serra", "Paolo Usai", "Anna Melis",    "Efisio Piras",
                              "Lucia Cocco", "Rita Puddu", "Nicolò Deiana", "Giosuè Loi"};
constexpr std::array openings = {"Buongiorno, ",     "Buonasera, ", "Salve, ", "Scusate, ", "",
                                 "Gentile ufficio, "};
constexpr std::array matters = {
    "c'è una perdita d'acqua in via {}.",
    "il lampione di via {} è spento da più di una settimana.",
    "i cassonetti di via {} sono stracolmi, così non si può più passare.",
    "vorrei sapere a che ora apre l'anagrafe di via {}.",
    "la carta d'identità scade lunedì: perché lo sportello di via {} è già chiuso?",
    "chiedo l'accesso agli atti della pratica edilizia di via {}.",
    "la buca in via {} è pericolosa, un ragazzo è caduto in bicicletta 😟",
    "è possibile pagare la TARI allo sportello di via {}?",
};
constexpr std::array streets = {"Roma",     "Mameli",       "Sonnino", "della Libertà",
                                "Logudoro", "Is Mirrionis", "Dante",   "Pola"};
constexpr std::array endings = {"", " Grazie", " Attendo un riscontro, cordiali saluti",
                                " È la terza volta che lo segnalo"};

/// A text inside JSON's quotation marks, written as the provider writes it.
std::string json_text(std::string_view text) {
  return Json(text).dump(-1, ' ', true);
}

Body make_body(const Generator& wishes, std::size_t number) {
  const std::uint64_t dice = mix(mix(wishes.seed) + number);
  const std::size_t person = dice % wishes.people;
  const std::string name = names[person % names.size()];
  const std::string phone = fmt::format("39333{:07}", person);
  const std::string text = std::string(openings[(dice >> 16) % openings.size()]) +
                           fmt::format(fmt::runtime(matters[(dice >> 24) % matters.size()]),
                                       streets[(dice >> 32) % streets.size()]) +
                           endings[(dice >> 40) % endings.size()];
  Body body;
  body.name = fmt::format("wamid.GEN{}-{}", wishes.seed, number);
  body.bytes = fmt::format(
      R"({{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"value":{{)"
      R"("messaging_product":"whatsapp","metadata":{{"display_phone_number":"390612345678",)"
      R"("phone_number_id":"106540352242922"}},"contacts":[{{"profile":{{"name":{0}}},"wa_id":"{1}"}}],)"
      R"("messages":[{{"from":"{1}","id":"{2}","timestamp":"{3}","text":{{"body":{4}}},"type":"text"}}]}},)"
      R"("field":"messages"}}]}}]}})",
      json_text(name), phone, body.name, wishes.at, json_text(text));
  return body;
}

bool ends_in(std::string_view path, std::string_view key) {
  return path == key || (path.size() > key.size() && path.substr(path.size() - key.size()) == key &&
                         path[path.size() - key.size() - 1] == '.');
}

void apply(Json& value, const std::string& path, const std::vector<Change>& changes,
           const std::string& number) {
  if (value.is_array()) {
    for (auto& item : value) apply(item, path, changes, number);
  } else if (value.is_object()) {
    for (auto& [key, member] : value.items())
      apply(member, path.empty() ? key : path + "." + key, changes, number);
  } else if (value.is_string() || value.is_number()) {
    for (const auto& change : changes) {
      if (!ends_in(path, change.key)) continue;
      std::string text = change.value;
      for (std::size_t at = 0; (at = text.find("{i}", at)) != std::string::npos; at += number.size()) {
        text.replace(at, 3, number);
      }
      // A number stays one when it can.
      const auto parsed = value.is_number() ? Json::parse(text, nullptr, false) : Json();
      value = parsed.is_number() ? parsed : Json(text);
    }
  }
}

}  // namespace

Source read_files(const std::vector<std::string>& files) {
  std::vector<Body> bodies;
  with_each(files, [&](const std::string& name, std::istream& stream) {
    bodies.push_back({name, std::string(std::istreambuf_iterator<char>(stream), {})});
  });
  return listed(std::move(bodies));
}

Source read_lines(const std::vector<std::string>& files) {
  std::vector<Body> bodies;
  with_each(files, [&](const std::string&, std::istream& stream) {
    for (std::string line; std::getline(stream, line);)
      bodies.push_back({std::to_string(bodies.size() + 1), line});
  });
  return listed(std::move(bodies));
}

std::vector<std::string> json_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Source generate(const Generator& wishes) {
  return {wishes.count, [wishes](std::size_t i) { return make_body(wishes, wishes.from + i); }};
}

Change parse_change(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) throw std::invalid_argument("not KEY=VALUE: " + text);
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string apply_changes(const std::string& bytes, const std::vector<Change>& changes, std::size_t number) {
  auto document = Json::parse(bytes, nullptr, false);
  if (document.is_discarded()) throw std::runtime_error("a body to change is not JSON");
  apply(document, "", changes, std::to_string(number));
  return document.dump(-1, ' ', true);
}

std::string sign(std::string_view secret, std::string_view bytes) {
  hmac_sha256_ctx context;
  hmac_sha256_set_key(&context, secret.size(), reinterpret_cast<const std::uint8_t*>(secret.data()));
  hmac_sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  hmac_sha256_digest(&context, digest.size(), digest.data());
  std::string signature = "sha256=";
  for (const auto byte : digest) signature += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
  return signature;
}

}  // namespace sim
