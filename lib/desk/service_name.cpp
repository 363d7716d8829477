#include <urp/desk/service_name.hpp>

#include <urp/spelling.hpp>
#include <urp/text.hpp>

#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/services.hpp"

namespace urp {

std::string service_slug(Office& office, const std::string& word) {
  const auto& services = office.settings().services;
  if (services.empty()) return word;
  const std::string folded = fold_for_matching(word);
  for (const auto& service : services) {
    if (folded == service.slug || folded == fold_for_matching(service.name)) return service.slug;
  }
  if (store::has_tickets_of(office.local().read(), word)) return word;
  std::string nearest, list;
  int least = 3;
  for (const auto& service : services) {
    list += (list.empty() ? "" : ", ") + service.slug;
    if (const int slips = count_slips(folded, service.slug); slips < least) {
      least = slips;
      nearest = service.slug;
    }
  }
  throw Error(Fault::not_found, say(_("there is no service \"{0}\""), word),
              nearest.empty() ? say(_("allowed: {0}"), list)
                              : say(_("did you mean: {0}? allowed: {1}"), nearest, list));
}

}  // namespace urp
