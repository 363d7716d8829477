// notice_view.hpp: notices as people look at them.
#pragma once

#include <span>
#include <string>

#include <urp/desk/notice.hpp>
#include <urp/office.hpp>
#include <urp/work.hpp>

#include "printer.hpp"

namespace urp::cli {

std::string notice_state_word(NoticeState state);
std::string recipient_status_word(RecipientStatus status);
/// Why somebody was skipped, or what failed: `unsubscribed`, `WhatsApp's words (code)`.
std::string result_words(const std::string& reason, std::optional<std::int64_t> code);

void show_notice_page(Printer& out, const NoticePage& page, const Office& office);
void show_notice_list(Printer& out, std::span<const NoticeLine> lines, const Office& office);
/// `████░░░░  1,048 of 2,106   20.0/s`; negative rate: none is shown.
std::string progress_words(const TerminalStyle& style, const NoticeSums& sums, double per_second);
/// One line of the log: for programs.
std::string log_line(const NoticeStep& step, const std::string& at);

}  // namespace urp::cli
