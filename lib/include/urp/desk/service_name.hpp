// service_name.hpp: a service as a filter names it.
#pragma once

#include <string>

#include <urp/api.hpp>

namespace urp {
class Office;

/// The slug of what was named by slug or name, in any letters; a service that left the configuration is still
/// found by its slug. Throws not_found with the nearest one: a slip must not look like an empty list.
URP_API std::string service_slug(Office& office, const std::string& word);

}  // namespace urp
