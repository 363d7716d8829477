// json_ranges.hpp: where the values of a JSON text begin and end, found without understanding them.
// Only structure is looked at: brackets, texts, and the commas and colons of the objects that are walked.
// What stands inside a skipped value may be wrong in itself: that value is refused later, alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace urp::whatsapp {

/// The bytes [begin, end) of one value. depth: of brackets in it, 1 for a flat object, 0 for a text or a
/// number.
struct Span {
  std::size_t begin = 0, end = 0;
  std::size_t depth = 0;
  bool exists() const { return end > begin; }
  std::size_t length() const { return end - begin; }
  std::string_view of(std::string_view body) const { return body.substr(begin, length()); }
};

/// Walks forward through a text that must outlive it. No recursion; every function returns false where the
/// text is broken.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view bytes);

  /// The next byte that is no blank; '\0' at the end.
  char peek();
  /// Where peek() looked.
  std::size_t here() const { return at_; }
  bool at_end() { return peek() == '\0' && at_ == bytes_.size(); }
  bool take(char c);
  bool skip(Span& value);

  /// Calls visit(key) with the walk standing before the value, which visit must pass.
  template <class Visit>
  bool each_member(Visit visit) {
    if (!take('{')) return false;
    if (take('}')) return true;
    std::string key;
    do {
      if (!read_key(key) || !take(':') || !visit(key)) return false;
    } while (take(','));
    return take('}');
  }
  template <class Visit>
  bool each_element(Visit visit) {
    if (!take('[')) return false;
    if (take(']')) return true;
    do {
      if (!visit()) return false;
    } while (take(','));
    return take(']');
  }
  /// An array's elements; no element for null; anything else is itself the one element.
  template <class Visit>
  bool one_or_many(Visit visit) {
    if (peek() == '[') return each_element(visit);
    Span nothing;
    return peek() == 'n' ? skip(nothing) : visit();
  }

 private:
  bool read_key(std::string& key);
  bool skip_text();
  bool skip_brackets(std::size_t& depth);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::vector<bool> open_;  // true: '{'; kept between calls so that nesting costs one bit a level
};

}  // namespace urp::whatsapp
