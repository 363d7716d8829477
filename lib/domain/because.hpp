// because.hpp: a reason of ours where a message keeps what WhatsApp says.
#pragma once

#include <urp/message.hpp>
#include <urp/reason.hpp>

namespace urp {

inline MessageError because(Reason reason, std::int64_t code = 0) {
  return {code, std::string(to_name(reason))};
}

}  // namespace urp
