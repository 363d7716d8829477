// reply_parts.hpp: what an answer is made of: words, files, a template, a reaction ... as messages to be
// queued.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include <urp/desk/reply.hpp>

#include "office/local.hpp"
#include "store/media_files.hpp"
#include "store/queue.hpp"
#include "store/tickets.hpp"

namespace urp {

/// The request's files, in their order; without their digests in a rehearsal.
using ReplyFiles = std::vector<store::OutgoingFile>;

/// Throws usage (WhatsApp does not take it), not_found. Not copied yet: without its digest.
store::OutgoingFile read_file(const std::filesystem::path& file);
/// Throws usage: the template begins with a file and there is none, or with another one, or with none.
void check_template_file(const Template& form, const ReplyFiles& files);

/// Copies of them, made before anything is locked. In the media folder when they are kept, which is at the
/// end of the transaction that names them: what is refused leaves nothing there.
struct CopiedFiles {
  ReplyFiles files;
  std::vector<std::unique_ptr<store::IncomingMedia>> copies;

  void keep() const;
};
CopiedFiles copy_files(const Office::Local& office, ReplyFiles files,
                       std::span<const std::filesystem::path> paths);

/// What can be said without the database: throws usage.
CopiedFiles check_reply(const Office::Local& office, const ReplyRequest& request);

/// At least one. Throws not_found (template), refused, usage, conflict (nothing to react to).
std::vector<store::NewOutgoing> make_parts(const db::Access& db, const Office::Local& office,
                                           const ReplyRequest& request, const ReplyFiles& files);
/// The template that asks the citizen to write.
store::NewOutgoing make_knock(const db::Access& db, const Office::Local& office, const ReplyRequest& request,
                              const store::AnswerView& ticket);

}  // namespace urp
