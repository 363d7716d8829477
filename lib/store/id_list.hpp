// id_list.hpp: many ids as one value of a statement, so that one question answers for all.
#pragma once

#include <string>

#include <urp/ids.hpp>

namespace urp::store {

/// For `WHERE id IN (SELECT value FROM json_each(?))`. `id_of`: the Id of an element.
template <class Elements, class IdOf>
std::string id_list(const Elements& elements, const IdOf& id_of) {
  std::string list;
  for (const auto& one : elements) list += (list.empty() ? "[" : ",") + std::to_string(id_of(one).value);
  return list.empty() ? "[]" : list + "]";
}

}  // namespace urp::store
