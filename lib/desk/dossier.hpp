// dossier.hpp: a case with everything that belongs to it, gathered for whoever gets it in hand.
#pragma once

#include <string>

#include <urp/desk/archive.hpp>

#include "files/whole_folder.hpp"
#include "office/local.hpp"
#include "render/transcript.hpp"

namespace urp {

/// The case and its whole thread as they are now; of media the path inside the folder.
render::Transcript gather_transcript(const Office& office, const db::Access& db, TicketId ticket);
/// SHA-256 in hex of the transcript for programs, as a folder of it would have it.
std::string transcript_digest(const Office& office, const db::Access& db, TicketId ticket);
/// transcript.json, transcript.html, and of media/ what is not there yet.
void write_transcript(const Office& office, const db::Access& db, const render::Transcript& transcript,
                      files::WholeFolder& folder);

/// A stored attachment. Throws failed when it is lost.
void copy_media(const db::Access& db, files::WholeFolder& folder, const std::string& name,
                const std::string& sha256);
/// The chain of the case, a line each, so that somebody else can compute the hashes again.
std::string chain_lines(const Office& office, const db::Access& db, TicketId ticket);

}  // namespace urp
