#include "thread_blocks.hpp"

namespace urp::cli {
namespace {

constexpr Seconds album_span{60};

/// What has a story of its own (quote, edit, withdrawal, hidden, an answer that did not arrive) stands alone.
bool fits_album(const Message& message) {
  const bool media = message.type == "image" || message.type == "video" || message.type == "document";
  const bool trouble = message.status == Delivery::failed || message.status == Delivery::uncertain;
  return media && !trouble && message.media && !message.hidden && !message.ground && !message.quote &&
         message.amendments.empty();
}

bool continues(const MessageBlock& block, const Message& next) {
  const Message& first = block.first();
  return fits_album(first) && fits_album(next) && first.direction == next.direction &&
         first.contact == next.contact && first.clerk == next.clerk && first.status == next.status &&
         first.media->state == next.media->state && next.number == block.last().number + 1 &&
         next.at - first.at <= album_span;
}

}  // namespace

std::vector<MessageBlock> group_albums(const std::vector<Message>& messages) {
  std::vector<MessageBlock> blocks;
  for (const Message& message : messages) {
    if (!blocks.empty() && continues(blocks.back(), message)) {
      blocks.back().messages.push_back(&message);
    } else {
      blocks.push_back({{&message}});
    }
  }
  return blocks;
}

std::vector<ThreadItem> thread_items(const std::vector<Message>& messages, const std::vector<Event>& events) {
  std::vector<ThreadItem> items;
  auto event = events.begin();
  for (MessageBlock& block : group_albums(messages)) {
    for (; event != events.end() && event->at < block.first().at; ++event) items.emplace_back(&*event);
    items.emplace_back(std::move(block));
  }
  for (; event != events.end(); ++event) items.emplace_back(&*event);
  return items;
}

TimePoint item_time(const ThreadItem& item) {
  if (const auto* block = std::get_if<MessageBlock>(&item)) return block->first().at;
  return std::get<const Event*>(item)->at;
}

}  // namespace urp::cli
