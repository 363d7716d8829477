// part_people.hpp: whom a part of a webhook speaks of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/part.hpp"

namespace urp {

struct PartPeople {
  std::vector<Sender> people;
  std::optional<TimePoint> at;  // when, as WhatsApp says
  std::string wamid;            // of what was said; empty: nothing was
};
PartPeople people_of(const PartContent& content);

/// What WhatsApp calls the person, but not the username: that may be a word like any other.
std::vector<std::string> ids_of(const Sender& person);

}  // namespace urp
