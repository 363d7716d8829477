#include "files/trouble.hpp"

#include <cerrno>
#include <cstring>

#include "domain/say.hpp"

namespace urp::files {

void throw_trouble(const std::filesystem::path& file, int why, std::string hint) {
  switch (why) {
    case ELOOP:  // of a file that is opened with O_NOFOLLOW
      throw Error(Fault::denied, say(_("{0}: a symbolic link, where urp follows none"), file.string()),
                  _("see who put it there with: ls -l; take it away"));
    case ENOSPC:
    case EDQUOT:
      throw Error(Fault::failed, say(_("{0}: the disk is full"), file.string()),
                  _("make room, then try again; nothing was left behind"));
    case EACCES:
    case EPERM:
    case EROFS:
      throw Error(Fault::denied, say(_("{0}: {1}"), file.string(), std::strerror(why)), std::move(hint));
    case EEXIST:
      throw Error(Fault::conflict, say(_("{0}: {1}"), file.string(), std::strerror(why)), std::move(hint));
    default:
      throw Error(Fault::failed, say(_("{0}: {1}"), file.string(), std::strerror(why)), std::move(hint));
  }
}

}  // namespace urp::files
