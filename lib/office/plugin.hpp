// plugin.hpp: liburp-net.so, which holds what needs curl or microhttpd, liburp-patterns.so, which needs RE2,
// and liburp-mail.so, which needs the MIME library: loaded when a verb first asks for them, so that the local
// ones start without forty libraries; never closed.
#pragma once

#include <filesystem>
#include <vector>

namespace urp {

/// A function that the module exports. Throws failed when the module is missing, cannot be loaded, or has no
/// such function because it is of another version.
void* net_symbol(const char* name);
void* mail_symbol(const char* name);

template <class Function>
Function* net_function(const char* name) {
  return reinterpret_cast<Function*>(net_symbol(name));
}

/// The same of liburp-patterns.so.
void* pattern_symbol(const char* name);

template <class Function>
Function* pattern_function(const char* name) {
  return reinterpret_cast<Function*>(pattern_symbol(name));
}

/// The same of liburp-mail.so.
template <class Function>
Function* mail_function(const char* name) {
  return reinterpret_cast<Function*>(mail_symbol(name));
}

/// The module at the first of these paths where there is one; a bare name is left to the loader. Throws
/// failed.
void* load_module(const std::vector<std::filesystem::path>& paths, const char* name = "liburp-net.so");
/// Throws failed when the module is of another version: names carry theirs.
void* module_symbol(void* module, const char* name, const char* module_name = "liburp-net.so");

}  // namespace urp
