#include <urp/desk/drafts.hpp>

#include "office/local.hpp"
#include "store/drafts.hpp"
#include "store/ticket_list.hpp"

namespace urp {

std::vector<DraftLine> list_drafts(Office& office) {
  const auto db = office.local().read();
  std::vector<DraftLine> lines;
  for (auto& draft : store::list_draft_texts(db, office.actor().clerk)) {
    const Ticket ticket = store::get_ticket(db, draft.ticket, office.now());
    lines.push_back({ticket.id, ticket.state, ticket.contact, std::move(draft.text), draft.at});
  }
  return lines;
}

}  // namespace urp
