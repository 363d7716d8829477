#include <urp/event_verb.hpp>

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Name<EventVerb> verbs[] = {
    {EventVerb::receive, "receive", {}},
    {EventVerb::edit, "edit", {}},
    {EventVerb::revoke, "revoke", {}},
    {EventVerb::reaction, "reaction", {}},
    {EventVerb::echo, "echo", {}},
    {EventVerb::delivery, "delivery", {}},
    {EventVerb::media, "media", {}},
    {EventVerb::media_retry, "media_retry", {}},
    {EventVerb::read, "read", {}},
    {EventVerb::note, "note", {}},
    {EventVerb::reply, "reply", {}},
    {EventVerb::react, "react", {}},
    {EventVerb::cancel, "cancel", {}},
    {EventVerb::resend, "resend", {}},
    {EventVerb::arrived_after_all, "arrived_after_all", {}},
    {EventVerb::went_out_after_all, "went_out_after_all", {}},
    {EventVerb::give_up, "give_up", {}},
    {EventVerb::park_expired, "park_expired", {}},
    {EventVerb::take, "take", {}},
    {EventVerb::release, "release", {}},
    {EventVerb::assign, "assign", {}},
    {EventVerb::lapse, "lapse", {}},
    {EventVerb::close, "close", {}},
    {EventVerb::reopen, "reopen", {}},
    {EventVerb::later, "later", {}},
    {EventVerb::urgent, "urgent", {}},
    {EventVerb::kind, "kind", {}},
    {EventVerb::subject, "subject", {}},
    {EventVerb::identify, "identify", {}},
    {EventVerb::tag, "tag", {}},
    {EventVerb::route, "route", {}},
    {EventVerb::recall, "recall", {}},
    {EventVerb::enter, "new", {}},
    {EventVerb::link, "link", {}},
    {EventVerb::unlink, "unlink", {}},
    {EventVerb::merge, "merge", {}},
    {EventVerb::merged, "merged", {}},
    {EventVerb::split, "split", {}},
    {EventVerb::split_off, "split_off", {}},
    {EventVerb::flag, "flag", {}},
    {EventVerb::hide, "hide", {}},
    {EventVerb::unflag, "unflag", {}},
    {EventVerb::block, "block", {}},
    {EventVerb::unblock, "unblock", {}},
    {EventVerb::contact_note, "contact_note", {}},
    {EventVerb::contact_name, "contact_name", {}},
    {EventVerb::contact_merge, "contact_merge", {}},
    {EventVerb::contact_part, "contact_part", {}},
    {EventVerb::contacts_apart, "contacts_apart", {}},
    {EventVerb::close_silent, "close_silent", {}},
    {EventVerb::identity, "identity", {}},
    {EventVerb::subscribe, "subscribe", {}},
    {EventVerb::unsubscribe, "unsubscribe", {}},
    {EventVerb::opt_out, "opt_out", {}},
    {EventVerb::opt_in, "opt_in", {}},
    {EventVerb::notice_new, "notice_new", {}},
    {EventVerb::notice_schedule, "notice_schedule", {}},
    {EventVerb::notice_rehearse, "notice_rehearse", {}},
    {EventVerb::notice_approve, "notice_approve", {}},
    {EventVerb::notice_start, "notice_start", {}},
    {EventVerb::notice_pause, "notice_pause", {}},
    {EventVerb::notice_resume, "notice_resume", {}},
    {EventVerb::notice_cancel, "notice_cancel", {}},
    {EventVerb::notice_retry, "notice_retry", {}},
    {EventVerb::notice_stop, "notice_stop", {}},
    {EventVerb::notice_expire, "notice_expire", {}},
    {EventVerb::notice_end, "notice_end", {}},
    {EventVerb::channel_event, "channel_event", {}},
    {EventVerb::channel_start, "channel_start", {}},
    {EventVerb::channel_stop, "channel_stop", {}},
    {EventVerb::export_rows, "export", {}},
    {EventVerb::adopt, "adopt", {}},
};

}  // namespace

std::string_view to_name(EventVerb verb) {
  return name_in(verbs, verb);
}
std::optional<EventVerb> event_verb(std::string_view name) {
  return value_in(verbs, name);
}
std::vector<EventVerb> all_event_verbs() {
  return values_in(verbs);
}

}  // namespace urp
