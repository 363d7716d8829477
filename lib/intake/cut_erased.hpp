// cut_erased.hpp: what came once more of somebody who was erased does not stay in the journal either.
#pragma once

#include <span>

#include "domain/part.hpp"
#include "store/journal.hpp"

namespace urp::intake {

/// `outcomes`: what became of each of these parts of the body.
void cut_erased(db::Writer& db, JournalId journal, std::span<const Part> parts,
                std::span<const store::PartOutcome> outcomes);

}  // namespace urp::intake
