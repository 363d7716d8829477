#include "office/plugin.hpp"

#include <dlfcn.h>

#include <string>
#include <system_error>
#include <utility>

#include <urp/error.hpp>
#include <urp/listen.hpp>

#include "domain/listen_factory.hpp"
#include "domain/say.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

constexpr const char *net_module = "liburp-net.so", *pattern_module = "liburp-patterns.so",
                     *mail_module = "liburp-mail.so";

/// The folder of a file, all links followed; empty when it cannot be told.
fs::path folder_of(const fs::path& file) {
  std::error_code none;
  return fs::canonical(file, none).parent_path();
}

/// Beside the library itself; where the library's objects stand in a program, in the `lib` beside its `bin`;
/// else wherever the loader looks.
std::vector<fs::path> module_paths(const char* module_name) {
  std::vector<fs::path> paths;
  Dl_info self{};
  if (dladdr(reinterpret_cast<void*>(&net_symbol), &self) != 0 && self.dli_fname != nullptr) {
    if (const auto folder = folder_of(self.dli_fname); !folder.empty()) paths.push_back(folder / module_name);
  }
  if (const auto folder = folder_of("/proc/self/exe"); !folder.empty()) {
    paths.push_back(folder.parent_path() / "lib" / module_name);
  }
  paths.emplace_back(module_name);
  return paths;
}

[[noreturn]] void refuse(const char* module_name, const std::string& why) {
  throw Error(Fault::failed, say(_("{0}: cannot be loaded: {1}"), module_name, why),
              say(_("install {0} in the folder of liburp.so, of the same version"), module_name));
}

std::string loader_error() {
  const char* why = dlerror();
  return why != nullptr ? why : "";
}

}  // namespace

void* load_module(const std::vector<fs::path>& paths, const char* name) {
  for (const auto& path : paths) {
    std::error_code none;
    if (path.has_parent_path() && !fs::exists(path, none)) continue;
    // A module that is there but broken ends the search: one of another folder might be of another version.
    if (void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return module;
    refuse(name, loader_error());
  }
  refuse(name, _("there is none"));
}

void* module_symbol(void* module, const char* name, const char* module_name) {
  if (void* symbol = dlsym(module, name)) return symbol;
  throw Error(Fault::failed,
              say(_("{0}: of another version than liburp.so: {1} is missing"), module_name, name),
              say(_("install liburp.so and {0} of the same version"), module_name));
}

void* net_symbol(const char* name) {
  static void* const module = load_module(module_paths(net_module), net_module);
  return module_symbol(module, name, net_module);
}

void* pattern_symbol(const char* name) {
  static void* const module = load_module(module_paths(pattern_module), pattern_module);
  return module_symbol(module, name, pattern_module);
}

void* mail_symbol(const char* name) {
  static void* const module = load_module(module_paths(mail_module), mail_module);
  return module_symbol(module, name, mail_module);
}

Server::~Server() = default;

std::unique_ptr<Server> start_server(const ServerSettings& settings, Prepare prepare, Commit commit,
                                     Idle idle, Refused refused) {
  auto* factory = net_function<ListenFactory>(listen_factory_name);
  return std::unique_ptr<Server>(
      factory(settings, std::move(prepare), std::move(commit), std::move(idle), std::move(refused)));
}

}  // namespace urp
