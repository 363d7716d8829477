#include "domain/similar.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "domain/fold.hpp"

namespace urp {
namespace {

/// Sorted, for a search by halves. What every letter to an office says, in Italian and in English.
constexpr std::string_view common[] = {
    "abbiamo",      "adesso",       "all",      "alla",        "alle",       "allo",      "anche",
    "ancora",       "and",          "anticipo", "are",         "attesa",     "avere",     "avrei",
    "avuto",        "bisogno",      "buona",    "buonasera",   "buongiorno", "can",       "che",
    "chi",          "chiedere",     "ciao",     "come",        "con",        "cordiali",  "cordialmente",
    "cortesemente", "cosa",         "cui",      "dal",         "dall",       "dalla",     "dalle",
    "dato",         "degli",        "dei",      "del",         "dell",       "della",     "delle",
    "dello",        "devo",         "dire",     "dopo",        "dove",       "due",       "ecco",
    "egregi",       "era",          "essere",   "fare",        "fatto",      "for",       "fra",
    "from",         "gentile",      "gentili",  "gentilmente", "gia",        "giorni",    "giorno",
    "gli",          "good",         "grazie",   "hanno",       "have",       "hello",     "how",
    "informazione", "informazioni", "lei",      "loro",        "mia",        "miei",      "mio",
    "molto",        "morning",      "nei",      "nel",         "nell",       "nella",     "nelle",
    "noi",          "non",          "nostra",   "nostro",      "oggi",       "ogni",      "per",
    "perche",       "pero",         "piu",      "please",      "poi",        "possibile", "posso",
    "potete",       "potrei",       "prego",    "qualche",     "quale",      "quali",     "quando",
    "quanto",       "quell",        "quella",   "quello",      "quest",      "questa",    "queste",
    "questi",       "questo",       "qui",      "ringrazio",   "saluti",     "salve",     "sapere",
    "sempre",       "senza",        "sera",     "sia",         "siamo",      "sono",      "sta",
    "stata",        "stato",        "sto",      "sua",         "sul",        "sull",      "sulla",
    "suo",          "suoi",         "thank",    "thanks",      "that",       "the",       "this",
    "tra",          "tutti",        "tutto",    "una",         "uno",        "voi",       "volevo",
    "vorrei",       "vostra",       "vostro",   "what",        "when",       "where",     "with",
    "would",        "you",          "your"};

bool is_common(std::string_view word) {
  return std::binary_search(std::begin(common), std::end(common), word);
}

bool says_something(std::string_view word) {
  constexpr std::size_t shortest = 3;
  return word.size() >= shortest && !is_common(word);
}

}  // namespace

std::vector<std::string> telling_words(std::string_view text, std::size_t most) {
  std::vector<std::string> words;
  for (const std::string& word : fold_words(text).words) {
    if (words.size() == most) break;
    if (says_something(word) && std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(word);
  }
  return words;
}

double rarity(std::int64_t having, std::int64_t all) {
  const double with = static_cast<double>(having),
               without = static_cast<double>(std::max(all, having)) - with;
  return std::log(1 + (without + 0.5) / (with + 0.5));
}

double likeness(const std::vector<WeighedWord>& words, std::string_view text, double usual_length) {
  constexpr double k1 = 1.2, b = 0.75;
  const std::vector<std::string> found = fold_words(text).words;
  const double length = static_cast<double>(found.size()) / std::max(usual_length, 1.0);
  double sum = 0;
  for (const WeighedWord& asked : words) {
    const auto times = static_cast<double>(std::count(found.begin(), found.end(), asked.word));
    sum += asked.weight * times * (k1 + 1) / (times + k1 * (1 - b + b * length));
  }
  return sum;
}

}  // namespace urp
