#include "desk/strikes.hpp"

#include "domain/strikes.hpp"
#include "store/suspicions.hpp"

namespace urp {

std::vector<Strikes> strikes_of(const db::Access& db, ContactId contact) {
  auto all = store::list_strikes(db, contact);
  for (auto& one : all) one.block_is_usual = usual_sanction(one.ground, one.count) == Sanction::block;
  return all;
}

}  // namespace urp
