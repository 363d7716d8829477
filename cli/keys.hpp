// keys.hpp: what a terminal sends, as keys; and one line of text edited with them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp::cli {

struct Key {
  enum class Kind {
    character,  // `text` is one, in UTF-8
    paste,      // `text` as it was pasted: never taken for commands
    enter,
    backspace,
    erase_word,  // ctrl-W
    erase_line,  // ctrl-U
    left,
    right,
    up,
    down,
    page_up,
    page_down,
    home,
    end,
    escape,
    editor,     // ctrl-O: into the editor with it
    redraw,     // ctrl-L
    interrupt,  // ctrl-C
    suspend,    // ctrl-Z
    resized,    // the window has another size
    woken,      // no key: time has passed, or the database has changed
    hung_up,    // the terminal is gone, or we are to end
    unknown,
  };
  Kind kind = Kind::unknown;
  std::string text{};

  bool is(char c) const { return kind == Kind::character && text.size() == 1 && text.front() == c; }
  friend bool operator==(const Key&, const Key&) = default;
};

/// Takes the keys out of what came from the terminal; the beginning of one that is not whole stays in
/// `bytes`. `silent`: nothing followed, so that a lone ESC is the key.
std::vector<Key> take_keys(std::string& bytes, bool silent);

/// Text typed at a prompt, with a cursor.
class LineInput {
 public:
  LineInput() = default;
  explicit LineInput(std::string text) : text_(std::move(text)), cursor_(text_.size()) {}
  const std::string& text() const { return text_; }
  /// The part before the cursor.
  std::string_view before() const { return std::string_view(text_).substr(0, cursor_); }
  /// False: not a key of a line.
  bool press(const Key& key);

 private:
  void insert(std::string_view text);
  void erase_back_to(std::size_t from);
  std::size_t previous() const;
  std::size_t next() const;

  std::string text_;
  std::size_t cursor_ = 0;
};

}  // namespace urp::cli
