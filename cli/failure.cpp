#include "failure.hpp"

#include <cerrno>
#include <filesystem>
#include <ios>
#include <new>
#include <system_error>

#include "say.hpp"

namespace urp::cli {
namespace {

Fault fault_of(const std::error_code& code) {
  const bool forbidden = code == std::errc::permission_denied || code == std::errc::operation_not_permitted ||
                         code == std::errc::read_only_file_system;
  return forbidden ? Fault::denied : Fault::failed;
}

std::string hint_of(const std::error_code& code) {
  if (code == std::errc::no_space_on_device) return _("the disk is full: make room, then try again");
  if (fault_of(code) == Fault::denied) return _("see its owner and mode with: ls -l");
  return {};
}

}  // namespace

Error explain(const std::exception& thrown) {
  if (const auto* files = dynamic_cast<const std::filesystem::filesystem_error*>(&thrown)) {
    const auto& path = files->path2().empty() ? files->path1() : files->path2();
    return Error(fault_of(files->code()), say(_("{0}: {1}"), path.string(), files->code().message()),
                 hint_of(files->code()));
  }
  // The standard library's streams say nothing but the name of the function that failed.
  if (dynamic_cast<const std::ios_base::failure*>(&thrown)) {
    return Error(Fault::failed, _("a file could not be read or written"),
                 _("see that each file that was named is one, and not a folder"));
  }
  if (const auto* system = dynamic_cast<const std::system_error*>(&thrown)) {
    return Error(fault_of(system->code()), system->code().message(), hint_of(system->code()));
  }
  if (dynamic_cast<const std::bad_alloc*>(&thrown)) {
    return Error(Fault::failed, _("the memory of this machine does not suffice"),
                 _("ask for less at once, or let other programs end first"));
  }
  return Error(Fault::failed, say(_("a mistake in urp: {0}"), thrown.what()),
               _("nothing was changed; tell the maintainers what you did and this line"));
}

}  // namespace urp::cli
