// templates.hpp: the template that a name means.
#pragma once

#include <urp/template.hpp>

#include "office/local.hpp"

namespace urp {

/// Language empty: the office's, or the only one there is. Throws not_found.
Template pick_template(const db::Access& db, const Office::Local& office, const std::string& name,
                       const std::string& language);

}  // namespace urp
