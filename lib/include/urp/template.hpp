// template.hpp: texts that WhatsApp approved beforehand: the only thing that may go outside of the window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/time.hpp>

namespace urp {

struct TemplateButton {
  std::string kind;  // QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE ... as WhatsApp names it
  std::string text;
  std::optional<std::string> url;  // may end with {{1}}
};

struct Template {
  std::string name, language;                        // `it`, `en_US`
  std::string status, category;                      // APPROVED ...; UTILITY, MARKETING, AUTHENTICATION
  bool named = true;                                 // {{nome}}; else {{1}}
  std::optional<std::string> header_format, header;  // TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION
  std::string body;
  std::optional<std::string> footer;
  std::vector<TemplateButton> buttons;
  std::optional<std::string> unknown_part;     // CAROUSEL, LIMITED_TIME_OFFER ...: urp cannot fill it in
  std::optional<std::string> reason, quality;  // why it was rejected; GREEN, YELLOW, RED
  TimePoint synced_at{};                       // real clock
};

/// `nome`, `1`; of the header's text `header.1` when the body has the same name; of an address `button.0`.
using TemplateValues = std::vector<std::pair<std::string, std::string>>;

/// The parameters that must be given, in their order.
URP_API std::vector<std::string> template_parameters(const Template& form);
/// Header, body and footer as the citizen sees them; what is not given stays as {{nome}}.
URP_API std::string template_preview(const Template& form, const TemplateValues& values);
/// Throws usage: one is missing, unknown, given twice, empty, with a line break, a tab or five blanks, or the
/// whole is too long; refused: not approved, or of a kind that urp cannot send.
URP_API void check_template(const Template& form, const TemplateValues& values);

}  // namespace urp
