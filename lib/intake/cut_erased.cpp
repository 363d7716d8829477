#include "intake/cut_erased.hpp"

#include <algorithm>
#include <set>

#include "domain/part_people.hpp"
#include "store/journal_cut.hpp"

namespace urp::intake {

void cut_erased(db::Writer& db, JournalId journal, std::span<const Part> parts,
                std::span<const store::PartOutcome> outcomes) {
  if (std::find(outcomes.begin(), outcomes.end(), store::PartOutcome::erased) == outcomes.end()) return;
  store::cut_parts(db, journal);
  // Name and number stand beside the messages too; whoever has another part in the same body keeps them.
  std::set<std::string> words, kept;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool erased = outcomes[i] == store::PartOutcome::erased;
    for (const auto& person : people_of(parts[i].content).people) {
      for (auto& id : ids_of(person)) (erased ? words : kept).insert(std::move(id));
    }
  }
  for (const auto& id : kept) words.erase(id);
  store::cut_body(db, journal, words);
}

}  // namespace urp::intake
