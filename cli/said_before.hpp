// said_before.hpp: what the commands say that cron runs every minute: each trouble once in a day, and again
// when it was over in between; 1,440 mails a day hide the first.
#pragma once

#include <string>

namespace urp::cli {

struct Task {
  std::string office;  // its configuration, as it was named
  std::string verb;
};
/// Whether this task of this user said these words in the last day; if not, they are said now. Where nothing
/// can be remembered they never were.
bool said_before(const Task& task, const std::string& words);
/// It went well: what this task says next is news.
void forget_said(const Task& task);

}  // namespace urp::cli
