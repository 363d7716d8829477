// render.hpp: results as bytes for machines: one JSON document each, with "version": 1.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/archive.hpp>
#include <urp/desk/bulk.hpp>
#include <urp/desk/canned.hpp>
#include <urp/desk/clock.hpp>
#include <urp/desk/contact.hpp>
#include <urp/desk/doctor.hpp>
#include <urp/desk/drafts.hpp>
#include <urp/desk/export.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/keep.hpp>
#include <urp/desk/media.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/desk/notice.hpp>
#include <urp/desk/redact.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/similar.hpp>
#include <urp/desk/templates.hpp>
#include <urp/desk/thread.hpp>
#include <urp/desk/topic.hpp>
#include <urp/desk/undo.hpp>
#include <urp/error.hpp>
#include <urp/intake.hpp>
#include <urp/settings.hpp>
#include <urp/work.hpp>

namespace urp {

URP_API std::string to_json(const InboxResult& result, const Zone& zone);
/// One ticket a line, without a document around them.
URP_API std::string to_json_lines(const InboxResult& result, const Zone& zone);
URP_API std::string to_json(const StatusResult& result, const Zone& zone);
URP_API std::string to_json(const ShowResult& result, const Zone& zone);
/// {"ticket","terms":[{"clock","due_at",...}],"suspensions":[...]}
URP_API std::string to_json(const TicketClock& clock, const Zone& zone);
URP_API std::string to_json(const SearchResult& result, const Zone& zone);
/// {"ticket":415,"words":[...],"common":[...],"looked_at","answers":[...]}
URP_API std::string to_json(const SimilarResult& result, const Zone& zone);
/// What `reply` and others that change one message print: the message, and its ticket as it is now.
/// `all`: of an answer in several messages, their numbers.
URP_API std::string to_json(const Message& message, const Ticket& ticket, const Zone& zone,
                            std::span<const MessageRef> all = {});
URP_API std::string to_json(const OutboxResult& result, const Zone& zone);
URP_API std::string to_json(std::span<const MediaItem> media);
URP_API std::string to_json(std::span<const Finding> findings);
URP_API std::string to_json(const PassResult& result);
URP_API std::string to_json(const PassPlan& plan);
/// For verbs that take several tickets:
/// {"done":[415],"failed":[{"ticket":416,"error":{...}}],"ticket":{...}}; `ticket` as it is now when one was
/// named, else null.
URP_API std::string to_json(const BulkResult& result, const std::optional<Ticket>& ticket, const Zone& zone);
/// For verbs that take several messages: {"done":["415/9"],"failed":[{"message":"415/8","error":{...}}]}
URP_API std::string to_json(std::span<const MessageRef> done,
                            std::span<const std::pair<MessageRef, Error>> failed);
/// What `undo` took back: `done` by name, `undone` the decisions themselves.
URP_API std::string to_json(const UndoResult& result);
URP_API std::string to_json(const ReplayResult& result);
URP_API std::string to_json(const MigrateResult& result);
URP_API std::string to_json(const ExportResult& result);
URP_API std::string to_json(std::span<const SettingLine> settings);
/// {"drafts":[...]}
URP_API std::string to_json(std::span<const DraftLine> drafts, const Zone& zone);
/// {"contacts":[...]}
URP_API std::string to_json(std::span<const ContactLine> contacts, const Zone& zone);
/// {"contact","tickets"}
URP_API std::string to_json(const ContactResult& page, const Zone& zone);
/// {"contact":"c57","changed","cancelled","block":{...}}
URP_API std::string to_json(const BlockResult& result, const Zone& zone);
URP_API std::string to_json(const MergeContactsResult& result);
/// {"templates":[...],"synced_at"}
URP_API std::string to_json(const TemplateList& list, const Zone& zone);
/// {"template","preview"}
URP_API std::string to_json(const Template& form, const TemplateValues& values);
/// {"notice","people"}
URP_API std::string to_json(const NoticeCreated& created, const Zone& zone);
/// {"notices":[{"notice","counts"}]}
URP_API std::string to_json(std::span<const NoticeLine> lines, const Zone& zone);
URP_API std::string to_json(const NoticePage& page, const Zone& zone);
/// {"canned":[...]}
URP_API std::string to_json(std::span<const CannedLine> lines, const Zone& zone);
URP_API std::string to_json(std::span<const TopicLine> topics);
URP_API std::string to_json(const TopicPage& page);
/// {"contact":"c57","changed":["meteo"]}
URP_API std::string to_json(const SubscribeResult& result, const Zone& zone);
URP_API std::string to_json(std::span<const Subscription> subscriptions, const Zone& zone);
/// {"ticket","suggestion"}; null when no rule says anything.
URP_API std::string to_json(TicketId ticket, const std::optional<Suggestion>& suggestion);
/// {"ticket","dispatches"}
URP_API std::string to_json(const Ticket& ticket, const std::vector<Dispatch>& dispatches, const Zone& zone);
/// {"ticket","flag","warning"}; the flag is null when it was taken back.
URP_API std::string to_json(const Ticket& ticket, const std::optional<Flag>& flag, const Zone& zone,
                            const std::vector<Warning>& warnings = {});
/// {"entries":[{"ticket","register","number","year","date","sha256","clerk","at"}]}
URP_API std::string to_json(std::span<const ProtocolEntry> entries, const Zone& zone);
/// {"entry","added"}
URP_API std::string to_json(const ProtocolResult& result, const Zone& zone);
/// {"folder","files","rows"}
URP_API std::string to_json(const FolderResult& result);
URP_API std::string to_json(const RedactView& view);
URP_API std::string to_json(const RedactResult& result);
URP_API std::string to_json(std::span<const Flag> flags, const Zone& zone);
/// {"tags":[{"tag":"verde","tickets":3}]}
URP_API std::string to_json(std::span<const std::pair<std::string, std::int64_t>> tags);
/// For verbs whose result is a few words: {"version":1,"key":"value",...}
URP_API std::string to_json(std::span<const std::pair<std::string, std::string>> values);
/// {"version":1,"error":{"code","exit","message","hint"}}; `rows` of a file that are at fault:
/// "rows":[{"line","message"}]
URP_API std::string error_json(const Error& error, int exit_status, std::span<const BadRow> rows = {});

}  // namespace urp
