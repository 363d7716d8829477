// dossier.hpp: what a service may see of a case, gathered from the database and the media folder as a letter.
#pragma once

#include "domain/letter.hpp"
#include "office/local.hpp"
#include "store/letters.hpp"

namespace urp::work {

/// Nothing that is hidden or withdrawn, no notes, nothing that has not left. Media beyond [mail] attach_max
/// are listed. `token` is the attempt's.
Letter write_letter(const Office::Local& office, const db::Access& db, const store::LetterRow& letter,
                    const std::string& token);

/// A file of the messages it hands over is still on its way from WhatsApp.
bool waits_for_media(const db::Access& db, const store::LetterRow& letter);

}  // namespace urp::work
