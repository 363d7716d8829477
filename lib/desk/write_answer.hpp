// write_answer.hpp: an answer inside a transaction of more than that.
#pragma once

#include <urp/desk/reply.hpp>

#include "desk/reply_parts.hpp"
#include "office/local.hpp"

namespace urp {

/// What reply() does between its files and its commit, which is the caller's. Throws what reply() throws.
ReplyResult write_answer(db::Writer& db, const Office::Local& office, const ReplyRequest& request,
                         const ReplyFiles& files);

}  // namespace urp
