#include "domain/language.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <urp/text.hpp>

#include "domain/unicode.hpp"

namespace urp {
namespace {

constexpr std::string_view names[] = {"it", "en", "fr", "es", "de", "ro", "ar", "zh", "ru", "uk", "bn"};

struct Language {
  std::string_view name;
  std::string_view words;  // folded, with blanks around each; none that another of these uses as often
};
constexpr Language languages[] = {
    {"it",
     " il lo gli di del della dei delle che sono una nella alla per con non mi ho ha come buongiorno salve "
     "grazie vorrei sapere dove quando quanto perche anche questo questa c'e posso devo "},
    {"en",
     " the is are was to of and for with not you my have has how hello thanks thank please would like know "
     "where when what this that there can i'm it's your good morning "},
    {"fr",
     " le les du des est sont une dans pour avec pas je vous nous mon ma bonjour merci voudrais savoir ou "
     "quand combien aussi cette mais c'est puis "},
    {"es",
     " el los las del es son una en para con no yo usted mi hola gracias quisiera saber donde cuando cuanto "
     "tambien esta este pero buenos dias puedo y "},
    {"de",
     " der die das ist sind eine einen fur mit nicht ich sie mein meine guten tag danke mochte wissen wo "
     "wann "
     "wie auch aber und zu den "},
    {"ro",
     " este sunt pentru cu nu eu dumneavoastra buna ziua multumesc vreau vreau stiu unde cand cat si dar in "
     "pe "
     "din care imi va rog "},
};

bool is_between(char32_t code, char32_t first, char32_t last) {
  return code >= first && code <= last;
}

/// Letters that only some languages have.
std::string by_letters(std::string_view text) {
  int arabic = 0, han = 0, cyrillic = 0, ukrainian = 0, bengali = 0, letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto next = unicode::decode(text, at);
    at += next.length;
    const char32_t code = next.code;
    if (code < 0x41) continue;
    ++letters;
    arabic += is_between(code, 0x600, 0x6ff);
    han += is_between(code, 0x4e00, 0x9fff);
    cyrillic += is_between(code, 0x400, 0x4ff);
    ukrainian += code == 0x456 || code == 0x457 || code == 0x454 || code == 0x491;
    bengali += is_between(code, 0x980, 0x9ff);
  }
  const auto most = [letters](int count) { return count * 2 > letters; };
  if (most(arabic)) return "ar";
  if (most(han)) return "zh";
  if (most(bengali)) return "bn";
  if (most(cyrillic)) return ukrainian > 0 ? "uk" : "ru";
  return {};
}

}  // namespace

std::span<const std::string_view> known_languages() {
  return names;
}

std::string guess_language(std::string_view text) {
  if (auto name = by_letters(text); !name.empty()) return name;
  const std::string folded = fold_for_matching(text);
  std::array<int, std::size(languages)> found{};
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find_first_of(" \n\t.,;:!?()\"", at), folded.size());
    if (end > at) {
      const std::string word = " " + folded.substr(at, end - at) + " ";
      for (std::size_t i = 0; i < found.size(); ++i)
        found[i] += languages[i].words.find(word) != std::string::npos;
    }
    at = end + 1;
  }
  const auto best = std::max_element(found.begin(), found.end());
  // One word is not enough, nor are as many of another language.
  const bool alone = std::count(found.begin(), found.end(), *best) == 1;
  if (*best < 2 || !alone) return {};
  return std::string(languages[static_cast<std::size_t>(best - found.begin())].name);
}

}  // namespace urp
