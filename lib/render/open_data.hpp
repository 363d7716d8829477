// open_data.hpp: approved cases without persons, for everybody: CSV, JSON, GeoJSON, and their metadata after
// DCAT-AP_IT.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp::render {

/// A case as everybody may know it.
struct OpenCase {
  std::string id, kind, state;
  std::optional<std::string> service, outcome, subject;
  std::string presented_on;  // 2026-11-23
  std::optional<std::string> closed_on;
  std::optional<std::int64_t> answer_days;    // calendar days until the first answer
  std::optional<double> latitude, longitude;  // about a hundred metres
};
std::string open_csv(const std::vector<OpenCase>& cases);
std::string open_json(const std::vector<OpenCase>& cases);
/// Those with a place.
std::string open_geojson(const std::vector<OpenCase>& cases);

struct OpenMonth {
  std::string month;  // 2026-11
  std::string kind;
  std::optional<std::int64_t> cases;  // none: too few to be told
};
std::string open_months_csv(const std::vector<OpenMonth>& months);

struct Catalogue {
  std::string office;
  Settings::Archive archive;
  std::string issued, modified;  // 2026-11-23
};
/// RDF/XML. `files` stand beside it.
std::string open_catalogue(const Catalogue& catalogue, const std::vector<std::string>& files);

}  // namespace urp::render
