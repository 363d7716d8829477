#include "exit_status.hpp"

namespace urp::cli {

int exit_status(Fault fault) {
  switch (fault) {  // no default: a new Fault does not compile until it has a number
    case Fault::failed:
      return 1;
    case Fault::usage:
      return 2;
    case Fault::not_found:
      return 3;
    case Fault::denied:
      return 4;
    case Fault::rate_limited:
      return 5;
    case Fault::window_closed:
      return 6;
    case Fault::conflict:
      return 7;
    case Fault::partial:
      return 8;
    case Fault::refused:
      return 9;
    case Fault::uncertain:
      return 10;
    case Fault::schema_newer:
      return 20;
    case Fault::schema_older:
      return 21;
    case Fault::busy:
      return 75;
    case Fault::configuration:
      return 78;
    case Fault::interrupted:
      return 130;
  }
  return 1;
}

}  // namespace urp::cli
