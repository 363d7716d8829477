#include <doctest/doctest.h>

#include "cli/thread_blocks.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

Message media(std::int64_t number, const char* type, int second) {
  Message message;
  message.number = number;
  message.type = type;
  message.contact = ContactId{57};
  message.at = TimePoint(Seconds(1'000'000 + second));
  message.media.emplace().state = MediaState::stored;
  return message;
}

std::vector<std::size_t> sizes(const std::vector<Message>& messages) {
  std::vector<std::size_t> counts;
  for (const auto& block : group_albums(messages)) counts.push_back(block.messages.size());
  return counts;
}

}  // namespace

TEST_CASE("album: consecutive pictures, videos and documents within a minute are one block") {
  CHECK(sizes({media(2, "image", 0), media(3, "video", 20), media(4, "document", 60)}) ==
        std::vector<std::size_t>{3});
  CHECK(sizes({media(2, "image", 0), media(3, "image", 61)}) == std::vector<std::size_t>{1, 1});
}

TEST_CASE("album: a text, a voice message, another sender or another state ends it") {
  CHECK(sizes({media(1, "image", 0), media(2, "audio", 1), media(3, "image", 2)}) ==
        std::vector<std::size_t>{1, 1, 1});
  auto other = media(2, "image", 1);
  other.contact = ContactId{58};
  CHECK(sizes({media(1, "image", 0), other}) == std::vector<std::size_t>{1, 1});
  auto pending = media(2, "image", 1);
  pending.media->state = MediaState::pending;
  CHECK(sizes({media(1, "image", 0), pending}) == std::vector<std::size_t>{1, 1});
  CHECK(sizes({media(1, "image", 0), media(3, "image", 1)}) ==
        std::vector<std::size_t>{1, 1});  // 2 is elsewhere
}

TEST_CASE("album: what is hidden, edited or a quotation stands alone") {
  auto hidden = media(2, "image", 1);
  hidden.hidden = true;
  auto edited = media(2, "image", 1);
  edited.amendments.push_back({.kind = AmendmentKind::edit, .text = "Ecco", .at = {}});
  auto quoting = media(2, "image", 1);
  quoting.quote = MessageRef{TicketId{12}, 3};
  for (const Message& second : {hidden, edited, quoting}) {
    CHECK(sizes({media(1, "image", 0), second}) == std::vector<std::size_t>{1, 1});
  }
}

TEST_CASE("album: of ours, only what had the same fate; what failed or is uncertain stands alone") {
  const auto ours = [](std::int64_t number, Delivery status) {
    auto message = media(number, "image", 1);
    message.direction = Direction::out;
    message.status = status;
    return message;
  };
  CHECK(sizes({ours(1, Delivery::read), ours(2, Delivery::read), ours(3, Delivery::sent)}) ==
        std::vector<std::size_t>{2, 1});
  CHECK(sizes({ours(1, Delivery::failed), ours(2, Delivery::failed)}) == std::vector<std::size_t>{1, 1});
  CHECK(sizes({ours(1, Delivery::uncertain), ours(2, Delivery::uncertain)}) ==
        std::vector<std::size_t>{1, 1});
}

TEST_CASE("thread: events stand between the messages, by time") {
  const std::vector<Message> messages = {media(1, "text", 0), media(2, "text", 100)};
  std::vector<Event> events(3);
  events[0].at = messages[0].at;  // the same second: after the message
  events[1].at = messages[0].at + Seconds(50);
  events[2].at = messages[1].at + Seconds(1);
  std::string order;
  for (const auto& item : thread_items(messages, events))
    order += std::holds_alternative<MessageBlock>(item) ? 'm' : 'e';
  CHECK(order == "meeme");
}
