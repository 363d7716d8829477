// plugin.hpp: liburp-net.so, which holds what needs curl or microhttpd: loaded when a verb first asks for it,
// so that the local ones start without thirty libraries; never closed.
#pragma once

#include <filesystem>
#include <vector>

namespace urp {

/// A function that liburp-net.so exports. Throws failed when the module is missing, cannot be loaded, or has
/// no such function because it is of another version.
void* net_symbol(const char* name);

template <class Function>
Function* net_function(const char* name) {
  return reinterpret_cast<Function*>(net_symbol(name));
}

/// The module at the first of these paths where there is one; a bare name is left to the loader. Throws
/// failed.
void* load_module(const std::vector<std::filesystem::path>& paths);
/// Throws failed when the module is of another version: names carry theirs.
void* module_symbol(void* module, const char* name);

}  // namespace urp
