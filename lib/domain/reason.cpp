#include <urp/reason.hpp>

#include "domain/names.hpp"
#include "domain/say.hpp"

namespace urp {
namespace {

constexpr Name<Reason> reasons[] = {
    {Reason::file_missing, "file_missing", {}},
    {Reason::template_not_approved, "template_not_approved", {}},
    {Reason::given_up, "given_up", {}},
    {Reason::window_closed, "window_closed", {}},
    {Reason::unreachable, "unreachable", {}},
    {Reason::copied, "copied", {}},
    {Reason::unsubscribed, "unsubscribed", {}},
    {Reason::not_subscribed, "not_subscribed", {}},
    {Reason::blocked, "blocked", {}},
    {Reason::opted_out, "opted_out", {}},
    {Reason::no_address, "no_address", {}},
    {Reason::same_person, "same_person", {}},
    {Reason::same_address, "same_address", {}},
    {Reason::too_many_failures, "too_many_failures", {}},
    {Reason::file_refused, "file_refused", {}},
    {Reason::too_large, "too_large", {}},
    {Reason::foreign_address, "foreign_address", {}},
    {Reason::no_media_id, "no_media_id", {}},
};

}  // namespace

std::string_view to_name(Reason reason) {
  return name_in(reasons, reason);
}
std::optional<Reason> reason(std::string_view name) {
  return value_in(reasons, name);
}
std::vector<Reason> all_reasons() {
  return values_in(reasons);
}

std::string sentence(Reason reason) {
  switch (reason) {
    case Reason::file_missing:
      return _("its file is no longer in the media folder as it came");
    case Reason::template_not_approved:
      return _("the template is not approved any more");
    case Reason::given_up:
      return _("given up by a clerk");
    case Reason::window_closed:
      return _("the window closed before it left");
    case Reason::unreachable:
      return _("WhatsApp could not be reached for a day");
    case Reason::copied:
      return _("the database was copied, moved or restored");
    case Reason::unsubscribed:
      return _("unsubscribed meanwhile");
    case Reason::not_subscribed:
      return _("never subscribed");
    case Reason::blocked:
      return _("is blocked");
    case Reason::opted_out:
      return _("stopped our notices in WhatsApp");
    case Reason::no_address:
      return _("there is no number or id any more that it could go to");
    case Reason::same_person:
      return _("another record of a person who is in it");
    case Reason::same_address:
      return _("somebody else has it under the same number");
    case Reason::too_many_failures:
      return _("more than a quarter of the messages failed");
    case Reason::file_refused:
      return _("the file was refused");
    case Reason::too_large:
      return _("too large");
    case Reason::foreign_address:
      return _("from a foreign address");
    case Reason::no_media_id:
      return _("WhatsApp gave no way to fetch it");
  }
  return {};
}

}  // namespace urp
