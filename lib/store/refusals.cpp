// refusals.cpp: what a refusal of one message means for all the others, whoever told it.
#include "store/notices.hpp"
#include "store/opt_outs.hpp"
#include "store/outbox.hpp"
#include "store/templates.hpp"
#include "store/windows.hpp"

namespace urp::store {

void heed_refusal(Writer& db, const OutgoingRow& row, const Refusal& refusal, TimePoint at,
                  const std::string& token_digest) {
  if (row.notice != 0 && stops_notice(refusal.kind)) stop_notice(db, row.notice, refusal.words, refusal.code);
  if (stops_channel(refusal.kind)) stop_channel(db, row.number, refusal, token_digest, db.recorded_at());
  switch (refusal.kind) {
    case RefusalKind::window_closed:
      return close_window(db, row.contact, row.number, at);
    case RefusalKind::opted_out:
      return record_opt_out(db, row.contact, row.number, at, std::to_string(refusal.code));
    case RefusalKind::template_trouble:
      return set_templates_stale(db);
    case RefusalKind::account_trouble:
    case RefusalKind::reported:
    case RefusalKind::spared:
    case RefusalKind::unreachable:
    case RefusalKind::number_paused:
    case RefusalKind::person_paused:
    case RefusalKind::unclear:
    case RefusalKind::other:
      return;
  }
}

}  // namespace urp::store
