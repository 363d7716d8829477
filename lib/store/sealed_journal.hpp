// sealed_journal.hpp: what stands of a hidden message in the journal, where it must not be read either.
#pragma once

#include "store/access.hpp"

namespace urp::store {

/// Takes the message, and its edits, out of the bodies that brought them, into pieces that are sealed with
/// it. A journal that is projected into a new database does not know the message then.
void seal_journal(Writer& db, MessageId message);
/// Puts them back, before the pieces go.
void unseal_journal(Writer& db, MessageId message);

}  // namespace urp::store
