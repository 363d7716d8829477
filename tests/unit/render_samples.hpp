// render_samples.hpp: a ticket and a message with everything in them, for the tests of render.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <urp/message.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp::test {

inline Zone rome() {
  std::ifstream file("/usr/share/zoneinfo/Europe/Rome", std::ios::binary);
  return Zone::parse(std::string(std::istreambuf_iterator<char>(file), {}), "Europe/Rome");
}

/// Sunday 22 November 2026, 10:31:00 in Rome, and so many seconds later.
inline TimePoint sunday(int later = 0) {
  return TimePoint(Seconds(1'795'339'860 + later));
}

inline Ticket full_ticket() {
  Ticket ticket;
  ticket.id = {415};
  ticket.kind = TicketKind::report;
  ticket.state = TicketState::routed;
  ticket.urgent = true;
  ticket.subject = "buca in via Roma";
  ticket.contact = {{57}, "Maria Serra", "+393330000102", "IT.57abc", "sarda_82", true};
  ticket.service = "lavori-pubblici";
  ticket.dispatches = {{"lavori-pubblici", true, "sent", sunday(60), sunday(86'400), std::nullopt},
                       {"ambiente", false, "queued", std::nullopt, std::nullopt, std::nullopt}};
  ticket.clerk = "maria";
  ticket.tags = {"verde", "buche"};
  ticket.flags = {"offensive"};
  ticket.unread = 2;
  ticket.messages = 9;
  ticket.preview = "è pericolosa";
  ticket.presented_at = sunday();
  ticket.waiting_since = sunday(1);
  ticket.last_message_at = sunday(2);
  ticket.last_inbound_at = sunday(3);
  ticket.window_closes_at = sunday(4);
  ticket.first_answered_at = sunday(5);
  ticket.first_answer_due_at = sunday(6);
  ticket.term_due_at = sunday(7);
  ticket.overdue = true;
  ticket.postponed_until = sunday(8);
  ticket.closed_at = sunday(9);
  ticket.outcome = Outcome::not_ours;
  ticket.linked_to = TicketId{288};
  ticket.linked = {{412}, {413}};
  ticket.identified = Identified::declared;
  ticket.revision = 77;
  return ticket;
}

inline Message full_message() {
  Message message;
  message.id = {9001};
  message.ticket = TicketId{415};
  message.number = 4;
  message.contact = {57};
  message.direction = Direction::in;
  message.type = "image";
  message.purpose = "survey";
  message.text = "Ecco le \"foto\",\nperché è pericolosa";
  message.media = Media{"image/jpeg",
                        1'200'000,
                        "ab12",
                        "=foto;1.jpg",
                        true,
                        false,
                        14,
                        "trascritto",
                        MediaState::stored,
                        "/var/lib/urp/media/ab/ab12",
                        "https://desk.example.org/ab12"};
  message.location = Location{39.2153, 9.1107, "Municipio", "Via Roma, Cagliari"};
  message.cards = {{1, "name", std::nullopt, "Paolo Usai"},
                   {1, "phone", "CELL", "+393330000103"},
                   {2, "name", std::nullopt, "Anna Melis"}};
  message.facts = {{"forwarded", "true"}, {"original_type", "sticker"}};
  message.quote = MessageRef{{12}, 3};
  message.amendments = {{AmendmentKind::reaction, "👍", sunday(30)},
                        {AmendmentKind::revoke, std::nullopt, sunday(40)}};
  message.at = sunday();
  message.received_at = sunday(2);
  message.status = Delivery::failed;
  message.status_at = sunday(4);
  message.attempts = {{"00ff", sunday(3), "refused", 131053}};
  message.error = MessageError{131053, "media upload error"};
  message.provider_id = "wamid.test-415-4";
  message.clerk = "maria";
  message.automatic = true;
  message.hidden = true;
  message.ground = "personal-data";
  message.revision = 78;
  return message;
}

}  // namespace urp::test
