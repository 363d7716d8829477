#include "render/archive_xml.hpp"

#include <algorithm>
#include <array>

#include <urp/text.hpp>

#include "domain/hash.hpp"
#include "render/xml.hpp"

namespace urp::render {
namespace {

constexpr std::string_view sincro = "http://www.uni.com/U3011/sincro-v2/";

std::string date_of(TimePoint at, const Zone& zone) {
  constexpr std::size_t date_length = 10;
  return iso_time(at, zone).substr(0, date_length);
}

/// Annex 5 has the bytes of the hash as base64Binary; SInCRO a text, where they stand as `sha256sum` prints
/// them.
std::string base64_of_hex(std::string_view digits) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string bytes = unhex(digits).value_or("");
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
    };
    const unsigned three = byte(0) << 16 | byte(1) << 8 | byte(2);
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    for (std::size_t i = 0; i < 4; ++i) text += i <= count ? letters[three >> (18 - 6 * i) & 63] : '=';
  }
  return text;
}

/// The office's own kinds stand for a plan of classification, which it keeps in its registry.
std::string_view kind_of(TicketKind kind) {
  switch (kind) {
    case TicketKind::request:
      return "Richiesta";
    case TicketKind::report:
      return "Segnalazione";
    case TicketKind::complaint:
      return "Reclamo";
    case TicketKind::suggestion:
      return "Suggerimento";
    case TicketKind::access:
      return "Accesso civico";
  }
  return "Richiesta";
}

std::string dossier_id(const Package& package) {
  const std::string office = package.archive.office_code.empty() ? "urp" : package.archive.office_code;
  return office + "-" + to_string(package.ticket.id);
}

std::string office_code(const Package& package) {
  return package.archive.office_code.empty() ? "-" : package.archive.office_code;
}

/// One line: metadata has no place for a citizen's line breaks.
std::string line(std::string_view text) {
  return escape_controls(text);
}

std::string subject_of(const Package& package) {
  if (package.ticket.subject && !package.ticket.subject->empty()) return line(*package.ticket.subject);
  return to_string(package.ticket.id);
}

void put_public_body(XmlWriter& xml, const Package& package) {
  xml.open("PAI");
  xml.open("IPAAmm");
  xml.text("Denominazione", package.office);
  xml.text("CodiceIPA", office_code(package));
  xml.close();
  if (!package.archive.area.empty()) {
    xml.open("IPAAOO");
    xml.text("Denominazione", package.archive.area);
    xml.text("CodiceIPA", package.archive.area);
    xml.close();
  }
  xml.close();
}

void put_subjects(XmlWriter& xml, const Package& package) {
  xml.open("Soggetti");
  xml.open("Ruolo");
  xml.open("AmministrazioneTitolare");
  xml.text("TipoRuolo", "Amministrazione titolare");
  put_public_body(xml, package);
  xml.close();
  xml.close();
  const auto& contact = package.ticket.contact;
  xml.open("Ruolo");
  xml.open("SoggettoIntestatarioPersonaFisica");
  xml.text("TipoRuolo", "Soggetto intestatario persona fisica");
  xml.open("PF");
  // WhatsApp gives one name, in no order that says which is which.
  xml.text("Cognome", line(contact.name.value_or(to_string(contact.id))));
  xml.text("Nome", "-");
  if (contact.phone) xml.text("IndirizziDigitaliDiRiferimento", "tel:" + *contact.phone);
  xml.close();
  xml.close();
  xml.close();
  xml.close();
}

/// The leading service, or the office itself.
void put_assignment(XmlWriter& xml, const Package& package, const std::string& date) {
  xml.open("Assegnazione");
  xml.text("TipoAssegnazioneRuolo", "Per competenza");
  xml.open("SoggettoAssegnatario");
  xml.text("DenominazioneOrganizzazione", package.office);
  xml.text("DenominazioneUfficio", line(package.ticket.service.value_or(package.office)));
  xml.close();
  xml.text("DataInizioAssegnazione", date);
  xml.close();
}

void put_documents(XmlWriter& xml, const Package& package) {
  xml.open("IndiceDocumenti");
  for (const auto& file : package.files) {
    xml.open("TipoDocumento");
    xml.open("DocumentoInformatico");
    xml.open("IdDoc");
    xml.open("ImprontaCrittograficaDelDocumento");
    xml.text("Impronta", base64_of_hex(file.sha256));
    xml.text("Algoritmo", "SHA-256");
    xml.close();
    xml.text("Identificativo", file.name);
    xml.close();
    xml.close();
    xml.close();
  }
  xml.close();
}

