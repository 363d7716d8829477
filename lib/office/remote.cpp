#include "office/remote.hpp"

#include "domain/transport_factory.hpp"
#include "office/plugin.hpp"

namespace urp {

Transport load_transport(const std::string& user_agent) {
  Transport transport;
  net_function<TransportFactory>(transport_factory_name)(user_agent, transport);
  return transport;
}

}  // namespace urp
