// open_data.cpp: approved cases for everybody. What the citizen wrote never leaves; the subject, which a
// clerk wrote, is masked where it leads to a person; places are about a hundred metres wide; small numbers
// are not told.
#include <urp/desk/archive.hpp>

#include <cmath>
#include <map>

#include "domain/detect.hpp"
#include "domain/say.hpp"
#include "files/whole_folder.hpp"
#include "office/local.hpp"
#include "render/open_data.hpp"
#include "store/archive.hpp"

namespace urp {
namespace {

std::string date_of(TimePoint at, const Zone& zone) {
  constexpr std::size_t date_length = 10;
  return iso_time(at, zone).substr(0, date_length);
}

std::optional<double> blurred(const std::optional<double>& degrees) {
  constexpr double steps = 1'000;  // a thousandth of a degree: 111 m of latitude
  if (!degrees) return std::nullopt;
  return std::round(*degrees * steps) / steps;
}

render::OpenCase open_case(const store::PublicCase& one, const Zone& zone) {
  render::OpenCase open;
  open.id = one.id;
  open.kind = one.kind;
  open.state = one.state;
  open.service = one.service;
  open.outcome = one.outcome;
  if (one.subject) open.subject = mask_detected(*one.subject);
  open.presented_on = date_of(one.presented_at, zone);
  if (one.closed_at) open.closed_on = date_of(*one.closed_at, zone);
  if (one.first_answered_at) {
    open.answer_days =
        std::chrono::floor<std::chrono::days>(*one.first_answered_at - one.presented_at).count();
  }
  open.latitude = blurred(one.latitude);
  open.longitude = blurred(one.longitude);
  return open;
}

std::vector<render::OpenMonth> count_months(const std::vector<render::OpenCase>& cases) {
  constexpr std::int64_t fewest = 4;  // fewer could be told apart
  constexpr std::size_t month_length = 7;
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  for (const auto& one : cases) ++counts[{one.presented_on.substr(0, month_length), one.kind}];
  std::vector<render::OpenMonth> months;
  for (const auto& [key, count] : counts) {
    months.push_back({key.first, key.second, count < fewest ? std::nullopt : std::optional(count)});
  }
  return months;
}

}  // namespace

FolderResult export_open_data(Office& office, const std::filesystem::path& target) {
  files::WholeFolder folder(target);
  {
    auto db = office.local().write();
    db.record("export", std::nullopt, std::nullopt,
              {{"what", std::nullopt, "opendata"}, {"output", std::nullopt, target.string()}});
    db.commit();
  }
  std::vector<render::OpenCase> cases;
  for (const auto& one : store::list_public_cases(office.local().read())) {
    cases.push_back(open_case(one, office.zone()));
  }
  folder.add("cases.csv", render::open_csv(cases));
  folder.add("cases.json", render::open_json(cases));
  folder.add("cases.geojson", render::open_geojson(cases));
  folder.add("months.csv", render::open_months_csv(count_months(cases)));
  render::Catalogue catalogue;
  catalogue.office = office.settings().office.name;
  catalogue.archive = office.settings().archive;
  catalogue.issued = cases.empty() ? date_of(office.now(), office.zone()) : cases.front().presented_on;
  catalogue.modified = date_of(office.now(), office.zone());
  folder.add("catalogue.rdf",
             render::open_catalogue(catalogue, {"cases.csv", "cases.json", "cases.geojson", "months.csv"}));
  folder.commit();
  return {target, static_cast<std::int64_t>(folder.files().size()), static_cast<std::int64_t>(cases.size())};
}

}  // namespace urp
