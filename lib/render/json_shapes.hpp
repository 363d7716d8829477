// json_shapes.hpp: the objects of urp-json(5), each laid out in one place: documents and exports
// share it.
#pragma once

#include <vector>

#include <urp/desk/contact.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/destroyed.hpp>
#include <urp/error.hpp>
#include <urp/event.hpp>
#include <urp/message.hpp>
#include <urp/notice.hpp>
#include <urp/ticket.hpp>

#include "render/json_writer.hpp"

namespace urp::render {

void put_ticket(JsonWriter& json, const Ticket& ticket);
/// As `show` has it with attempts, the time of the status and why media are missing; exports do without.
void put_message(JsonWriter& json, const Message& message, bool with_attempts = false);
void put_media(JsonWriter& json, const Media& media, bool with_why);
void put_contact(JsonWriter& json, const ContactSummary& contact);
/// "identities":[{"kind","value","valid_from","valid_to"}]
void put_identities(JsonWriter& json, const std::vector<IdentityLine>& identities);
void put_dispatch(JsonWriter& json, const Dispatch& dispatch);
/// {"notice","counts"}
void put_notice_line(JsonWriter& json, const NoticeLine& line);
void put_event(JsonWriter& json, const Event& event);
/// Inside an object that says more of it.
void put_event_fields(JsonWriter& json, const Event& event);
/// {"code","message"} of a message or a letter.
void put_error(JsonWriter& json, const MessageError& error);
/// {"code","message","hint"} of what a command could not do.
void put_failure(JsonWriter& json, const Error& error);
/// "by_ground":[{"ground","count","usual"}]
void put_strikes(JsonWriter& json, const std::vector<Strikes>& strikes);
/// "suspects":[{"ticket","number","rule","word"}]
void put_suspects(JsonWriter& json, const std::vector<Suspect>& suspects);
/// {"at","class","authorisation","ticket","count","messages","media"}
void put_destroyed(JsonWriter& json, const Destroyed& one);

}  // namespace urp::render
