// event_verb.hpp: what can stand in the audit chain.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <urp/api.hpp>

namespace urp {

/// What was done; each has a sentence on the screens. In the database and for programs it is its name.
enum class EventVerb {
  // what citizens send and what becomes of our messages
  receive,
  edit,
  revoke,
  reaction,
  echo,
  delivery,
  media,
  media_retry,
  read,
  // what clerks say
  note,
  reply,
  react,
  cancel,
  resend,
  arrived_after_all,
  went_out_after_all,
  give_up,
  park_expired,
  // whose it is and how it stands
  take,
  release,
  assign,
  lapse,
  close,
  reopen,
  later,
  urgent,
  kind,
  subject,
  identify,
  tag,
  route,
  recall,
  // which thread it is
  enter,
  link,
  unlink,
  merge,
  merged,
  split,
  split_off,
  // moderation
  flag,
  hide,
  unflag,
  block,
  unblock,
  // persons
  contact_note,
  contact_name,
  contact_merge,
  contact_part,
  contacts_apart,
  close_silent,
  identity,
  subscribe,
  unsubscribe,
  opt_out,
  opt_in,
  // notices
  notice_new,
  notice_schedule,
  notice_rehearse,
  notice_approve,
  notice_start,
  notice_pause,
  notice_resume,
  notice_cancel,
  notice_retry,
  notice_stop,
  notice_expire,
  notice_end,
  // the office as a whole
  channel_event,
  channel_start,
  channel_stop,
  export_rows,
  adopt,
  // letters and terms
  letter,
  service_answer,
  remind,
  mail_attach,
  mail_dismiss,
  automatic,
  survey,
  term_suspend,
  term_resume,
  note_strike,
  // moderation and memory
  warn,
  suspect,
  report,
  unseal,
  redact,
  unredact,
  contact_access,
  contact_erase,
  contact_hold,
  contact_unhold,
  purge,
  backup,
  restore,
  audit_head,
  protocol,
  publish,
  unpublish,
};
URP_API std::string_view to_name(EventVerb verb);
URP_API std::optional<EventVerb> event_verb(std::string_view name);
/// In the order in which they stand here.
URP_API std::vector<EventVerb> all_event_verbs();

}  // namespace urp
