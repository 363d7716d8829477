#include "work/errands.hpp"

#include <algorithm>

#include "domain/back_off.hpp"
#include "domain/recent.hpp"
#include "domain/say.hpp"
#include "domain/window.hpp"
#include "store/outbox.hpp"
#include "store/templates.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/compose.hpp"
#include "whatsapp/faults.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

using whatsapp::BlockVerdict;
using whatsapp::Verdict;

constexpr std::size_t most_in_flight = 4;
constexpr std::chrono::hours templates_age{24}, receipt_patience{24}, parting_patience{24 * 30};
constexpr std::chrono::minutes templates_rest{10}, receipt_rest{1};

std::chrono::seconds block_rest(int tries) {
  return back_off(tries, std::chrono::seconds(5), std::chrono::hours(1));
}

}  // namespace

bool Errands::start_due(PassResult&) {
  clock_is_ahead_ = clock_.is_ahead(office_->real_now(), office_->steady_now());
  if (in_flight_.size() >= most_in_flight || wire_->token().empty()) return false;
  const TimePoint real_now = office_->real_now();
  std::vector<Errand> due;
  {
    const auto db = office_->read();
    if (!store::list_stopped(db).empty()) return false;
    for (auto& receipt : store::list_due_receipts(db, real_now, 16)) {
      if (!is_under_way(receipt.contact, false)) due.emplace_back(std::move(receipt));
    }
    for (auto& block : store::list_due_blocks(db, office_->now(), real_now, 16)) {
      if (!is_under_way(block.contact, true)) due.emplace_back(std::move(block));
    }
    for (auto& parting : store::list_due_partings(db, real_now, 16)) {
      if (!is_under_way(parting)) due.emplace_back(std::move(parting));
    }
  }
  if (wants_templates()) due.emplace_back(PageWanted{});
  bool started = false;
  for (auto& errand : due) {
    if (in_flight_.size() >= most_in_flight) break;
    start(std::move(errand));
    started = true;
  }
  return started;
}

bool Errands::is_under_way(ContactId contact, bool block) const {
  return in_flight_.any_of([&](const Errand& errand) {
    const auto* receipt = std::get_if<store::DueReceipt>(&errand);
    const auto* blocked = std::get_if<store::DueBlock>(&errand);
    return block ? blocked && blocked->contact == contact : receipt && receipt->contact == contact;
  });
}

bool Errands::is_under_way(const store::DueParting& parting) const {
  return in_flight_.any_of([&](const Errand& errand) {
    const auto* other = std::get_if<store::DueParting>(&errand);
    return other && other->id == parting.id;
  });
}

/// Where templates are used at all: they were asked for once, or the knock is one.
bool Errands::wants_templates() const {
  const auto& settings = office_->options.settings;
  const TimePoint real_now = office_->real_now();
  const bool rests = templates_not_before_ && office_->steady_now() < *templates_not_before_;
  const bool under_way =
      in_flight_.any_of([](const Errand& errand) { return std::holds_alternative<PageWanted>(errand); });
  if (under_way || rests || settings.whatsapp.business_account_id.empty()) return false;
  const auto db = office_->read();
  const auto synced = store::templates_synced_at(db);
  if (!synced) return !settings.reply.knock.empty();
  return store::templates_stale(db) || !is_recent(*synced, real_now, templates_age);
}

OutgoingRequest Errands::request_for(const Errand& errand) const {
  const auto client = wire_->client();
  if (const auto* receipt = std::get_if<store::DueReceipt>(&errand))
    return client.send(whatsapp::compose_read_receipt(receipt->wamid));
  if (const auto* block = std::get_if<store::DueBlock>(&errand))
    return client.block_user(block->phone, block->user_id, block->block);
  if (const auto* parting = std::get_if<store::DueParting>(&errand)) {
    return parting->kind == store::PartingKind::unblock
               ? client.block_user(parting->phone, parting->user_id, false)
               : client.forget_user(parting->user_id);
  }
  return client.templates(std::get<PageWanted>(errand).after);
}

void Errands::start(Errand errand) {
  const RequestId id = wire_->start(request_for(errand));
  in_flight_.add(id, std::move(errand));
}

