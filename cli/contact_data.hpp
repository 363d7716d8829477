// contact_data.hpp: the parts of `urp contact` that concern a person's data: access, erase, hold.
#pragma once

namespace urp::cli {

class Arguments;
class Invocation;

void add_contact_data(Arguments& contact, Invocation& invocation);

}  // namespace urp::cli
