// notice_content.hpp: what a person gets of a notice: its text, or its template with their values.
#pragma once

#include <optional>

#include <urp/notice.hpp>
#include <urp/template.hpp>

#include "store/access.hpp"
#include "store/queue.hpp"

namespace urp::store {

NewOutgoing notice_text(const Notice& notice);
NewOutgoing notice_template(const Access& db, const Notice& notice, const Template& form, ContactId contact);
/// Its file as messages carry it.
std::optional<OutgoingFile> notice_file(const Notice& notice);

}  // namespace urp::store
