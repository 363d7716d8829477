// Of several faults one exit status: 3, then 9, 7, 6; the message names all.
#include <doctest/doctest.h>

#include <vector>

#include "cli/bulk.hpp"

using namespace urp;

namespace {

Error gravest(const std::vector<Fault>& faults) {
  std::vector<Error> errors;
  for (const Fault fault : faults) {
    const std::string name(fault_name(fault));
    errors.emplace_back(fault, "it is " + name, "cure of " + name);
  }
  try {
    cli::throw_gravest(errors);
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace

TEST_CASE("bulk: of several faults the gravest gives the status and the hint, wherever it stands") {
  const std::vector<Fault> order = {Fault::not_found, Fault::refused, Fault::conflict, Fault::window_closed,
                                    Fault::usage};
  for (std::size_t graver = 0; graver < order.size(); ++graver) {
    for (std::size_t lesser = graver + 1; lesser < order.size(); ++lesser) {
      for (const auto& faults :
           {std::vector{order[graver], order[lesser]}, std::vector{order[lesser], order[graver]}}) {
        const auto error = gravest(faults);
        CHECK(error.fault() == order[graver]);
        CHECK(error.hint() == "cure of " + std::string(fault_name(order[graver])));
      }
    }
  }
  CHECK(std::string(gravest({Fault::conflict, Fault::not_found}).what()) ==
        "it is conflict; it is not_found");
}

TEST_CASE("bulk: more than five reasons are counted, not written out") {
  const auto error = gravest(std::vector<Fault>(7, Fault::conflict));
  CHECK(std::string(error.what()).ends_with("it is conflict; and 2 more"));
}
