#include <urp/error.hpp>

namespace urp {

std::string_view fault_name(Fault fault) {
  switch (fault) {
    case Fault::failed:
      return "failed";
    case Fault::usage:
      return "usage";
    case Fault::not_found:
      return "not_found";
    case Fault::denied:
      return "denied";
    case Fault::rate_limited:
      return "rate_limited";
    case Fault::window_closed:
      return "window_closed";
    case Fault::conflict:
      return "conflict";
    case Fault::partial:
      return "partial";
    case Fault::refused:
      return "refused";
    case Fault::uncertain:
      return "uncertain";
    case Fault::schema_newer:
      return "schema_newer";
    case Fault::schema_older:
      return "schema_older";
    case Fault::busy:
      return "busy";
    case Fault::configuration:
      return "configuration";
    case Fault::interrupted:
      return "interrupted";
  }
  return "failed";
}

Error::Error(Fault fault, const std::string& what, std::string hint)
    : std::runtime_error(what), fault_(fault), hint_(std::move(hint)) {
}

}  // namespace urp
