// envelope.hpp: where a webhook body keeps its elements. Of the WhatsApp envelope only entry[], changes[],
// field, value and the lists in value are known here; the elements themselves are opaque.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "whatsapp/json_ranges.hpp"

namespace urp::whatsapp {

enum class ElementKind { message, status, error, echo, preference, past };

/// past: in value.history[].threads[].messages[], from before the number was connected.
struct ElementRange {
  ElementKind kind;
  Span span;
  bool nested = false;  // in an object of value: what WhatsApp gives to another responder (value.standby)
};

/// One change; also an entry without changes, or what stands where an entry or a change should: it has only
/// its span.
struct ChangeRange {
  Span span;
  Span field, metadata;
  std::vector<Span> contacts;
  std::vector<ElementRange> elements;  // in the order of the body
};

/// Nobody sends so many at once (1,000 are announced): a body that does is no reason to fill the memory.
constexpr std::size_t most_parts = 10'000;

/// Of keys that occur twice the last one counts. Nothing when the text breaks off or its brackets do not
/// match. Of a list the first most_parts + 1 alone are found, of the changes too: enough to see where the
/// rest begins.
std::optional<std::vector<ChangeRange>> find_changes(std::string_view body);

}  // namespace urp::whatsapp