void Errands::finish(Ended& ended, PassResult& result) {
  in_flight_.finish(ended, [&](Errand& errand, const RequestOutcome& outcome) {
    if (const auto* receipt = std::get_if<store::DueReceipt>(&errand)) finish(*receipt, outcome);
    if (const auto* block = std::get_if<store::DueBlock>(&errand)) finish(*block, outcome, result);
    if (const auto* parting = std::get_if<store::DueParting>(&errand)) finish(*parting, outcome, result);
    if (const auto* page = std::get_if<PageWanted>(&errand)) finish(*page, outcome);
  });
}

void Errands::finish(const store::DueReceipt& receipt, const RequestOutcome& outcome) {
  const bool answered = outcome.kind == RequestOutcome::Kind::answered;
  const bool told = answered && outcome.answer.status == 200;
  // What WhatsApp will not hear (unknown, or too old) is no loss.
  const bool refused = whatsapp::judge_send(outcome).kind == Verdict::Kind::failed;
  const TimePoint real_now = office_->real_now();
  auto db = office_->write_upkeep(worker_actor);
  const bool too_late = real_now - receipt.at > receipt_patience && !clock_is_ahead_;
  if (told || refused || too_late) {
    store::end_receipt(db, receipt);
  } else {
    store::postpone_receipt(db, receipt, real_now + receipt_rest);
  }
  db.commit();
}

void Errands::finish(const store::DueBlock& block, const RequestOutcome& outcome, PassResult& result) {
  const auto verdict = whatsapp::judge_block(outcome);
  const TimePoint real_now = office_->real_now();
  auto db = office_->write_upkeep(worker_actor);
  switch (verdict.kind) {
    case BlockVerdict::Kind::done:
      store::end_block_wish(db, block, true, 0, {});
      break;
    case BlockVerdict::Kind::refused:
      store::end_block_wish(db, block, false, verdict.code, verdict.why);
      break;
    case BlockVerdict::Kind::waits:
      // By WhatsApp's clock the person has not written lately: their next message brings it up again.
      store::postpone_block_wish(db, block, real_now + window_length);
      break;
    case BlockVerdict::Kind::again:
      store::postpone_block_wish(db, block, real_now + block_rest(block.tries));
      break;
  }
  db.commit();
  if (verdict.kind == BlockVerdict::Kind::done) ++result.blocks;
}

/// Whatever comes of it, the address is not kept longer than there is hope.
void Errands::finish(const store::DueParting& parting, const RequestOutcome& outcome, PassResult& result) {
  const auto verdict = whatsapp::judge_block(outcome);
  const TimePoint real_now = office_->real_now();
  const bool told = verdict.kind == BlockVerdict::Kind::done;
  const bool too_late = real_now - parting.since > parting_patience && !clock_is_ahead_;
  const bool over = told || verdict.kind == BlockVerdict::Kind::refused || too_late;
  auto db = office_->write_upkeep(worker_actor);
  if (!over) {
    store::postpone_parting(db, parting, real_now + block_rest(parting.tries));
    db.commit();
    return;
  }
  const bool unblocks = parting.kind == store::PartingKind::unblock;
  store::end_parting(db, parting);
  db.record(unblocks ? "unblock" : "contact_erase", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(parting.contact)},
             {unblocks ? "at_whatsapp" : "contact_book", std::nullopt,
              told ? "told" : "refused " + std::to_string(verdict.code)}});
  db.commit();
  if (told && unblocks) ++result.blocks;
}

void Errands::finish(PageWanted page, const RequestOutcome& outcome) {
  auto answer =
      outcome.kind == RequestOutcome::Kind::answered ? whatsapp::template_page(outcome.answer) : std::nullopt;
  if (!answer) {
    templates_not_before_ = office_->steady_now() + templates_rest;
    return;
  }
  std::move(answer->templates.begin(), answer->templates.end(), std::back_inserter(page.before));
  if (!answer->next.empty()) return start(PageWanted{std::move(page.before), answer->next});
  auto db = office_->write_upkeep(worker_actor);
  store::replace_templates(db, page.before);
  db.commit();
}

}  // namespace urp::work
