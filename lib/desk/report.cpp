#include "desk/report.hpp"

#include <algorithm>
#include <map>

#include "desk/role.hpp"
#include "domain/media_ending.hpp"
#include "domain/say.hpp"
#include "office/seal.hpp"
#include "render/json_document.hpp"
#include "render/json_shapes.hpp"
#include "store/archive.hpp"
#include "store/contact_list.hpp"
#include "store/media_files.hpp"
#include "store/thread.hpp"

namespace urp {
namespace {

using HiddenPieces = std::map<MessageId, std::vector<store::SealedPiece>>;

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
                            render::put_identities(json, person.identities);
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

/// Opened with the key in a part of the change that is not kept: nothing of it stays in the table.
HiddenPieces read_hidden(db::Writer& db, const ReportRequest& request, const render::Transcript& transcript) {
  HiddenPieces pieces;
  const db::Savepoint not_kept(db);
  for (const Message& message : transcript.messages) {
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

const ReportRequest& allowed(Office& office, const ReportRequest& request) {
  if (request.unseal) require_supervisor(office.local(), _("read what is hidden"));
  return request;
}

/// What was copied while it was in sight still.
void drop_unseen_media(const render::Transcript& transcript, files::WholeFolder& folder) {
  const auto is_seen = [&transcript](const std::string& name) {
    return std::any_of(transcript.messages.begin(), transcript.messages.end(), [&name](const Message& one) {
      return one.media && one.media->path && *one.media->path == name;
    });
  };
  const auto copied = folder.files();
  for (const auto& file : copied) {
    if (!is_seen(file.name)) folder.remove(file.name);
  }
}

}  // namespace

Report::Report(Office& office, const ReportRequest& request)
    : office_(office), request_(allowed(office, request)), folder_(request_.folder) {
}

void Report::copy_ahead() {
  const auto db = office_.local().read();
  for (const Message& message : gather_transcript(office_, db, request_.ticket).messages) {
    if (message.media && message.media->path && message.media->sha256)
      copy_media(db, folder_, *message.media->path, *message.media->sha256);
  }
}

void Report::write(db::Writer& db) {
  db.record("report", request_.ticket, std::nullopt,
            {{"output", std::nullopt, request_.folder.string()},
             {"hidden", std::nullopt, request_.unseal ? "with" : "without"}});
  const auto transcript = gather_transcript(office_, db, request_.ticket);
  drop_unseen_media(transcript, folder_);
  write_transcript(office_, db, transcript, folder_);
  folder_.add("events.jsonl", chain_lines(office_, db, transcript.ticket.id));
  folder_.add("report.json", report_json(office_, db, transcript));
  if (request_.unseal) write_hidden(office_, db, transcript, read_hidden(db, request_, transcript), folder_);
  folder_.write_sums("SHA256SUMS");
  folder_.settle();
  messages_ = static_cast<std::int64_t>(transcript.messages.size());
}

FolderResult Report::finish() {
  folder_.commit();
  return {request_.folder, static_cast<std::int64_t>(folder_.files().size()), messages_};
}

}  // namespace urp
