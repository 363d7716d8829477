#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "office/plugin.hpp"
#include "test_server.hpp"

using namespace urp;

namespace {

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::failed);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("plugin: the server of the module beside the library receives and commits") {
  TestServer test(
      {}, {}, [](const ServerSettings& settings, Prepare prepare, Commit commit, Idle idle, Refused refused) {
        return start_server(settings, std::move(prepare), std::move(commit), std::move(idle),
                            std::move(refused));
      });
  CHECK(test.post("one") == 200);
  CHECK(test.groups() == std::vector<std::vector<std::string>>{{"one"}});
  // An error that arises in the module is caught as ours outside of it.
  CHECK_THROWS_AS(start_server({.address = "nowhere"}, {}, {}), Error);
}

TEST_CASE("plugin: a module that is missing, broken or of another version is told apart") {
  CHECK(refusal([] { load_module({"/nonexistent/liburp-net.so"}); }) ==
        "liburp-net.so: cannot be loaded: there is none");
  CHECK(refusal([] {
          load_module({"/nonexistent/liburp-net.so", "/etc/passwd"});
        }).find("/etc/passwd") != std::string::npos);
  CHECK(refusal([] { net_symbol("urp_listen_v0"); }) ==
        "liburp-net.so: of another version than liburp.so: urp_listen_v0 is missing");
}
