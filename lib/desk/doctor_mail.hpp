// doctor_mail.hpp: whether letters to services can be written, and whether they leave.
#pragma once

#include <optional>

#include <urp/desk/doctor.hpp>

#include "office/local.hpp"

namespace urp {

/// Nothing where no mail server is named.
std::optional<Finding> examine_mail(const Office::Local& office);

}  // namespace urp
