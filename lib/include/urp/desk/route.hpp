// route.hpp: hands cases to the competent service, and takes them back.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/desk/bulk.hpp>
#include <urp/desk/thread.hpp>
#include <urp/office.hpp>

namespace urp {

struct RouteRequest {
  std::vector<TicketId> tickets;
  std::string service;                      // slug: it leads
  std::vector<std::string> copies;          // further ones
  std::optional<std::int64_t> first, last;  // of one ticket: only these messages
  std::optional<std::string> note;          // for the service
  bool mail = true;                         // false: the dossier is handed over by other means
  bool tell = false;                        // informs the citizen, now or when they write again
  Seconds hold{0};                          // so long what is told rests before it leaves
  std::optional<std::int64_t> if_revision;
  bool dry_run = false;
};
/// What a citizen is told of it.
struct Told {
  MessageRef message;
  std::string to, text;
  bool parked = false;  // until they write again
};
struct RouteResult {
  BulkResult tickets;
  std::vector<Told> told;
  bool mailed = false;               // a letter waits to leave
  std::vector<std::string> by_hand;  // slugs that get no mail: [mail] or the service has no address
};
/// The ticket is routed, the turn is the service's. Again to the same service: no change of state, further
/// copies are added. Throws not_found (an unknown service); each ticket fails with not_found, and conflict
/// when it is closed or a colleague holds it.
URP_API RouteResult route_tickets(Office& office, const RouteRequest& request);

/// The office's turn again, from now on. Conflict when it is not routed.
URP_API BulkResult recall_tickets(Office& office, std::span<const TicketId> tickets, bool dry_run = false);

/// What the rules say of a case, whatever its state. Throws not_found.
URP_API std::optional<Suggestion> suggest_service(Office& office, TicketId ticket);

}  // namespace urp
