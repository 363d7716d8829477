#include "domain/courtesy.hpp"

#include <algorithm>

#include "domain/fold.hpp"

namespace urp {
namespace {

constexpr std::size_t most_words = 40, most_bytes = 1'000;  // thanks are short

/// What the office need not list: the usual thanks and farewells.
constexpr std::string_view usual[] = {"grazie",
                                      "grazie mille",
                                      "mille grazie",
                                      "grazie tante",
                                      "tante grazie",
                                      "grazie infinite",
                                      "grazie davvero",
                                      "grazie mille davvero",
                                      "grazie 1000",
                                      "grazie ancora",
                                      "ancora grazie",
                                      "grazie molte",
                                      "molte grazie",
                                      "grazie moltissimo",
                                      "grazie di cuore",
                                      "grazie infinitamente",
                                      "grz",
                                      "thx",
                                      "grazie a voi",
                                      "grazie a lei",
                                      "ringrazio",
                                      "vi ringrazio",
                                      "la ringrazio",
                                      "ringraziando",
                                      "ringrazio molto",
                                      "vi ringrazio molto",
                                      "la ringrazio molto",
                                      "vi ringrazio tanto",
                                      "la ringrazio tanto",
                                      "ottimo lavoro",
                                      "bravi",
                                      "bravissimi",
                                      "complimenti",
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
                                      "siete molto gentili",
                                      "siete stati molto gentili",
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
                                      "a domani",
                                      "cari saluti",
                                      "scusate il disturbo",
                                      "scusi il disturbo",
                                      "arrivederci",
                                      "di nulla",
                                      "prego",
                                      "e",
                                      "anche a voi",
                                      "anche a lei",
                                      "anche a te",
                                      "grazie a te",
                                      "altrettanto",
                                      "thanks",
                                      "thank you",
                                      "many thanks",
                                      "auguri",
                                      "tanti auguri",
                                      "buon proseguimento",
                                      "have a nice day"};

/// What thanks are for, behind any thanks: "grazie mille per la vostra disponibilità".
constexpr std::string_view reasons[] = {
    "risposta",  "pronta risposta", "disponibilità", "gentilezza",     "cortesia", "attenzione",
    "pazienza",  "collaborazione",  "informazione",  "informazioni",   "aiuto",    "spiegazione",
    "riscontro", "chiarimento",     "chiarimenti",   "chiarezza",      "celerità", "tempestività",
    "velocità",  "professionalità", "comprensione",  "interessamento", "supporto", "servizio"};
constexpr std::string_view joints[] = {"per la ", "x la ",          "per la vostra ", "per la sua ",
                                       "per le ", "della ",         "delle ",         "per l'",
                                       "dell'",   "per il ",        "del ",           "per i ",
                                       "dei ",    "per il vostro ", "per il suo "};
constexpr std::string_view all_of_it[] = {"per tutto", "x tutto", "di tutto"};

/// A case may begin with them; beside thanks they say no more than the thanks.
constexpr std::string_view greetings[] = {"buongiorno", "buon giorno", "buonasera", "buona sera", "buondì",
                                          "salve",      "ciao",        "hello",     "a tutti"};

/// `grazieee`, `okk`: letters that are held down.
std::string unstretched(std::string word) {
  word.erase(std::unique(word.begin(), word.end()), word.end());
  return word;
}

enum class Says { thanks, greeting, reason };

struct Phrase {
  std::vector<std::string> words;
  Says says;
};

std::vector<std::string> words_of(std::vector<std::string> words) {
  for (std::string& word : words) word = unstretched(std::move(word));
  return words;
}

std::vector<Phrase> known_phrases() {
  std::vector<Phrase> phrases;
  const auto add = [&phrases](std::string_view phrase, Says says) {
    phrases.push_back({words_of(fold_words(phrase).words), says});
  };
  for (const auto phrase : usual) add(phrase, Says::thanks);
  for (const auto phrase : greetings) add(phrase, Says::greeting);
  for (const auto phrase : all_of_it) add(phrase, Says::reason);
  for (const auto joint : joints) {
    for (const auto reason : reasons) add(std::string(joint) + std::string(reason), Says::reason);
  }
  return phrases;
}

}  // namespace

bool is_courteous(std::string_view text, const std::vector<std::string>& courtesy) {
  if (text.size() > most_bytes) return false;
  FoldedWords said = fold_words(text);
  if (said.question || said.symbols || said.words.size() > most_words) return false;
  if (said.words.empty()) return said.emoji;
  said.words = words_of(std::move(said.words));
  static const std::vector<Phrase> known = known_phrases();
  std::vector<Phrase> own;  // the office's
  for (const auto& phrase : courtesy) own.push_back({words_of(fold_words(phrase).words), Says::thanks});
  // Up to where the text is made of whole phrases: "grazie mille" may stand in the list beside "grazie".
  struct Reached {
    bool at_all = false, with_thanks = false;
  };
  std::vector<Reached> reached(said.words.size() + 1);
  reached[0].at_all = true;
  const auto go_on = [&](std::size_t from, const Phrase& phrase) {
    const auto& [words, says] = phrase;
    if (says == Says::reason && !reached[from].with_thanks) return;
    const bool fits = !words.empty() && words.size() <= said.words.size() - from;
    if (!fits || !std::equal(words.begin(), words.end(), said.words.begin() + static_cast<long>(from)))
      return;
    Reached& next = reached[from + words.size()];
    next.at_all = true;
    next.with_thanks = next.with_thanks || says == Says::thanks || reached[from].with_thanks;
  };
  for (std::size_t from = 0; from < said.words.size(); ++from) {
    if (!reached[from].at_all) continue;
    for (const Phrase& phrase : known) go_on(from, phrase);
    for (const Phrase& phrase : own) go_on(from, phrase);
  }
  return reached.back().with_thanks;
}

}  // namespace urp
