// The head of the audit chain under the stamp of an authority that the test makes itself.
#include <cstdlib>
#include <fstream>

#include "db/audit.hpp"
#include "domain/hash.hpp"
#include "domain/time_stamp.hpp"
#include "office/audit_head.hpp"
#include "scratch.hpp"
#include "sending_office.hpp"
#include "work/time_stamps.hpp"

using namespace urp;

namespace {

struct Authority {
  Scratch scratch;

  void run(const std::string& command) const {
    const std::string line = "cd '" + scratch.path().string() + "' && { " + command + "; } > log 2>&1";
    REQUIRE_MESSAGE(std::system(line.c_str()) == 0, command << "\n" << scratch.read("log"));
  }
  Authority() {
    std::ofstream(scratch.path() / "tsa.cnf")
        << "[tsa]\ndefault_tsa = main\n[main]\nserial = ./serial\nsigner_cert = ./tsa.pem\nsigner_key = "
           "./tsa.key\n"
           "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\n"
           "[req]\ndistinguished_name = dn\n[dn]\n[ext]\nextendedKeyUsage = critical,timeStamping\n";
    run("openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 30 -subj '/CN=Prova' "
        "-config tsa.cnf -extensions ext && echo 01 > serial");
  }
  std::string answer(const std::string& query) const {
    std::ofstream(scratch.path() / "query", std::ios::binary) << query;
    run("openssl ts -reply -config tsa.cnf -queryfile query -out reply");
    return scratch.read("reply");
  }
};

/// An office with a head to be stamped, and the lane over a scripted transport.
struct Stamped {
  Authority authority;
  ScriptedTransport net;
  SendingOffice desk;
  std::optional<work::Wire> wire;
  std::optional<work::TimeStamps> stamps;
  std::string query;
  AuditHead head;

  Stamped() {
    auto& local = (*desk.office).local();
    local.options.settings.audit.head = authority.scratch.path() / "heads";
    local.options.settings.audit.tsa = "http://tsa.example.org/stamp";
    desk.citizen_writes();
    head = take_audit_head_out(local, {"urp", "urp"});
    wire.emplace(local, net.transport());
    stamps.emplace(local, *wire);
  }
  PassResult pass() {
    PassResult result;
    stamps->start_due(result);
    auto ended = wire->poll(std::chrono::milliseconds(0));
    stamps->finish(ended, result);
    return result;
  }
  void expect(RequestOutcome outcome) {
    net.expect("POST", "tsa.example.org", std::move(outcome),
               [this](const OutgoingRequest& request) { query = request.body; });
  }
  std::string file() const { return "heads." + std::to_string(head.event.value) + ".tsr"; }
};

}  // namespace

TEST_CASE("time stamp: the authority's answer is kept beside the head, and openssl believes it") {
  Stamped office;
  office.net.expect_held("POST", "tsa.example.org",
                         [&](const OutgoingRequest& request) { office.query = request.body; });
  PassResult result;
  CHECK(office.stamps->start_due(result));
  office.net.release(answered(200, office.authority.answer(office.query)));
  auto ended = office.wire->poll(std::chrono::milliseconds(0));
  office.stamps->finish(ended, result);
  CHECK(result.alarms.empty());
  office.authority.run("openssl ts -verify -digest " + office.head.hash + " -in " + office.file() +
                       " -CAfile tsa.pem");
  // Once is enough.
  office.desk.pass_real(std::chrono::hours(1));
  CHECK(office.pass().alarms.empty());
}

TEST_CASE("time stamp: what grants none is no stamp, is told, and is asked for again") {
  Stamped office;
  office.expect(lost("timed out"));
  CHECK(office.pass().alarms.size() == 1);
  CHECK(office.authority.scratch.read(office.file()).empty());
  for (const std::string& body :
       {std::string(), std::string("<html>"), std::string("\x30\x05\x30\x03\x02\x01\x02", 7),
        office.authority.answer(time_stamp_query(std::string(32, 'x'), "12345678"))}) {
    office.desk.pass_real(std::chrono::minutes(11));
    office.expect(answered(200, body));
    office.pass();
    CHECK(office.authority.scratch.read(office.file()).empty());
  }
}
