#include "domain/courtesy.hpp"

#include <algorithm>

#include "domain/fold.hpp"

namespace urp {
namespace {

constexpr std::size_t most_words = 40, most_bytes = 1'000;  // thanks are short

/// What the office need not list: the usual thanks and farewells. No greetings: a case may begin with them.
constexpr std::string_view usual[] = {"grazie",
                                      "grazie mille",
                                      "mille grazie",
                                      "grazie tante",
                                      "tante grazie",
                                      "grazie infinite",
                                      "grazie davvero",
                                      "grazie mille davvero",
                                      "grazie 1000",
                                      "grazie per la risposta",
                                      "grazie x la risposta",
                                      "grazie della risposta",
                                      "grazie per l'informazione",
                                      "grazie per le informazioni",
                                      "grazie per la disponibilità",
                                      "grazie per l'aiuto",
                                      "grazie ancora",
                                      "ancora grazie",
                                      "grazie della disponibilità",
                                      "grazie della gentilezza",
                                      "grazie per la gentilezza",
                                      "grazie per la vostra risposta",
                                      "grazie per la sua risposta",
                                      "grazie per la pronta risposta",
                                      "grazie per la vostra disponibilità",
                                      "grazie per la sua disponibilità",
                                      "grazie dell'informazione",
                                      "grazie delle informazioni",
                                      "grazie dell'aiuto",
                                      "grazie molte",
                                      "molte grazie",
                                      "grazie moltissimo",
                                      "grazie di tutto",
                                      "grazie di cuore",
                                      "grazie per tutto",
                                      "grazie a voi",
                                      "grazie a lei",
                                      "ringrazio",
                                      "vi ringrazio",
                                      "la ringrazio",
                                      "ringraziando",
                                      "ok",
                                      "okay",
                                      "ok ok",
                                      "va bene",
                                      "va bene così",
                                      "va benissimo",
                                      "bene",
                                      "benissimo",
                                      "molto bene",
                                      "perfetto",
                                      "ottimo",
                                      "d'accordo",
                                      "ricevuto",
                                      "capito",
                                      "ho capito",
                                      "chiarissimo",
                                      "tutto chiaro",
                                      "gentilissimo",
                                      "gentilissima",
                                      "gentilissimi",
                                      "gentilissime",
                                      "siete gentilissimi",
                                      "molto gentile",
                                      "molto gentili",
                                      "siete stati gentilissimi",
                                      "buona giornata",
                                      "buona serata",
                                      "buon lavoro",
                                      "buon pomeriggio",
                                      "buona domenica",
                                      "buon fine settimana",
                                      "buon weekend",
                                      "buone feste",
                                      "buon natale",
                                      "buon anno",
                                      "buona pasqua",
                                      "buone vacanze",
                                      "buona notte",
                                      "buonanotte",
                                      "cordiali saluti",
                                      "distinti saluti",
                                      "saluti",
                                      "un saluto",
                                      "a presto",
                                      "arrivederci",
                                      "di nulla",
                                      "prego",
                                      "e",
                                      "anche a voi",
                                      "altrettanto",
                                      "thanks",
                                      "thank you",
                                      "many thanks",
                                      "have a nice day"};

/// `grazieee`, `okk`: letters that are held down.
std::string unstretched(std::string word) {
  word.erase(std::unique(word.begin(), word.end()), word.end());
  return word;
}

std::vector<std::string> words_of(std::vector<std::string> words) {
  for (std::string& word : words) word = unstretched(std::move(word));
  return words;
}

}  // namespace

bool is_courteous(std::string_view text, const std::vector<std::string>& courtesy) {
  if (text.size() > most_bytes) return false;
  FoldedWords said = fold_words(text);
  if (said.question || said.symbols || said.words.size() > most_words) return false;
  if (said.words.empty()) return said.emoji;
  said.words = words_of(std::move(said.words));
  std::vector<std::vector<std::string>> phrases;
  for (const auto phrase : usual) phrases.push_back(words_of(fold_words(phrase).words));
  for (const auto& phrase : courtesy) phrases.push_back(words_of(fold_words(phrase).words));
  // Up to where the text is made of whole phrases: "grazie mille" may stand in the list beside "grazie".
  std::vector<bool> reached(said.words.size() + 1);
  reached[0] = true;
  for (std::size_t from = 0; from < said.words.size(); ++from) {
    if (!reached[from]) continue;
    for (const auto& phrase : phrases) {
      const bool fits = !phrase.empty() && phrase.size() <= said.words.size() - from;
      if (fits && std::equal(phrase.begin(), phrase.end(), said.words.begin() + static_cast<long>(from)))
        reached[from + phrase.size()] = true;
    }
  }
  return reached.back();
}

}  // namespace urp
