// journal_cut.hpp: what is one person's in the bodies of the journal, destroyed without their neighbours:
// the bytes stay as many as they were, so that every other part keeps its place.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// The objects of a JSON body that hold one of these words as a whole text: from `{` up to behind `}`, the
/// outer of two.
std::vector<std::pair<std::size_t, std::size_t>> find_objects(std::string_view body,
                                                              const std::set<std::string>& words);

/// The bodies after `after` in which one of the words stands, in order.
std::vector<JournalId> list_bodies_with(const Access& db, const std::set<std::string>& words,
                                        JournalId after);
/// Empties those objects; their parts are erased. False: there was nothing.
bool cut_body(Writer& db, JournalId journal, const std::set<std::string>& words);
/// Of a body that came again after the person was erased: the part, or all of it when nothing else is in it.
void cut_parts(Writer& db, JournalId journal);

}  // namespace urp::store
