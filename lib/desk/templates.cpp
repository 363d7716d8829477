#include "desk/templates.hpp"

#include <algorithm>

#include <urp/desk/templates.hpp>

#include "domain/say.hpp"
#include "store/templates.hpp"

namespace urp {

Template pick_template(const db::Access& db, const Office::Local& office, const std::string& name,
                       const std::string& language) {
  const auto forms = store::find_templates(db, name);
  const auto in = [&forms](const std::string& wanted) {
    return std::find_if(forms.begin(), forms.end(),
                        [&](const Template& form) { return form.language == wanted; });
  };
  auto found = language.empty() ? in(office.options.settings.office.language) : in(language);
  if (found == forms.end() && language.empty() && forms.size() == 1) found = forms.begin();
  if (found != forms.end()) return *found;
  if (forms.empty()) {
    throw Error(Fault::not_found, say(_("there is no template \"{0}\""), name),
                store::templates_synced_at(db)
                    ? _("see: urp template list; ask WhatsApp again: urp template sync")
                    : _("WhatsApp was never asked for them: urp template sync"));
  }
  std::string languages;
  for (const auto& form : forms)
    languages += (languages.empty() ? "" : ", ") + form.name + ":" + form.language;
  throw Error(Fault::not_found, say(_("template \"{0}\" is not there in that language"), name),
              say(_("allowed: {0}"), languages));
}

TemplateList list_templates(Office& office) {
  const auto db = office.local().read();
  return {store::list_templates(db), store::templates_synced_at(db)};
}

Template find_template(Office& office, const std::string& name) {
  const auto db = office.local().read();
  const auto colon = name.find(':');
  const std::string language = colon == name.npos ? "" : name.substr(colon + 1);
  return pick_template(db, office.local(), name.substr(0, colon), language);
}

}  // namespace urp
