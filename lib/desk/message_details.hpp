// message_details.hpp: what stands beside a message: its tries, its file, who flagged it.
#pragma once

#include <urp/message.hpp>
#include <urp/office.hpp>

#include "office/local.hpp"

namespace urp {

void add_details(const Office& office, const db::Access& db, Message& message);

}  // namespace urp
