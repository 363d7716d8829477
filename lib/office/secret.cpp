#include "office/secret.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <urp/error.hpp>
#include <urp/office.hpp>

#include "domain/say.hpp"
#include "files/descriptor.hpp"

namespace urp {
namespace {

constexpr std::size_t largest = 16 * 1024;  // bytes: no secret is that long, and a wrong file may be

/// At most so much that it is seen to be too much.
std::string read_beginning(int fd) {
  std::string text;
  char buffer[4096];
  ssize_t count = 0;
  while (text.size() <= largest && (count = ::read(fd, buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(count));
  return text;
}

std::string where_of(const std::filesystem::path& file, std::string_view setting) {
  return say(_("{0}: {1}"), setting, file.string());
}

/// Without the newlines at its end.
std::string read_file(const std::filesystem::path& file, std::string_view setting) {
  // Without O_NONBLOCK a pipe would hold us until somebody writes into it.
  const files::Descriptor opened(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!opened) {
    throw Error(errno == ENOENT ? Fault::configuration : Fault::denied,
                say(_("{0}: {1}: {2}"), setting, file.string(), std::strerror(errno)),
                _("write the secret into this file, mode 0600, or 0640 with a group of its own"));
  }
  struct stat status {};
  const bool known = ::fstat(opened.get(), &status) == 0;
  if (!known || !S_ISREG(status.st_mode)) {
    throw Error(Fault::configuration, say(_("{0}: {1}: not a file"), setting, file.string()),
                _("write the secret into a file, mode 0600, or 0640 with a group of its own"));
  }
  if ((status.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0) {
    throw Error(Fault::denied,
                say(_("{0}: {1}: other people can read or write this secret"), setting, file.string()),
                say(_("run: chmod 600 {0}"), file.string()));
  }
  std::string secret = read_beginning(opened.get());
  if (secret.size() > largest) {
    throw Error(Fault::configuration, say(_("{0}: {1}: longer than any secret"), setting, file.string()),
                _("write the secret into it, one line"));
  }
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  return secret;
}

}  // namespace

void check_secret(std::string_view secret, std::string_view where) {
  const auto is_control = [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; };
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  const char* wrong = nullptr;
  if (secret.find_first_not_of(" \t\r\n") == secret.npos) {
    wrong = _("{0}: there is nothing in it");
  } else if (std::any_of(secret.begin(), secret.end(), is_control)) {
    wrong = _("{0}: more than one line, or a character that cannot be seen");
  } else if (secret.front() == ' ' || secret.back() == ' ' || secret.starts_with(byte_order_mark)) {
    wrong = _("{0}: a blank before or behind the secret, or a byte order mark");
  }
  if (wrong) throw Error(Fault::configuration, say(wrong, where), _("write the secret into it, one line"));
}

std::vector<std::string> split_secrets(std::string_view text, std::string_view where) {
  std::vector<std::string> secrets;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) check_secret(secrets.emplace_back(line), where);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (secrets.empty()) check_secret("", where);
  return secrets;
}

std::vector<std::string> read_secrets(const std::filesystem::path& file, std::string_view setting) {
  return split_secrets(read_file(file, setting), where_of(file, setting));
}

std::string read_secret(const std::filesystem::path& file, std::string_view setting) {
  std::string secret = read_file(file, setting);
  check_secret(secret, where_of(file, setting));
  return secret;
}

}  // namespace urp
