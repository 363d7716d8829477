#include "render/open_data.hpp"

#include <fmt/format.h>

#include "render/csv.hpp"
#include "render/json_document.hpp"
#include "render/xml.hpp"

namespace urp::render {
namespace {

template <class Out>
void put_case(Out& out, const OpenCase& one) {
  out.text("id", one.id);
  out.text("kind", one.kind);
  out.text("state", one.state);
  out.text("service", one.service);
  out.text("outcome", one.outcome);
  out.text("subject", one.subject);
  out.text("presented_on", one.presented_on);
  out.text("closed_on", one.closed_on);
  out.number("answer_days", one.answer_days);
  out.number("latitude", one.latitude);
  out.number("longitude", one.longitude);
}

void put_month(auto& out, const OpenMonth& one) {
  out.text("month", one.month);
  out.text("kind", one.kind);
  out.number("cases", one.cases);
  out.flag("masked", !one.cases.has_value());
}

template <class Row, class Put>
std::string csv(const std::vector<Row>& rows, const Put& put) {
  std::string out;
  CsvNames names(out, ',');
  put(names, Row());
  out += '\n';
  TimeCache times{Zone()};
  for (const Row& row : rows) {
    CsvCells cells(out, CsvLayout(), times);
    put(cells, row);
    out += '\n';
  }
  return out;
}

/// The fields of a case inside an object that is open.
class JsonFields {
 public:
  explicit JsonFields(JsonWriter& json) : json_(&json) {}
  void text(std::string_view name, const auto& value) { json_->field(name, value); }
  void number(std::string_view name, const auto& value) { json_->field(name, value); }

 private:
  JsonWriter* json_;
};

std::string address(const Catalogue& catalogue, const std::string& name) {
  std::string base = catalogue.archive.url;
  if (base.empty()) return "urn:urp:" + name;
  if (base.back() != '/') base += '/';
  return base + name;
}

constexpr std::string_view file_types = "http://publications.europa.eu/resource/authority/file-type/";

std::string file_type(const std::string& name) {
  if (name.ends_with(".csv")) return "CSV";
  return name.ends_with(".geojson") ? "GEOJSON" : "JSON";
}

std::string license(const Catalogue& catalogue) {
  return catalogue.archive.license.empty() ? "https://creativecommons.org/licenses/by/4.0/"
                                           : catalogue.archive.license;
}

class CatalogueWriter {
 public:
  explicit CatalogueWriter(const Catalogue& catalogue) : catalogue_(catalogue) {}

