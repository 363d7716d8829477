#include "render/dossier.hpp"

#include <fmt/format.h>

#include "domain/say.hpp"
#include "render/xml.hpp"

namespace urp {
namespace {

using render::html_lines;

struct Words {
  const char *greeting, *handed, *copied, *reminded, *recalled;
  const char *how, *how_copy, *note, *facts, *conversation, *files;
  const char *number, *kind, *subject, *person, *presented, *due, *urgent, *partly;
  const char* identified[3];
  const char* kinds[5];
  const char *citizen, *listed, *signature;
  const char *subject_handed, *subject_copied, *subject_reminded, *subject_recalled;
};

constexpr Words italian = {
    "Spett.le {0}",
    "Vi inoltriamo la pratica {0}, presentata da un cittadino il {1} sul canale WhatsApp dell'ufficio.",
    "Vi mandiamo per conoscenza la pratica {0}, presentata il {1}; la segue il servizio {2}.",
    "Vi ricordiamo la pratica {0}, presentata il {1}: il termine è scaduto e non abbiamo ancora una "
    "risposta.",
    "La pratica {0}, presentata il {1}, torna all'ufficio relazioni con il pubblico: non è più necessario "
    "che "
    "ve ne occupiate. Vi preghiamo di non tenere conto della nostra lettera precedente.",
    "Per rispondere basta usare «Rispondi», senza cambiare il destinatario: la risposta, con i suoi "
    "allegati, "
    "arriva nella pratica. Al cittadino scriviamo noi.",
    "Se avete qualcosa da aggiungere, basta usare «Rispondi» senza cambiare il destinatario.",
    "Nota dell'ufficio",
    "La pratica",
    "La conversazione",
    "Allegati",
    "Numero",
    "Tipo",
    "Oggetto",
    "Cittadino",
    "Presentata",
    "Rispondere entro",
    "URGENTE",
    "È riportata solo una parte della conversazione.",
    {"identità non verificata", "identità dichiarata", "identità verificata"},
    {"richiesta", "segnalazione", "reclamo", "suggerimento", "accesso civico"},
    "Cittadino",
    "non allegato",
    "Questa lettera contiene dati personali, trasmessi per i soli fini d'ufficio.",
    "{0}: {1}",
    "{0} per conoscenza: {1}",
    "Sollecito {0}: {1}",
    "{0} richiamata: {1}",
};

constexpr Words english = {
    "To {0}",
    "We hand you case {0}, which a citizen presented on {1} through the office's WhatsApp channel.",
    "For your information: case {0}, presented on {1}; {2} deals with it.",
    "May we remind you of case {0}, presented on {1}: the term is over and we have no answer yet.",
    "Case {0}, presented on {1}, is back with the public relations office: there is nothing more for you to "
    "do. "
    "Please disregard our former letter.",
    "To answer simply use \"Reply\" and leave the address as it is: your answer and its attachments reach "
    "the case. "
    "We write to the citizen ourselves.",
    "If you want to add something, use \"Reply\" and leave the address as it is.",
    "Note of the office",
    "The case",
    "The conversation",
    "Attachments",
    "Number",
    "Kind",
    "Subject",
    "Citizen",
    "Presented",
    "To be answered by",
    "URGENT",
    "Only a part of the conversation is given.",
    {"identity not verified", "identity declared", "identity verified"},
    {"request", "report", "complaint", "suggestion", "civic access"},
    "Citizen",
    "not attached",
    "This letter contains personal data, handed over for official purposes only.",
    "{0}: {1}",
    "{0} for information: {1}",
    "Reminder {0}: {1}",
    "{0} recalled: {1}",
};

const Words& words_in(std::string_view language) {
  return language == "en" ? english : italian;
}

template <class... Args>
std::string with(const char* words, const Args&... args) {
  return fmt::format(fmt::runtime(words), args...);
}

const char* kind_word(const Words& words, const Dossier& dossier) {
  return words.kinds[static_cast<std::size_t>(dossier.ticket_kind)];
}

/// What the letter says in one sentence.
std::string opening(const Words& words, const Dossier& dossier) {
  const std::string number = to_string(dossier.ticket);
  switch (dossier.kind) {
    case Dossier::Kind::reminder:
      return with(words.reminded, number, dossier.presented);
    case Dossier::Kind::recall:
      return with(words.recalled, number, dossier.presented);
    case Dossier::Kind::dossier:
      break;
  }
  if (dossier.lead) return with(words.handed, number, dossier.presented);
  return with(words.copied, number, dossier.presented, dossier.leading_service);
}

std::vector<std::pair<std::string, std::string>> facts(const Words& words, const Dossier& dossier) {
  std::vector<std::pair<std::string, std::string>> all;
  std::string number = to_string(dossier.ticket);
  if (dossier.urgent) number += std::string(", ") + words.urgent;
  all.emplace_back(words.number, number);
  all.emplace_back(words.kind, kind_word(words, dossier));
  if (!dossier.subject.empty()) all.emplace_back(words.subject, dossier.subject);
  if (dossier.kind != Dossier::Kind::recall) {
    all.emplace_back(words.person,
                     dossier.person + ", " + words.identified[static_cast<std::size_t>(dossier.identified)]);
  }
  all.emplace_back(words.presented, dossier.presented);
  if (!dossier.due.empty() && dossier.lead && dossier.kind != Dossier::Kind::recall)
    all.emplace_back(words.due, dossier.due);
  return all;
}

std::string file_words(const Words& words, const Dossier::File& file) {
  std::string text = file.name + " (" + file.what + ")";
  if (!file.attached) text += std::string(": ") + words.listed + ", " + file.why;
  return text;
}

std::string speaker(const Words& words, const Dossier& dossier, const Dossier::Line& line) {
  return line.from_citizen ? words.citizen : dossier.office;
}

/// Their own words begin no line of ours: a "From " or a heading of a stranger stays theirs.
std::string indented(std::string_view text) {
  std::string lines = "  ";
  for (const char c : text) {
    lines += c;
    if (c == '\n') lines += "  ";
  }
  return lines;
}

constexpr const char* style =
    "body{font-family:sans-serif;line-height:1.45;max-width:46em;margin:1em auto;padding:0 1em;color:#111;"
    "background:#fff}\n"
    "h1{font-size:1.3em}h2{font-size:1.1em;border-bottom:1px solid #555}\n"
    "dt{font-weight:bold}dd{margin:0 0 .4em 0}ol{list-style:none;padding:0}\n"
    "li.m{margin:0 0 .8em 0;padding-left:.8em;border-left:3px solid #555;break-inside:avoid}\n"
    "li.o{border-left-style:double}p.w{margin:.2em 0}\n"
    "@media print{body{max-width:none;margin:0}}\n";

void add_section(std::string& html, const char* title) {
  html += with("<h2>{0}</h2>\n", html_lines(title));
}

}  // namespace

std::string dossier_subject(const Dossier& dossier) {
  const Words& words = words_in(dossier.language);
  const std::string about = dossier.subject.empty() ? kind_word(words, dossier) : dossier.subject;
  const std::string number = to_string(dossier.ticket);
  switch (dossier.kind) {
    case Dossier::Kind::reminder:
      return with(words.subject_reminded, number, about);
    case Dossier::Kind::recall:
      return with(words.subject_recalled, number, about);
    case Dossier::Kind::dossier:
      break;
  }
  return with(dossier.lead ? words.subject_handed : words.subject_copied, number, about);
}

std::string dossier_text(const Dossier& dossier) {
  const Words& words = words_in(dossier.language);
  std::string text = with(words.greeting, dossier.service) + "\n\n" + opening(words, dossier) + "\n\n";
  if (!dossier.note.empty()) text += std::string(words.note) + ":\n" + indented(dossier.note) + "\n\n";
  if (dossier.kind != Dossier::Kind::recall)
    text += std::string(dossier.lead ? words.how : words.how_copy) + "\n\n";
  for (const auto& [name, value] : facts(words, dossier)) text += name + ": " + value + "\n";
  if (!dossier.lines.empty()) {
    text += std::string("\n") + words.conversation + "\n";
    if (dossier.partly) text += std::string(words.partly) + "\n";
    for (const auto& line : dossier.lines) {
      text += "\n" + line.at + "  " + speaker(words, dossier, line) + "  (" + line.reference + ")\n";
      if (!line.text.empty()) text += indented(line.text) + "\n";
      if (!line.file.empty()) text += indented("[" + line.file + "]") + "\n";
    }
  }
  if (!dossier.files.empty()) {
    text += std::string("\n") + words.files + "\n";
    for (const auto& file : dossier.files) text += "- " + file_words(words, file) + "\n";
  }
  return text + "\n-- \n" + dossier.office + "\n" + words.signature + "\n";
}

std::string dossier_html(const Dossier& dossier) {
  const Words& words = words_in(dossier.language);
  std::string html = with(
      "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{1}</title>\n"
      "<style>\n{2}</style>\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n<p>{3}</p>\n<p>{4}</p>\n",
      dossier.language == "en" ? "en" : "it", html_lines(dossier_subject(dossier)), style,
      html_lines(with(words.greeting, dossier.service)), html_lines(opening(words, dossier)));
  if (!dossier.note.empty()) {
    add_section(html, words.note);
    html += "<p>" + html_lines(dossier.note) + "</p>\n";
  }
  if (dossier.kind != Dossier::Kind::recall)
    html += "<p>" + html_lines(dossier.lead ? words.how : words.how_copy) + "</p>\n";
  add_section(html, words.facts);
  html += "<dl>\n";
  for (const auto& [name, value] : facts(words, dossier))
    html += "<dt>" + html_lines(name) + "</dt><dd>" + html_lines(value) + "</dd>\n";
  html += "</dl>\n";
  if (!dossier.lines.empty()) {
    add_section(html, words.conversation);
    if (dossier.partly) html += "<p>" + html_lines(words.partly) + "</p>\n";
    html += "<ol>\n";
    for (const auto& line : dossier.lines) {
      html += with(
          "<li class=\"m{0}\"><p class=\"w\"><time datetime=\"{1}\">{2}</time> <strong>{3}</strong> "
          "({4})</p>\n",
          line.from_citizen ? "" : " o", line.iso, line.at, html_lines(speaker(words, dossier, line)),
          line.reference);
      if (!line.text.empty()) html += "<p class=\"w\">" + html_lines(line.text) + "</p>\n";
      if (!line.file.empty()) html += "<p class=\"w\">[" + html_lines(line.file) + "]</p>\n";
      html += "</li>\n";
    }
    html += "</ol>\n";
  }
  if (!dossier.files.empty()) {
    add_section(html, words.files);
    html += "<ul>\n";
    for (const auto& file : dossier.files) html += "<li>" + html_lines(file_words(words, file)) + "</li>\n";
    html += "</ul>\n";
  }
  return html + "</main>\n<footer><p>" + html_lines(dossier.office) + "<br>\n" + html_lines(words.signature) +
         "</p></footer>\n</body>\n</html>\n";
}

std::string dossier_too_large(std::string_view language) {
  return language == "en" ? "the letter would be too large" : "la lettera sarebbe troppo grande";
}

std::string dossier_not_stored(std::string_view language) {
  return language == "en" ? "it did not reach the office" : "non è arrivato all'ufficio";
}

std::string dossier_withdrawn(std::string_view language) {
  return language == "en" ? "(withdrawn by the citizen)" : "(ritirato dal cittadino)";
}

std::string dossier_edited(std::string_view language) {
  return language == "en" ? "(edited)" : "(modificato)";
}

}  // namespace urp
