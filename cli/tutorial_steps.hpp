// tutorial_steps.hpp: what `urp tutorial` teaches, step by step, and how it sees that it was done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <urp/office.hpp>
#include <urp/practice.hpp>

namespace urp::cli {

/// urp.toml of the rehearsal, in the language of the screen; its database stands beside it.
std::string tutorial_settings(bool italian);
std::vector<PracticeMessage> tutorial_citizens(bool italian);

struct TutorialStep {
  std::string text, command;                 // what to do, and how it is typed
  std::function<bool(Office& office)> done;  // none: any command of urp will do
};
std::vector<TutorialStep> tutorial_steps();

}  // namespace urp::cli
