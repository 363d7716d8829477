#include "desk/dossier.hpp"

#include <cerrno>
#include <map>

#include "desk/message_details.hpp"
#include "desk/role.hpp"
#include "domain/hash.hpp"
#include "domain/media_ending.hpp"
#include "domain/say.hpp"
#include "files/trouble.hpp"
#include "office/seal.hpp"
#include "render/archive_xml.hpp"
#include "render/json_document.hpp"
#include "render/json_shapes.hpp"
#include "store/archive.hpp"
#include "store/arrange.hpp"
#include "store/contact_list.hpp"
#include "store/media_files.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

using HiddenPieces = std::map<MessageId, std::vector<store::SealedPiece>>;

/// The citizen's file name is never used: a number and a checked ending are.
std::string file_name(const Message& message) {
  return "media/" + std::to_string(message.ticket ? message.ticket->value : 0) + "-" +
         std::to_string(message.number) +
         saved_ending(message.media->mime_type.value_or(""), message.media->file_name.value_or(""));
}

void copy_media(const db::Access& db, files::WholeFolder& folder, const std::string& name,
                const std::string& sha256) {
  const auto stored = store::open_media(db.store(), sha256);
  if (!stored) {
    files::throw_trouble(store::media_path(db.store(), sha256), ENOENT,
                         _("bring it back from the last backup"));
  }
  folder.copy(name, stored->file.get());
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

/// The chain of the case, a line each, so that somebody else can compute the hashes again.
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

/// Who wrote what under which ids, so that the provider finds it on its side.
std::string report_json(const Office& office, const db::Access& db, const render::Transcript& transcript) {
  const auto person = store::get_contact_page(db, transcript.ticket.contact.id);
  return render::document(office.zone(),
                          [&](render::JsonWriter& json) {
                            json.field("office", office.settings().office.name);
                            json.field("phone_number_id", office.settings().whatsapp.phone_number_id);
                            json.field("business_account_id", office.settings().whatsapp.business_account_id);
                            json.field("ticket", transcript.ticket.id);
                            json.field("made_at", office.now());
                            json.field("made_by", office.actor().clerk);
                            json.field("contact", transcript.ticket.contact.id);
                            json.list("identities", person.identities, [&json](const IdentityLine& identity) {
                              json.begin_object();
                              json.field("kind", identity.kind);
                              json.field("value", identity.value);
                              json.field("valid_from", identity.valid_from);
                              json.field("valid_to", identity.valid_to);
                              json.end_object();
                            });
                            json.list("messages", transcript.messages, [&json](const Message& message) {
                              json.begin_object();
                              json.field("number", message.number);
                              json.field("provider_id", message.provider_id);
                              json.field("direction", to_name(message.direction));
                              json.field("type", message.type);
                              json.field("at", message.at);
                              json.field("received_at", message.received_at);
                              json.field("hidden", message.hidden);
                              json.field("ground", message.ground);
                              json.field("sha256", message.media ? message.media->sha256 : std::nullopt);
                              json.end_object();
                            });
                          }) +
         "\n";
}

/// Read in a transaction that is not kept: opened with the key, nothing of it stays in the table.
HiddenPieces read_hidden(Office& office, const ReportRequest& request) {
  HiddenPieces pieces;
  auto db = office.local().write();
  for (const Message& message : store::list_messages(db, store::follow_merges(db, request.ticket), 0)) {
    if (!message.hidden) continue;
    decrypt_sealed(db, message.id, request.seal_key);
    pieces[message.id] = store::list_sealed(db, message.id);
  }
  return pieces;
}

/// What stood in the hidden messages, with their attachments.
void write_hidden(const Office& office, const db::Access& db, const render::Transcript& transcript,
                  const HiddenPieces& pieces, files::WholeFolder& folder) {
  std::vector<const Message*> hidden;
  for (const Message& message : transcript.messages) {
    if (message.hidden) hidden.push_back(&message);
  }
  const auto pieces_of = [&pieces](MessageId message) {
    const auto found = pieces.find(message);
    return found == pieces.end() ? std::vector<store::SealedPiece>() : found->second;
  };
  const auto put_piece = [](render::JsonWriter& json, const store::SealedPiece& piece) {
    json.begin_object();
    json.field("piece", piece.piece);
    json.field("place", piece.place);
    json.field("value", piece.value);
    json.end_object();
  };
  folder.add("hidden.json", render::document(office.zone(), [&](render::JsonWriter& json) {
                              json.list("messages", hidden, [&](const Message* message) {
                                json.begin_object();
                                json.field("number", message->number);
                                json.field("ground", message->ground);
                                json.list("pieces", pieces_of(message->id),
                                          [&](const store::SealedPiece& piece) { put_piece(json, piece); });
                                json.end_object();
                              });
                            }) + "\n");
  for (const Message* message : hidden) {
    const auto file = store::find_hidden_file(db, message->id);
    if (!file) continue;
    copy_media(db, folder, "hidden/" + std::to_string(message->number) + saved_ending(file->mime_type, ""),
               file->sha256);
  }
}

/// Who took what out is on record before the first byte leaves.
void record(Office& office, const char* verb, TicketId ticket, std::vector<Change> changes) {
  auto db = office.local().write();
  store::get_ticket(db, ticket, office.now());  // throws when there is none
  db.record(verb, ticket, std::nullopt, changes);
  db.commit();
}

FolderResult finish(files::WholeFolder& folder, const std::filesystem::path& target, std::int64_t rows) {
  folder.write_sums("SHA256SUMS");
  folder.commit();
  return {target, static_cast<std::int64_t>(folder.files().size()), rows};
}

}  // namespace

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
    if (message.media && message.media->path && message.media->sha256) {
      copy_media(db, folder, *message.media->path, *message.media->sha256);
    }
  }
}

