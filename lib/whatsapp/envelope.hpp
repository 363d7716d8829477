// envelope.hpp: where a webhook body keeps its elements. Of the WhatsApp envelope only entry[], changes[],
// field, value and the lists in value are known here; the elements themselves are opaque.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "whatsapp/json_ranges.hpp"

namespace urp::whatsapp {

enum class ElementKind { message, status, error, echo, preference };

struct ElementRange {
  ElementKind kind;
  Span span;
};

/// One change; also an entry without changes, or what stands where an entry or a change should: it has only
/// its span.
struct ChangeRange {
  Span span;
  Span field, metadata;
  std::vector<Span> contacts;
  std::vector<ElementRange> elements;  // in the order of the body
};

/// Of keys that occur twice the last one counts. Nothing when the text breaks off or its brackets do not
/// match.
std::optional<std::vector<ChangeRange>> find_changes(std::string_view body);

}  // namespace urp::whatsapp
