// meanwhile.hpp: messages as lines under each other, and what happened to a case while a clerk was writing.
// Pure.
#pragma once

#include <string>
#include <vector>

#include <urp/desk/thread.hpp>

#include "message_words.hpp"
#include "thread_blocks.hpp"

namespace urp::cli {

/// A message beneath its number, time and direction, wrapped.
void add_block(std::vector<std::string>& lines, const MessageBlock& block, const Telling& telling,
               int columns);
/// Each line by itself.
std::vector<std::string> split_lines(const std::vector<std::string>& texts);

/// What a citizen or a colleague wrote or changed between two looks, and that a colleague took the case or
/// handed it on; empty when nothing happened.
std::vector<std::string> told_meanwhile(const ShowResult& before, const ShowResult& after,
                                        const Telling& telling, const std::string& me);

}  // namespace urp::cli
