#include "desk/verify_stamps.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include <urp/error.hpp>

#include "db/audit.hpp"
#include "domain/say.hpp"
#include "domain/time_stamp_door.hpp"
#include "files/folder.hpp"
#include "office/plugin.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_stamp = 1 << 20;

struct Stamp {
  EventId event;
  fs::path file;
};

/// HEADS.41752.tsr
std::vector<Stamp> list_stamps(const fs::path& heads) {
  const std::string begin = heads.filename().string() + ".", end = ".tsr";
  const files::Folder folder(heads.has_parent_path() ? heads.parent_path() : fs::path("."));
  std::vector<Stamp> stamps;
  for (const auto& name : folder.list()) {
    if (!name.starts_with(begin) || !name.ends_with(end) || name.size() <= begin.size() + end.size())
      continue;
    const std::string number = name.substr(begin.size(), name.size() - begin.size() - end.size());
    std::int64_t event = 0;
    const auto* last = number.data() + number.size();
    if (const auto read = std::from_chars(number.data(), last, event); read.ptr != last || event < 1)
      continue;
    stamps.push_back({EventId{event}, folder.path() / name});
  }
  std::sort(stamps.begin(), stamps.end(), [](const Stamp& a, const Stamp& b) { return a.event < b.event; });
  return stamps;
}

std::string read_stamp(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (bytes.size() > largest_stamp) bytes.clear();  // it is none
  return bytes;
}

StampVerdict check(const Stamp& stamp, const std::string& digest, const fs::path& authorities) {
  StampVerdict verdict{};
  std::string why;
  const bool readable = net_function<CheckStampFunction>(check_stamp_function_name)(
      read_stamp(stamp.file), digest, authorities.string(), verdict, why);
  if (readable) return verdict;
  throw Error(Fault::configuration,
              say(_("{0}: no certificates of a time stamp authority can be read in it{1}"),
                  authorities.string(), why.empty() ? "" : " (" + why + ")"),
              _("[audit] tsa_ca names a file of certificates in PEM, as the authority publishes it"));
}

void tell(const Stamp& stamp, StampVerdict verdict, VerifyResult& result) {
  const std::string file = stamp.file.filename();
  const auto add = [&](const char* code, const char* sentence) {
    result.deviations.push_back(
        {code, "event " + std::to_string(stamp.event.value), say(sentence, stamp.event.value, file)});
  };
  switch (verdict) {
    case StampVerdict::right:
      return;
    case StampVerdict::broken:
      return add("stamp_altered", _("event {0}: its time stamp is not as an authority signed it ({1})"));
    case StampVerdict::other_digest:
      return add("stamp_differs",
                 _("event {0}: its time stamp is of another head: the chain up to here is not the one that "
                   "was stamped ({1})"));
    case StampVerdict::other_authority:
      return add("stamp_untrusted",
                 _("event {0}: its time stamp is of another authority than that of [audit] tsa_ca ({1})"));
  }
}

}  // namespace

void verify_stamps(const db::Access& db, const fs::path& heads, const fs::path& authorities,
                   VerifyResult& result) {
  for (const auto& stamp : list_stamps(heads)) {
    ++result.stamps;
    const auto link = db::find_link(db, stamp.event);
    if (link) {
      tell(stamp, check(stamp, link->hash, authorities), result);
    } else {
      result.deviations.push_back(
          {"stamp_missing", "event " + std::to_string(stamp.event.value),
           say(_("event {0}: is missing, and was stamped as the head of the chain ({1})"), stamp.event.value,
               stamp.file.filename().string())});
    }
  }
}

}  // namespace urp
