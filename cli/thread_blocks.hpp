// thread_blocks.hpp: a thread as the eye reads it: albums as one block, events between messages. Pure.
#pragma once

#include <variant>
#include <vector>

#include <urp/event.hpp>
#include <urp/message.hpp>

namespace urp::cli {

/// One message, or an album: pictures, videos and documents that one sender sent within 60 s.
struct MessageBlock {
  std::vector<const Message*> messages;  // never empty
  const Message& first() const { return *messages.front(); }
  const Message& last() const { return *messages.back(); }
};
using ThreadItem = std::variant<MessageBlock, const Event*>;

/// By time; an event comes after the messages of the same second. Points into its arguments.
std::vector<ThreadItem> thread_items(const std::vector<Message>& messages, const std::vector<Event>& events);
std::vector<MessageBlock> group_albums(const std::vector<Message>& messages);
TimePoint item_time(const ThreadItem& item);

}  // namespace urp::cli
