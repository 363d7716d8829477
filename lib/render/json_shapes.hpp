// json_shapes.hpp: the objects of product.md, section 7, each laid out in one place: documents and exports
// share it.
#pragma once

#include <urp/message.hpp>
#include <urp/ticket.hpp>

#include "render/json_writer.hpp"

namespace urp::render {

void put_ticket(JsonWriter& json, const Ticket& ticket);
/// `with_attempts`: as `show` has it.
void put_message(JsonWriter& json, const Message& message, bool with_attempts = false);

}  // namespace urp::render
