// settings_fuzz.cpp: whatever the bytes of urp.toml are, they become Settings or an Error of configuration.
#include <cstdint>
#include <cstdlib>

#include <urp/error.hpp>
#include <urp/settings.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view toml(reinterpret_cast<const char*>(data), size);
  try {
    const auto settings = urp::parse_settings(toml, "urp.toml", "/etc/urp");
    // What was accepted can be shown, too.
    if (urp::list_settings(settings, toml, "urp.toml").empty()) std::abort();
  } catch (const urp::Error& error) {
    if (error.fault() != urp::Fault::configuration) std::abort();
  } catch (...) {
    std::abort();
  }
  try {
    urp::parse_user_settings(toml, "urp.toml");
  } catch (const urp::Error& error) {
    if (error.fault() != urp::Fault::configuration) std::abort();
  } catch (...) {
    std::abort();
  }
  return 0;
}
