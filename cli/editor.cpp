#include "editor.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "clerk_text.hpp"
#include "environment.hpp"
#include "printer.hpp"
#include "runtime_folder.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

template <class Act>
void each_line(std::string_view text, Act act) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    act(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_comment(std::string_view line) {
  return line == "#" || line.starts_with("# ");
}

/// A folder of our own with one file in it; both are gone when this ends.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& content) {
    const fs::path parent = runtime_folder().value_or(fs::temp_directory_path());
    std::string pattern = (parent / "urp-reply-XXXXXX").string();
    if (!mkdtemp(pattern.data())) trouble(pattern);  // 0700
    folder_ = pattern;
    file_ = folder_ / "reply.txt";
    const int fd = open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) trouble(file_);
    try {
      write_all(fd, content);
    } catch (const Error&) {
      close(fd);
      remove();
      throw;
    }
    close(fd);
  }
  ~ScratchFile() { remove(); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  const fs::path& path() const { return file_; }

 private:
  [[noreturn]] static void trouble(const fs::path& path) {
    throw Error(Fault::failed, say(_("{0}: {1}"), path.string(), std::strerror(errno)),
                _("give the text with the command, or - for standard input"));
  }
  void remove() const {
    std::error_code failed;
    fs::remove_all(folder_, failed);  // with what the editor left beside it
  }

  fs::path folder_, file_;
};

/// Changes of the file are seen by their time and size: editors write anew or in place.
struct Version {
  timespec changed{};
  off_t size = -1;
  ino_t inode = 0;
  bool operator==(const Version& other) const {
    return changed.tv_sec == other.changed.tv_sec && changed.tv_nsec == other.changed.tv_nsec &&
           size == other.size && inode == other.inode;
  }
};

/// Nothing for a file that is away: some editors rename a new one into its place.
std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Version version_of(const fs::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) return {};
  return {found.st_mtim, found.st_size, found.st_ino};
}

/// So quickly nobody looks at a text: an editor that ends by then without having written has only handed the
/// file over to a window, and the file goes with us.
constexpr std::chrono::seconds at_once{2};

pid_t start_editor(const std::string& editor, const fs::path& file, const sigset_t& mask) {
  const pid_t child = fork();
  if (child != 0) return child;
  sigprocmask(SIG_SETMASK, &mask, nullptr);
  std::signal(SIGINT, SIG_DFL);
  // "$@" lets the setting hold options, and the file's name any character.
  const std::string command = editor + " \"$@\"";
  execl("/bin/sh", "sh", "-c", command.c_str(), "sh", file.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

/// What the editor leaves to us while it runs: its end, and the end of the terminal. ctrl-C is its own.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    for (const int signal : {SIGCHLD, SIGHUP, SIGTERM, SIGINT, SIGQUIT}) sigaddset(&held_, signal);
    pthread_sigmask(SIG_BLOCK, &held_, &before_);
  }
  ~HeldSignals() {
    const timespec now{};
    sigset_t keys;
    sigemptyset(&keys);
    for (const int signal : {SIGINT, SIGQUIT}) sigaddset(&keys, signal);
    while (sigtimedwait(&keys, nullptr, &now) > 0) {  // pressed for the editor
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  const sigset_t& before() const { return before_; }
  /// True: the terminal or the session ends.
  bool wait() const {
    const timespec half_second{0, 500'000'000};
    const int signal = sigtimedwait(&held_, nullptr, &half_second);
    return signal == SIGHUP || signal == SIGTERM;
  }

 private:
  sigset_t held_{}, before_{};
};

}  // namespace

std::string editor_page(std::string_view draft, const std::vector<std::string>& comments) {
  std::string page;
  // A line of the draft that looks like a comment would be dropped: a blank before it keeps it.
  each_line(draft, [&page](std::string_view line) {
    page += is_comment(line) ? " " + std::string(line) + "\n" : std::string(line) + "\n";
  });
  page += "\n";
  for (const std::string& comment : comments) page += comment.empty() ? "#\n" : "# " + comment + "\n";
  return page;
}

std::string written_text(std::string_view page) {
  std::string text;
  const std::string lines = plain_lines(valid_utf8(page));
  each_line(lines, [&text](std::string_view line) {
    if (!is_comment(line)) text += std::string(line) + "\n";
  });
  return without_outer_blank_lines(text);
}

std::string choose_editor(const Settings::Ui& ui) {
  if (const auto set = environment("URP_EDITOR")) return *set;
  if (ui.editor && !ui.editor->empty()) return *ui.editor;
  if (const auto set = environment("VISUAL")) return *set;
  if (const auto set = environment("EDITOR")) return *set;
  for (const char* program : {"sensible-editor", "nano", "vi"}) {
    if (is_on_path(program)) return program;
  }
  throw Error(Fault::failed, _("there is no editor: neither EDITOR is set nor nano or vi installed"),
              _("give the text with the command, or - for standard input"));
}

std::string edit_text(const std::string& editor, const std::string& page,
                      const std::function<void(const std::string&)>& keep) {
  const ScratchFile scratch(page);
  Version seen = version_of(scratch.path());
  std::string kept = written_text(page);
  const auto style = [&] {
    const Version version = version_of(scratch.path());
    if (version == seen || version.size < 0) return;
    const std::string text = written_text(content_of(scratch.path()));
    if (text != kept && !text.empty()) keep(text);
    kept = text;
    seen = version;
  };

  const Version untouched = seen;
  const auto begun = std::chrono::steady_clock::now();
  const HeldSignals signals;
  const pid_t child = start_editor(editor, scratch.path(), signals.before());
  if (child < 0) throw Error(Fault::failed, say(_("{0}: {1}"), editor, std::strerror(errno)));
  int status = 0;
  for (;;) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child) break;
    if (ended < 0 && errno != EINTR) throw Error(Fault::failed, _("the editor was lost"));
    const bool going = signals.wait();
    style();
    if (going) {
      kill(child, SIGHUP);
      throw Error(Fault::interrupted, _("the terminal went away; what was saved is kept as a draft"));
    }
  }
  style();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Error(Fault::failed,
                WIFEXITED(status) ? say(_("the editor \"{0}\" ended with {1}; nothing was sent"), editor,
                                        WEXITSTATUS(status))
                                  : say(_("the editor \"{0}\" was killed; nothing was sent"), editor),
                _("what was saved is kept as a draft; [ui] editor names another editor"));
  }
  if (version_of(scratch.path()) == untouched && std::chrono::steady_clock::now() - begun < at_once) {
    throw Error(
        Fault::failed, say(_("the editor \"{0}\" ended at once and wrote nothing; nothing was sent"), editor),
        _("if it opens a window of its own, it must wait for it: code --wait, gvim -f, gedit --wait"));
  }
  const std::string written = content_of(scratch.path());
  check_text(written,
             say(_("the text from \"{0}\""), editor));  // what could be read of it is a draft already
  return written_text(written);
}

}  // namespace urp::cli