FolderResult export_dossier(Office& office, TicketId ticket, const std::filesystem::path& target) {
  require_supervisor(office.local(), _("export with names"));
  files::WholeFolder folder(target);
  record(office, "export", ticket,
         {{"what", std::nullopt, "dossier"}, {"output", std::nullopt, target.string()}});
  const auto db = office.local().read();
  const auto transcript = gather_transcript(office, db, ticket);
  write_transcript(office, db, transcript, folder);
  folder.add("events.jsonl", chain_lines(office, db, transcript.ticket.id));
  folder.add("metadata.xml",
             render::dossier_metadata(make_package(office, transcript, folder), office.zone()));
  folder.add("index.xml",
             render::dossier_index(make_package(office, transcript, folder), office.zone(), version()));
  return finish(folder, target, static_cast<std::int64_t>(transcript.messages.size()));
}

void check_report(Office& office, const ReportRequest& request) {
  if (request.unseal) require_supervisor(office.local(), _("read what is hidden"));
  const files::WholeFolder tried(request.folder);  // and taken away again
}

FolderResult export_report(Office& office, const ReportRequest& request) {
  HiddenPieces hidden;
  if (request.unseal) require_supervisor(office.local(), _("read what is hidden"));
  files::WholeFolder folder(request.folder);
  if (request.unseal) hidden = read_hidden(office, request);
  record(office, "report", request.ticket,
         {{"output", std::nullopt, request.folder.string()},
          {"hidden", std::nullopt, request.unseal ? "with" : "without"}});
  const auto db = office.local().read();
  const auto transcript = gather_transcript(office, db, request.ticket);
  write_transcript(office, db, transcript, folder);
  folder.add("events.jsonl", chain_lines(office, db, transcript.ticket.id));
  folder.add("report.json", report_json(office, db, transcript));
  if (request.unseal) write_hidden(office, db, transcript, hidden, folder);
  return finish(folder, request.folder, static_cast<std::int64_t>(transcript.messages.size()));
}

}  // namespace urp
