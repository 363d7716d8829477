// outgoing_content.hpp: what an outgoing message says, from its rows; and what WhatsApp keeps of our files.
#pragma once

#include <optional>
#include <string>

#include <urp/template.hpp>

#include "domain/outgoing.hpp"
#include "store/outbox.hpp"
#include "store/queue.hpp"

namespace urp::store {

struct WantedUpload {
  std::string sha256, mime_type, file_name;
};
/// The file that WhatsApp must have before this message can be claimed; nothing when it has it, or there is
/// none.
std::optional<WantedUpload> wanted_upload(const Access& db, std::int64_t number, const OutgoingFile& file,
                                          TimePoint real_now);
std::optional<WantedUpload> wanted_upload(const Access& db, const OutgoingRow& row, TimePoint real_now);
void keep_upload(Writer& db, std::int64_t number, const WantedUpload& upload, const std::string& media_id);
/// WhatsApp does not know it any more: it is uploaded again when it is needed.
void forget_upload(Writer& db, const OutgoingRow& row);

/// A template with its values and its file, which fit it: to be queued.
NewOutgoing template_message(const Template& form, const TemplateValues& values,
                             const std::optional<OutgoingFile>& file);

/// Throws failed when the message is of a kind that is not sent.
OutgoingContent outgoing_content(const Access& db, const OutgoingRow& row);

/// The parts of a new outgoing message beside its own row.
void add_outgoing_parts(Writer& db, MessageId id, const NewOutgoing& outgoing);

}  // namespace urp::store
