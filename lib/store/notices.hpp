// notices.hpp: notices as such, and the values of their templates. Their people are in recipients.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/notice.hpp>
#include <urp/template.hpp>

#include "domain/notice_moves.hpp"
#include "store/access.hpp"

namespace urp::store {

std::optional<Notice> find_notice(const Access& db, const std::string& name);
/// Throws not_found.
Notice get_notice(const Access& db, const std::string& name);
Notice get_notice(const Access& db, std::int64_t id);
std::vector<Notice> list_notices(const Access& db, bool all, int limit);
/// Scheduled or running, the most urgent and earliest first.
std::vector<Notice> list_alive(const Access& db);
/// The same, and those that are paused.
std::vector<Notice> list_unfinished_notices(const Access& db);
/// The name of the notice that a message of ours belongs to.
std::optional<std::string> notice_of(const Access& db, MessageId message);

std::int64_t add_notice(Writer& db, const Notice& notice);
/// By the Writer's clerk, now: the one place that writes a notice's state. The notice as it is afterwards.
Notice move_notice(Writer& db, const Notice& before, const NoticeMove& move);
/// It stops by itself: paused, and it says why. False: it was not running.
bool stop_notice(Writer& db, std::int64_t notice, std::string_view why, std::int64_t code);
/// A draft with its people and values, to be written anew.
void remove_draft(Writer& db, std::int64_t notice);

void set_value(Writer& db, std::int64_t notice, ContactId contact, const std::string& key,
               const std::string& value);
/// Everybody's, then the person's own. Contact 0: everybody's alone.
TemplateValues get_values(const Access& db, std::int64_t notice, ContactId contact);

}  // namespace urp::store
