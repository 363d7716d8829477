#include "domain/part_people.hpp"

namespace urp {
namespace {

struct WhoIsIt {
  PartPeople operator()(const InboundMessage& part) const { return {{part.sender}, part.at, part.wamid}; }
  PartPeople operator()(const InboundAmendment& part) const { return {{part.sender}, part.at, part.wamid}; }
  PartPeople operator()(const StatusUpdate& part) const { return {{part.recipient}, part.at, part.wamid}; }
  PartPeople operator()(const IdentityChange& part) const {
    return {{part.before, part.after}, part.at, part.wamid};
  }
  PartPeople operator()(const PreferenceChange& part) const { return {{part.sender}, part.at, {}}; }
  PartPeople operator()(const Echo& part) const { return (*this)(part.message); }
  PartPeople operator()(const ChannelNotice& part) const {
    PartPeople spoken;
    if (part.handover) spoken.people.push_back(part.handover->person);
    return spoken;
  }
  PartPeople operator()(const Unhandled&) const { return {}; }
};

}  // namespace

PartPeople people_of(const PartContent& content) {
  return std::visit(WhoIsIt{}, content);
}

std::vector<std::string> ids_of(const Sender& person) {
  std::vector<std::string> ids;
  for (const auto* id : {&person.phone, &person.user_id, &person.parent_user_id}) {
    if (!id->empty()) ids.push_back(*id);
  }
  return ids;
}

}  // namespace urp