  std::string print(const std::vector<std::string>& files) {
    constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    xml_.open("rdf:RDF", {{"xmlns:rdf", rdf},
                          {"xmlns:rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
                          {"xmlns:dct", "http://purl.org/dc/terms/"},
                          {"xmlns:dcat", "http://www.w3.org/ns/dcat#"},
                          {"xmlns:dcatapit", "http://dati.gov.it/onto/dcatapit#"},
                          {"xmlns:foaf", "http://xmlns.com/foaf/0.1/"}});
    catalogue();
    dataset(files);
    for (const auto& file : files) distribution(file);
    agent();
    licence();
    return xml_.take();
  }

 private:
  std::string at(const std::string& name) const { return address(catalogue_, name); }
  void date(const char* name, const std::string& day) {
    xml_.text(name, day, {{"rdf:datatype", "http://www.w3.org/2001/XMLSchema#date"}});
  }
  void refer(const char* name, const std::string& to) { xml_.empty(name, {{"rdf:resource", to}}); }
  void italian(const char* name, const std::string& words) { xml_.text(name, words, {{"xml:lang", "it"}}); }

  void catalogue() {
    xml_.open("dcatapit:Catalog", {{"rdf:about", at("catalogue")}});
    refer("rdf:type", "http://www.w3.org/ns/dcat#Catalog");
    italian("dct:title", "Dati aperti, " + catalogue_.office);
    italian("dct:description",
            "Pratiche dell'ufficio relazioni con il pubblico approvate per la pubblicazione");
    refer("dct:publisher", at("publisher"));
    refer("foaf:homepage", at(""));
    refer("dct:language", "http://publications.europa.eu/resource/authority/language/ITA");
    date("dct:issued", catalogue_.issued);
    date("dct:modified", catalogue_.modified);
    refer("dcat:themeTaxonomy", "http://publications.europa.eu/resource/authority/data-theme");
    refer("dcat:dataset", at("dataset"));
    xml_.close();
  }

  void dataset(const std::vector<std::string>& files) {
    xml_.open("dcatapit:Dataset", {{"rdf:about", at("dataset")}});
    refer("rdf:type", "http://www.w3.org/ns/dcat#Dataset");
    xml_.text("dct:identifier", publisher_code() + ":urp-pratiche");
    italian("dct:title", "Richieste e segnalazioni dei cittadini, " + catalogue_.office);
    italian(
        "dct:description",
        "Tipo, stato, servizio, date e luogo approssimato delle pratiche approvate; senza dati personali. "
        "I numeri piccoli sono oscurati.");
    date("dct:issued", catalogue_.issued);
    date("dct:modified", catalogue_.modified);
    refer("dct:accrualPeriodicity", "http://publications.europa.eu/resource/authority/frequency/IRREG");
    refer("dcat:theme", "http://publications.europa.eu/resource/authority/data-theme/GOVE");
    refer("dct:language", "http://publications.europa.eu/resource/authority/language/ITA");
    refer("dct:publisher", at("publisher"));
    refer("dct:rightsHolder", at("publisher"));
    for (const auto& file : files) refer("dcat:distribution", at(file));
    xml_.close();
  }

  void distribution(const std::string& file) {
    xml_.open("dcatapit:Distribution", {{"rdf:about", at(file)}});
    refer("rdf:type", "http://www.w3.org/ns/dcat#Distribution");
    xml_.text("dct:title", file);
    refer("dcat:accessURL", at(file));
    refer("dct:format", std::string(file_types) + file_type(file));
    refer("dct:license", license(catalogue_));
    xml_.close();
  }

  std::string publisher_code() const {
    return catalogue_.archive.office_code.empty() ? "urp" : catalogue_.archive.office_code;
  }

  void agent() {
    xml_.open("dcatapit:Agent", {{"rdf:about", at("publisher")}});
    refer("rdf:type", "http://xmlns.com/foaf/0.1/Agent");
    xml_.text("dct:identifier", publisher_code());
    italian("foaf:name",
            catalogue_.archive.publisher.empty() ? catalogue_.office : catalogue_.archive.publisher);
    xml_.close();
  }

  void licence() {
    xml_.open("dcatapit:LicenseDocument", {{"rdf:about", license(catalogue_)}});
    refer("rdf:type", "http://purl.org/dc/terms/LicenseDocument");
    if (catalogue_.archive.license.empty()) {
      refer("dct:type", "http://purl.org/adms/licencetype/Attribution");
      italian("foaf:name", "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)");
    }
    xml_.close();
  }

  const Catalogue& catalogue_;
  XmlWriter xml_;
};

}  // namespace

std::string open_csv(const std::vector<OpenCase>& cases) {
  return csv(cases, [](auto& out, const OpenCase& one) { put_case(out, one); });
}

std::string open_months_csv(const std::vector<OpenMonth>& months) {
  return csv(months, [](auto& out, const OpenMonth& one) { put_month(out, one); });
}

std::string open_json(const std::vector<OpenCase>& cases) {
  return document([&](JsonWriter& json) {
           json.list("cases", cases, [&json](const OpenCase& one) {
             json.begin_object();
             JsonFields fields(json);
             put_case(fields, one);
             json.end_object();
           });
         }) +
         "\n";
}

std::string open_geojson(const std::vector<OpenCase>& cases) {
  std::vector<OpenCase> placed;
  for (const OpenCase& one : cases) {
    if (one.latitude && one.longitude) placed.push_back(one);
  }
  std::string out;
  TimeCache times{Zone()};
  JsonWriter json(out, times);
  json.begin_object();
  json.field("type", "FeatureCollection");
  json.list("features", placed, [&json](const OpenCase& one) {
    json.begin_object();
    json.field("type", "Feature");
    json.key("geometry");
    json.begin_object();
    json.field("type", "Point");
    const double position[] = {*one.longitude, *one.latitude};
    json.list("coordinates", position);
    json.end_object();
    json.key("properties");
    json.begin_object();
    JsonFields fields(json);
    put_case(fields, one);
    json.end_object();
    json.end_object();
  });
  json.end_object();
  return out + "\n";
}

std::string open_catalogue(const Catalogue& catalogue, const std::vector<std::string>& files) {
  return CatalogueWriter(catalogue).print(files);
}

}  // namespace urp::render
