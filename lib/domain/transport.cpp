#include "domain/transport.hpp"

namespace urp {

RequestOutcome perform(Transport& transport, OutgoingRequest request) {
  constexpr RequestId only = 0;
  constexpr std::chrono::seconds step{1}, grace{30};
  // The transport ends every request by itself; if it ever does not, nobody shall wait for it for good.
  const auto patience = request.timeout + grace;
  transport.start(only, std::move(request));
  for (std::chrono::seconds waited{0}; waited < patience; waited += step) {
    for (auto& [id, outcome] : transport.poll(step)) {
      if (id == only) return std::move(outcome);
    }
  }
  return {RequestOutcome::Kind::lost, {}, "the transport never reported an outcome"};
}

}  // namespace urp
