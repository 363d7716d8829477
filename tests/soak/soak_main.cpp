// soak_main.cpp: urp-soak: a day of an office with everything going wrong, then whether anything was lost,
// sent twice or told wrongly. Needs a running urp-sim and URP_CONFIG of an office that talks to it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "plan.hpp"

int main(int argc, char** argv) {
  soak::Plan plan;
  bool latency = false;
  CLI::App app("a day of an office with everything going wrong", "urp-soak");
  app.add_option("--urp", plan.urp, "the program")->required();
  app.add_option("--sim", plan.simulator, "address of urp-sim")->required();
  app.add_option("--database", plan.database, "of the office")->required();
  app.add_option("--citizens", plan.citizens, "people who write");
  app.add_option("--in", plan.inbound, "messages they write");
  app.add_option("--out", plan.outbound, "answers of the clerks");
  app.add_option("--clerks", plan.clerks, "who answer at once");
  app.add_option("--seconds", plan.seconds, "over which all that happens");
  app.add_option("--settle", plan.settle, "seconds at most until it is at rest");
  app.add_option("--seed", plan.seed, "of what goes wrong when");
  app.add_flag("--hangs", plan.hangs, "also requests that never end");
  app.add_flag("--latency", latency, "measures an idle office instead");
  CLI11_PARSE(app, argc, argv);
  try {
    const int wrong = latency ? soak::measure_latency(plan) : soak::judge(plan, soak::live_a_day(plan));
    return wrong == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "urp-soak: {}\n", error.what());
    return 1;
  }
}
