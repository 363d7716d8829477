#include <urp/desk/audit.hpp>

#include "db/audit.hpp"
#include "desk/role.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "office/audit_head.hpp"
#include "store/audit_list.hpp"
#include "store/contact_lookup.hpp"

namespace urp {

std::int64_t list_audit(Office& office, const AuditRequest& request,
                        const std::function<void(const AuditEntry&)>& visit) {
  require_supervisor(office.local(), _("read the audit chain"));
  const auto db = office.local().read();
  store::AuditFilter filter;
  filter.tickets = request.tickets;
  if (!request.contact.empty()) filter.contact = store::get_contact(db, request.contact);
  filter.clerks = request.clerks;
  for (const auto verb : request.verbs) filter.verbs.emplace_back(to_name(verb));
  filter.since = request.since;
  filter.until = request.until;
  filter.limit = request.limit;
  return store::walk_events(db, filter, visit);
}

AuditHead audit_head(Office& office) {
  require_supervisor(office.local(), _("read the audit chain"));
  return get_audit_head(office.local().read());
}

AuditHead keep_audit_head(Office& office) {
  require_supervisor(office.local(), _("read the audit chain"));
  return take_audit_head_out(office.local(), office.local().options.actor);
}

}  // namespace urp
