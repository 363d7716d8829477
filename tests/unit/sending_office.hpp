// sending_office.hpp: an office that receives webhooks and whose sender is in the test's hand, over a
// scripted transport. Its two clocks are apart: the office's and the real one.
#pragma once

#include <string>
#include <vector>

#include <urp/desk/reply.hpp>

#include "intake_bodies.hpp"
#include "scripted_transport.hpp"
#include "store/attempts.hpp"
#include "store/made_for.hpp"
#include "store/outbox.hpp"
#include "work/copied.hpp"
#include "work/sender.hpp"

inline urp::Settings sending_settings() {
  auto settings = TestOffice::default_settings();
  settings.whatsapp.phone_number_id = "106540352242922";
  return settings;
}

/// A status as a webhook brings it; without a token when that is empty.
inline Json status_entry(const std::string& wamid, const std::string& status, const std::string& token,
                         urp::TimePoint at, int code = 0) {
  Json entry = {{"id", wamid},
                {"status", status},
                {"timestamp", std::to_string(at.time_since_epoch().count())},
                {"recipient_id", "393330000102"}};
  if (!token.empty()) entry["biz_opaque_callback_data"] = token;
  if (code != 0) {
    entry["errors"] = Json::array({{{"code", code},
                                    {"title", "simulated"},
                                    {"error_data", {{"details", "code " + std::to_string(code)}}}}});
  }
  return entry;
}

class SendingOffice {
 public:
  explicit SendingOffice(urp::Settings settings = sending_settings())
      : door(std::move(settings)), real_(std::make_shared<urp::TimePoint>(utc(2027, 3, 1, 8))) {
    (*office).local().options.real = [real = real_] { return *real; };
    (*office).local().options.steady = [steady = steady_] { return *steady; };
  }

  urp::TimePoint real_now() const { return *real_; }
  void pass_real(std::chrono::seconds time) {
    *real_ += time;
    *steady_ += time;
  }
  /// The machine's clock was ahead, and is put right.
  void turn_clock_back(std::chrono::seconds time) { *real_ -= time; }
  /// The clock of the pace alone.
  void pass_steady(std::chrono::nanoseconds time) { *steady_ += time; }
  /// What each round of work() takes, by the clock of the pace.
  std::chrono::nanoseconds round_takes = std::chrono::milliseconds(50);
  void pass_office(std::chrono::seconds time) { office.set_now(office.now() + time); }

  /// As a copy finds itself, or a backup after a restore, before anything leaves.
  urp::PassResult wakes_in_a_copy() {
    const auto& local = (*office).local();
    auto db = local.write_upkeep({"urp", "urp"});
    auto made_for = urp::store::find_made_for(db).value_or(urp::store::MadeFor{});
    made_for.standing.machine = "another machine";
    urp::store::set_made_for(db, made_for);
    db.commit();
    urp::PassResult result;
    urp::work::doubt_copy(local, {}, result);
    return result;
  }

  /// A citizen writes; each phone is one person and one ticket, numbered as they come.
  urp::TicketId citizen_writes(const std::string& phone = "393330000102") {
    door.say("wamid.in" + std::to_string(++inbound_), "Buongiorno, una domanda", phone);
    return {
        office.ask("SELECT max(t.id) FROM ticket t JOIN identity i ON i.contact = t.contact AND i.value = '" +
                   phone + "'")};
  }
  urp::MessageRef answer(urp::TicketId ticket, const std::string& text = "Buongiorno, domani.") {
    urp::ReplyRequest request;
    request.ticket = ticket;
    request.text = text;
    return urp::reply(*office, request).queued;
  }
  /// A citizen has written and got an answer that waits to leave.
  urp::MessageRef queued(const std::string& phone = "393330000102") { return answer(citizen_writes(phone)); }

  /// As the worker does it, until nothing moves.
  urp::PassResult work() {
    urp::PassResult result;
    for (int round = 0; round < 1000; ++round) {
      if (!step(result)) return result;
    }
    FAIL("the sender never came to rest");
    return result;
  }
  /// One round. True: something moved.
  bool step(urp::PassResult& result) {
    bool moved = start_due(result);
    auto ended = wire.poll(std::chrono::milliseconds(0));
    moved |= !ended.empty();
    finish(ended, result);
    CHECK(ended.empty());
    pass_steady(round_takes);
    return moved || (round_takes.count() > 0 && sender.pause().has_value());
  }
  bool start_due(urp::PassResult& result) {
    bool moved = notices.start_due(result);
    moved |= gate.start_due(result);
    moved |= uploads.start_due(result);
    return sender.start_due(result) || moved;
  }
  void finish(urp::work::Ended& ended, urp::PassResult& result) {
    gate.finish(ended, result);
    uploads.finish(ended, result);
    sender.finish(ended, result);
  }
  urp::PassResult send_with(urp::RequestOutcome outcome) {
    net.expect_send(std::move(outcome));
    return work();
  }

  void status(const std::string& wamid, const std::string& name, const std::string& token, int code = 0) {
    auto part = change(Json::array());
    part["value"].erase("messages");
    part["value"]["statuses"] = Json::array({status_entry(wamid, name, token, office.now(), code)});
    const auto receipt = door.take(body({part}));
    CHECK(receipt.answer.status == 200);
    CHECK(receipt.unhandled == 0);
  }

  urp::store::OutgoingRow row(urp::MessageRef ref) {
    const auto db = office.read();
    const auto found = urp::store::find_outgoing(db, ref);
    REQUIRE(found.has_value());
    return *found;
  }
  urp::Delivery state(urp::MessageRef ref) { return row(ref).status; }
  std::vector<urp::store::Attempt> attempts(urp::MessageRef ref) {
    const auto id = row(ref).id;
    const auto db = office.read();
    return urp::store::list_attempts(db, id);
  }
  std::string outcomes(urp::MessageRef ref) {
    std::string all;
    for (const auto& attempt : attempts(ref)) all += (all.empty() ? "" : " ") + attempt.outcome;
    return all;
  }
  urp::store::Channel channel() {
    const auto db = office.read();
    return urp::store::get_channel(db, 1);
  }
  std::string ticket_state(urp::TicketId ticket) {
    const auto db = office.read();
    auto query = db.query_once("SELECT state FROM ticket WHERE id = " + std::to_string(ticket.value));
    return query.step() ? query.string(0) : "";
  }
  std::int64_t waiting_since(urp::TicketId ticket) {
    return office.ask("SELECT ifnull(waiting_since, 0) FROM ticket WHERE id = " +
                      std::to_string(ticket.value));
  }

  IntakeOffice door;
  TestOffice& office = door.office;
  ScriptedTransport net;
  urp::work::Wire wire{(*door.office).local(), net.transport()};
  urp::work::Gate gate{(*door.office).local(), wire};
  urp::work::Notices notices{(*door.office).local()};
  urp::work::Uploads uploads{(*door.office).local(), wire, gate, notices};
  urp::work::Sender sender{(*door.office).local(), wire, gate, notices, uploads};

 private:
  std::shared_ptr<urp::TimePoint> real_;
  std::shared_ptr<std::chrono::steady_clock::time_point> steady_ =
      std::make_shared<std::chrono::steady_clock::time_point>(std::chrono::hours(1));
  int inbound_ = 0;
};

namespace doctest {
template <>
struct StringMaker<urp::Delivery> {
  static String convert(urp::Delivery delivery) { return std::string(urp::to_name(delivery)).c_str(); }
};
}  // namespace doctest
