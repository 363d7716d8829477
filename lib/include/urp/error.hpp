// error.hpp: the one exception of urp. The library knows kinds; only the program knows exit numbers.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <urp/api.hpp>

namespace urp {

enum class Fault {
  failed,         // it was tried and did not work
  usage,          // the request makes no sense, or a confirmation is missing
  not_found,      // a named thing does not exist
  denied,         // token or permission
  rate_limited,   // WhatsApp asks to slow down
  window_closed,  // free text is no longer allowed
  conflict,       // another clerk was quicker, or holds it
  partial,        // some of it was done
  refused,        // policy or role
  uncertain,      // it may have gone out: look, do not repeat
  schema_newer,   // the database was written by a newer urp
  schema_older,   // the database needs `urp migrate`
  busy,           // not now: locked, or unreachable
  configuration,  // urp.toml or a file it names
  interrupted,    // the person stopped it
};

/// The name scripts read ("window_closed"); never translated.
URP_API std::string_view fault_name(Fault fault);

/// `what` says what was wrong and where, in lower case and without a period; `hint` says what to do, and may
/// be empty.
class URP_API Error : public std::runtime_error {
 public:
  Error(Fault fault, const std::string& what, std::string hint = {});
  Fault fault() const noexcept { return fault_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  Fault fault_;
  std::string hint_;
};

}  // namespace urp
