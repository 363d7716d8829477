// project.hpp: one part of a webhook -> rows. What it decides is in domain/threading; here it is only carried
// out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/survey.hpp>

#include "domain/part.hpp"
#include "domain/routing.hpp"
#include "office/local.hpp"
#include "store/erase.hpp"
#include "store/journal.hpp"
#include "store/messages.hpp"
#include "store/tickets.hpp"

namespace urp::intake {

struct Projected {
  store::PartOutcome outcome = store::PartOutcome::projected;
  std::string reason;
};

/// Projects the parts of one body inside one Writer.
class Projector {
 public:
  /// `live` false: it is a repetition, and citizens are not answered again.
  Projector(const Office::Local& office, db::Writer& db, JournalId journal, TimePoint received_at,
            bool live = true);
  /// What whoever stands in it said before their erasure is left out: of a repetition, which may come from an
  /// older journal. It must live as long as this.
  void leave_out(const store::ErasureRegister& erased) { erased_ = &erased; }
  /// Throws ContentError when the part's content cannot be stored; Error when the store is in trouble.
  Projected project(const Part& part);

 private:
  bool is_of_erased(const PartContent& content) const;
  Projected put(const InboundMessage& message);
  Projected put(const InboundAmendment& amendment);
  Projected put(const StatusUpdate& status);
  Projected put(const IdentityChange& change);
  Projected put(const ChannelNotice& notice);
  Projected put(const PreferenceChange& change);
  Projected put(const Echo& echo);
  Projected put(const Unhandled& unhandled);
  void follow_wish(ContactId contact, const InboundMessage& message, MessageId evidence, TimePoint at,
                   bool muted);
  void meet(const Sender& person, TimePoint at);
  bool took_back_later(ContactId contact, const std::string& topic, TimePoint at) const;
  std::optional<RuleMatch> match(const InboundMessage& message, TimePoint at) const;
  bool is_muted(ContactId contact, const InboundMessage& message, TimePoint at) const;
  Projected keep_for_another(const InboundMessage& message);
  store::Arrival arrival_of(const InboundMessage& message, TimePoint at, std::vector<Change>& changes);
  std::optional<TicketId> ticket_answered_by(const InboundMessage& echo, ContactId contact) const;
  void follow_amendment(const InboundAmendment& amendment, const store::KnownMessage& target, TimePoint at,
                        std::vector<Change>& changes);
  void follow_handover(const Handover& handover, const std::string& field);
  void learn_display_number(const std::string& digits);
  bool is_of_another_number(const ChannelNotice& notice) const;
  void follow_rules(TicketId ticket, const InboundMessage& message, TimePoint at,
                    std::vector<Change>& changes);
  void hand_over(TicketId ticket, const std::string& service, int rule);
  std::optional<TicketId> surveyed_ticket(const InboundMessage& message, ContactId contact, TimePoint at,
                                          SurveyAnswer& answer) const;
  bool is_late_remark(const Candidate& addressed, MessageId quoted, TimePoint at) const;
  void keep_opinion(TicketId ticket, SurveyAnswer answer, TimePoint at);
  void expect_automatic(TicketId ticket, bool is_new, TimePoint at);

  const Office::Local* office_;
  db::Writer* db_;
  JournalId journal_;
  TimePoint received_at_;
  bool live_;
  const store::ErasureRegister* erased_ = nullptr;
  std::int64_t number_ = 0;  // row of the business number the part came to
  std::string known_display_;
};

/// One part behind a savepoint: content that cannot be stored makes it unhandled and leaves its neighbours
/// alone.
Projected project_behind_savepoint(Projector& projector, db::Writer& db, const Part& part);

/// Adds what became of a part to the figures of a Receipt or a ReplayResult.
template <class Figures>
void count(Figures& figures, const Part& part, store::PartOutcome outcome) {
  switch (outcome) {
    case store::PartOutcome::projected:
      if (std::holds_alternative<InboundMessage>(part.content)) {
        ++figures.messages;
      } else if (std::holds_alternative<StatusUpdate>(part.content)) {
        ++figures.statuses;
      } else {
        ++figures.amendments;
      }
      return;
    case store::PartOutcome::erased:  // as if it had been there
    case store::PartOutcome::duplicate:
      ++figures.duplicates;
      return;
    case store::PartOutcome::kept:
      ++figures.kept;
      return;
    case store::PartOutcome::unhandled:
      ++figures.unhandled;
      return;
  }
}

}  // namespace urp::intake
