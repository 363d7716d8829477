// Other names for people, cases and numbers.
#include "domain/pseudonym.hpp"

#include <doctest/doctest.h>

using namespace urp;

namespace {

const Pseudonyms ours(std::string(32, 'k'));

Message message() {
  Message one;
  one.ticket = TicketId{415};
  one.number = 3;
  one.contact = ContactId{57};
  one.text = "Sono Maria, 333 000 0102";
  one.media.emplace();
  one.media->file_name = "maria.pdf";
  one.media->path = "/x";
  one.media->sha256 = std::string(64, 'a');
  one.location = Location{39.215432, 9.110234, "Casa", "via Roma 1"};
  one.cards.push_back({1, "phone", std::nullopt, "+39 333 000 0103"});
  one.provider_id = "wamid.1";
  one.clerk = "maria";
  one.quote = MessageRef{TicketId{415}, 1};
  return one;
}

}  // namespace

TEST_CASE("pseudonyms: the same for the same under one key, others under another") {
  Message a = message(), b = message(), c = message();
  ours.apply(a);
  Pseudonyms(std::string(32, 'k')).apply(b);
  Pseudonyms(std::string(32, 'x')).apply(c);
  CHECK(a.contact == b.contact);
  CHECK(a.clerk == b.clerk);
  CHECK(a.contact != c.contact);
  CHECK(a.clerk != c.clerk);
  CHECK(a.ticket == a.quote->ticket);  // what belongs together still does
  Ticket ticket;
  ticket.id = TicketId{415};
  ticket.contact.id = ContactId{57};
  ours.apply(ticket);
  CHECK(ticket.id == *a.ticket);
  CHECK(ticket.contact.id == a.contact);
}

TEST_CASE("pseudonyms: nothing that leads to the person is left") {
  Message one = message();
  ours.apply(one);
  CHECK(one.text == "Sono Maria, [omissis]");
  CHECK_FALSE(one.media->file_name);
  CHECK_FALSE(one.media->path);
  CHECK(one.media->sha256 != std::string(64, 'a'));
  CHECK(one.location->latitude == doctest::Approx(39.215));
  CHECK_FALSE(one.location->address);
  CHECK(one.cards[0].value == "[omissis]");
  CHECK(one.provider_id->starts_with("message-"));
  Ticket ticket;
  ticket.contact.name = "Maria Serra";
  ticket.contact.phone = "+393330000102";
  ticket.subject = "Richiamare il 333 000 0102";
  ours.apply(ticket);
  CHECK(ticket.contact.name->starts_with("name-"));
  CHECK(ticket.contact.phone->starts_with("phone-"));
  CHECK(ticket.subject == "Richiamare il [omissis]");
  ExportedContact contact;
  contact.contact.id = ContactId{57};
  contact.profile_name = "Maria Serra";
  contact.note = "figlia di Anna";
  ours.apply(contact);
  CHECK(contact.contact.id == one.contact);
  CHECK(contact.profile_name == ticket.contact.name);
  CHECK_FALSE(contact.note);
}
