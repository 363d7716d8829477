// template.hpp: where the values of a template stand in it.
#pragma once

#include <urp/template.hpp>

namespace urp {

struct TemplateParameter {
  std::string key;    // as people name it: nome, 1, header.1, button.0
  std::string place;  // body.nome, header.1, button.0
};
/// In the order in which WhatsApp wants those that have no name.
std::vector<TemplateParameter> template_parameter_list(const Template& form);

}  // namespace urp