void put_agent(XmlWriter& xml, const Package& package) {
  xml.text("AgentID", office_code(package));
  xml.open("AgentName");
  xml.text("FormalName", package.office);
  xml.close();
}

}  // namespace

std::string dossier_metadata(const Package& package, const Zone& zone) {
  const Ticket& ticket = package.ticket;
  XmlWriter xml;
  xml.open("AggregazioneDocumentaliInformatiche");
  xml.open("IdAgg");
  xml.text("TipoAggregazione", "Fascicolo");
  xml.text("IdAggregazione", dossier_id(package));
  xml.close();
  xml.text("TipologiaFascicolo", "affare");
  put_subjects(xml, package);
  put_assignment(xml, package, date_of(ticket.presented_at, zone));
  xml.text("DataApertura", date_of(ticket.presented_at, zone));
  xml.open("Classificazione");
  xml.text("IndiceDiClassificazione", to_name(ticket.kind));
  xml.text("Descrizione", kind_of(ticket.kind));
  xml.close();
  xml.text("Progressivo", std::to_string(ticket.id.value));
  xml.open("ChiaveDescrittiva");
  xml.text("Oggetto", subject_of(package));
  for (const auto& tag : ticket.tags) xml.text("ParoleChiave", line(tag));
  xml.close();
  if (ticket.closed_at) xml.text("DataChiusura", date_of(*ticket.closed_at, zone));
  put_documents(xml, package);
  for (const auto& entry : package.protocol) {
    xml.text("Note", entry.reg + " " + entry.number + "/" + std::to_string(entry.year) + ", " + entry.date +
                         ", SHA-256 " + entry.sha256);
  }
  return xml.take();
}

std::string dossier_index(const Package& package, const Zone& zone, std::string_view urp_version) {
  XmlWriter xml;
  xml.open("PIndex", {{"xmlns", sincro},
                      {"language", "it"},
                      {"sincroVersion", "2.0"},
                      {"uri", "http://www.uni.com/U3011/sincro-v2/PIndex.xsd"}});
  xml.open("SelfDescription");
  xml.text("ID", dossier_id(package) + "-index", {{"scheme", "local"}});
  xml.open("CreatingApplication");
  xml.text("Name", "urp");
  xml.text("Version", urp_version);
  xml.text("Producer", "urp");
  xml.close();
  xml.close();
  xml.open("PVolume");
  xml.text("ID", dossier_id(package), {{"scheme", "local"}});
  xml.text("Label", to_string(package.ticket.id));
  xml.text("Description", subject_of(package));
  xml.close();
  xml.open("FileGroup");
  xml.text("ID", dossier_id(package) + "-files", {{"scheme", "local"}});
  for (const auto& file : package.files) {
    const std::size_t dot = file.name.rfind('.');
    const std::string extension = dot == std::string::npos ? "bin" : file.name.substr(dot + 1);
    xml.open("File", {{"encoding", "binary"}, {"extension", extension}, {"format", file.mime_type}});
    xml.text("ID", file.name, {{"scheme", "local"}});
    xml.text("Path", file.name);
    xml.text("Hash", file.sha256, {{"hashFunction", "SHA-256"}});
    xml.close();
  }
  xml.close();
  xml.open("Process");
  xml.open("Submitter", {{"agentType", "legal person"}});
  put_agent(xml, package);
  xml.close();
  xml.open("Holder", {{"agentType", "legal person"}, {"holderRole", "soggetto produttore"}});
  put_agent(xml, package);
  xml.close();
  xml.open("AuthorizedSigner", {{"agentType", "legal person"}, {"signerRole", "Delegate"}});
  put_agent(xml, package);
  xml.close();
  xml.open("TimeReference");
  xml.text("TimeInfo", iso_time(package.at, zone), {{"attachedTimeStamp", "false"}});
  xml.close();
  xml.text("LawsAndRegulations",
           "Linee guida AgID sulla formazione, gestione e conservazione dei documenti informatici (2020)");
  return xml.take();
}

}  // namespace urp::render
