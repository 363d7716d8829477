#include "desk/dossier.hpp"

#include <cerrno>

#include "desk/message_details.hpp"
#include "desk/role.hpp"
#include "domain/hash.hpp"
#include "domain/media_ending.hpp"
#include "domain/say.hpp"
#include "files/trouble.hpp"
#include "render/archive_xml.hpp"
#include "render/json_document.hpp"
#include "render/json_shapes.hpp"
#include "store/archive.hpp"
#include "store/arrange.hpp"
#include "store/media_files.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

/// The citizen's file name is never used: a number and a checked ending are.
std::string file_name(const Message& message) {
  return "media/" + std::to_string(message.ticket ? message.ticket->value : 0) + "-" +
         std::to_string(message.number) +
         saved_ending(message.media->mime_type.value_or(""), message.media->file_name.value_or(""));
}

std::string mime_type_of(const std::string& name, const render::Transcript& transcript) {
  if (name.ends_with(".json")) return "application/json";
  if (name.ends_with(".jsonl")) return "application/x-ndjson";
  if (name.ends_with(".html")) return "text/html";
  if (name.ends_with(".xml")) return "application/xml";
  for (const Message& message : transcript.messages) {
    if (message.media && message.media->path == name && message.media->mime_type)
      return *message.media->mime_type;
  }
  return "application/octet-stream";
}

render::Package make_package(const Office& office, const render::Transcript& transcript,
                             const files::WholeFolder& folder) {
  render::Package package;
  package.office = office.settings().office.name;
  package.archive = office.settings().archive;
  package.ticket = transcript.ticket;
  package.protocol = transcript.protocol;
  package.at = office.now();
  for (const auto& file : folder.files()) {
    package.files.push_back({file.name, mime_type_of(file.name, transcript), file.sha256, file.size});
  }
  return package;
}

/// Who took what out is on record before the first byte leaves.
void record(Office& office, TicketId ticket, const std::filesystem::path& target) {
  auto db = office.local().write();
  store::get_ticket(db, ticket, office.now());  // throws when there is none
  db.record("export", ticket, std::nullopt,
            {{"what", std::nullopt, "dossier"}, {"output", std::nullopt, target.string()}});
  db.commit();
}

}  // namespace

void copy_media(const db::Access& db, files::WholeFolder& folder, const std::string& name,
                const std::string& sha256) {
  const auto stored = store::open_media(db.store(), sha256);
  if (!stored) {
    files::throw_trouble(store::media_path(db.store(), sha256), ENOENT,
                         _("bring it back from the last backup"));
  }
  folder.copy(name, stored->file.get());
}

std::string chain_lines(const Office& office, const db::Access& db, TicketId ticket) {
  std::string lines;
  store::walk_chain(db, ticket, [&](const store::ChainRow& row) {
    std::string out;
    render::TimeCache times(office.zone());
    render::JsonWriter json(out, times);
    json.begin_object();
    json.field("id", row.id);
    json.field("at", row.at);
    json.field("recorded_at", row.recorded_at);
    json.field("clerk", row.clerk);
    json.field("login", row.login);
    json.field("verb", row.verb);
    json.field("ticket", ticket);
    json.field("message", row.message);
    json.field("detail", row.detail);
    json.field("salt", row.salt);
    json.field("detail_digest", row.detail_digest);
    json.field("hash", row.hash);
    json.end_object();
    lines += out + "\n";
  });
  return lines;
}

render::Transcript gather_transcript(const Office& office, const db::Access& db, TicketId ticket) {
  render::Transcript transcript;
  const TicketId thread = store::follow_merges(db, ticket);
  transcript.office = office.settings().office.name;
  transcript.ticket = store::get_ticket(db, thread, office.now());
  transcript.messages = store::list_messages(db, thread, 0);
  transcript.protocol = store::list_protocol_entries(db, thread);
  for (Message& message : transcript.messages) {
    add_details(office, db, message);
    if (!message.media) continue;
    message.media->link.reset();
    message.media->path = message.media->path ? std::optional(file_name(message)) : std::nullopt;
  }
  return transcript;
}

std::string transcript_digest(const Office& office, const db::Access& db, TicketId ticket) {
  return hex(sha256(render::transcript_json(gather_transcript(office, db, ticket), office.zone())));
}

void write_transcript(const Office& office, const db::Access& db, const render::Transcript& transcript,
                      files::WholeFolder& folder) {
  folder.add("transcript.json", render::transcript_json(transcript, office.zone()));
  folder.add("transcript.html",
             render::transcript_html(transcript, office.zone(), office.settings().office.language));
  for (const Message& message : transcript.messages) {
    if (message.media && message.media->path && message.media->sha256 && !folder.holds(*message.media->path))
      copy_media(db, folder, *message.media->path, *message.media->sha256);
  }
}

FolderResult export_dossier(Office& office, TicketId ticket, const std::filesystem::path& target) {
  require_supervisor(office.local(), _("export with names"));
  files::WholeFolder folder(target);
  record(office, ticket, target);
  const auto db = office.local().read();
  const auto transcript = gather_transcript(office, db, ticket);
  write_transcript(office, db, transcript, folder);
  folder.add("events.jsonl", chain_lines(office, db, transcript.ticket.id));
  folder.add("metadata.xml",
             render::dossier_metadata(make_package(office, transcript, folder), office.zone()));
  folder.add("index.xml",
             render::dossier_index(make_package(office, transcript, folder), office.zone(), version()));
  folder.write_sums("SHA256SUMS");
  folder.commit();
  return {target, static_cast<std::int64_t>(folder.files().size()),
          static_cast<std::int64_t>(transcript.messages.size())};
}

}  // namespace urp
