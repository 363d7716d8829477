// arguments.hpp: what a verb may be given: options, words, parts with options of their own. Verbs declare it
// here and never see CLI11, which parses it and costs seconds wherever it is included.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urp::cli {

/// The group of options that every verb has; they stand last in --help.
inline constexpr const char* common_group = "common";
inline constexpr const char* hidden_group = "";

/// One option, flag or word in a place of its own, as it was declared.
class Argument {
 public:
  enum class Shape {
    flag,      // --all
    one,       // --tag T, or a word in its place
    optional,  // --closing, or --closing 3h
    list,      // --attach FILE, several times
    words,     // all words that are left
  };
  /// Gets the values in the order given; of a flag none, of `optional` one or none.
  using Store = std::function<void(const std::vector<std::string>&)>;

  Argument(Shape shape, const std::string& names, std::string description, Store store);

  /// What stands for the value in --help.
  Argument* type_name(std::string name);
  Argument* required(bool must = true);
  Argument* group(std::string name);
  /// `--state new,open` is the same as naming the option twice.
  Argument* comma_separated();
  /// `--wait` alone means this; another value is given as `--wait=1m` only, so that no word is swallowed.
  Argument* implies(std::string value);
  /// The manual says what an empty value does. Everywhere else it is a usage error before the verb sees it:
  /// an unset variable must not mean "not given".
  Argument* may_be_empty();
  /// A file or folder of this name: `-`, which stands for standard input and output elsewhere, is refused, or
  /// there would soon be one called so.
  Argument* names_path();
  /// Of words: `-roma` is one of them, unless an option is called so.
  Argument* takes_minus();
  /// How many of the last words stood behind `--`, where nothing is taken for an option.
  Argument* count_literal(std::size_t& target);

  Shape shape() const { return shape_; }
  bool is_positional() const { return long_names_.empty() && short_names_.empty(); }
  bool is_required() const { return required_; }
  bool is_minus_taken() const { return minus_; }
  bool takes_value() const { return shape_ != Shape::flag && !implied_; }
  const std::string& type() const { return type_; }
  const std::string& description() const { return description_; }
  const std::string& group() const { return group_; }
  const std::vector<std::string>& long_names() const { return long_names_; }  // with their dashes
  const std::vector<std::string>& short_names() const { return short_names_; }
  const std::optional<std::string>& implied() const { return implied_; }
  /// As errors call it: `--limit`, or the name of the place.
  const std::string& name() const;
  /// As it was declared: `-n,--limit`.
  const std::string& names() const { return names_; }

  /// Checks that nothing was given empty, and stores. Throws usage.
  void take(std::string_view verb, std::vector<std::string> values) const;
  void take_literal(std::size_t count) const;

 private:
  Shape shape_;
  std::string names_, description_, type_, group_ = "options";
  std::vector<std::string> long_names_, short_names_;
  Store store_;
  std::optional<std::string> implied_;
  std::size_t* literal_ = nullptr;
  bool required_ = false, split_ = false, may_be_empty_ = false, minus_ = false, path_ = false;
};

class Arguments {
 public:
  using Action = std::function<void()>;

  Argument* add_flag(const std::string& names, bool& target, std::string description);
  /// Names without a dash are a place for a word.
  Argument* add_option(const std::string& names, std::string& target, std::string description);
  Argument* add_option(const std::string& names, std::optional<std::string>& target, std::string description);
  Argument* add_option(const std::string& names, std::function<void(const std::string&)> read,
                       std::string description);
  /// An option takes one value each time it is named; a place takes all words that are left.
  Argument* add_option(const std::string& names, std::vector<std::string>& target, std::string description);
  /// Given without a value, the target is an empty text.
  Argument* add_optional_value(const std::string& names, std::optional<std::string>& target,
                               std::string description);

  /// `urp notice show`: a part has words and options of its own; those of the verb may follow it too.
  Arguments* add_subcommand(std::string name, std::string description);
  void require_subcommand() { part_required_ = true; }
  /// Done when this part was named.
  void callback(Action action) { action_ = std::move(action); }
  void footer(std::string example) { example_ = std::move(example); }

  const std::string& name() const { return name_; }
  const std::string& description() const { return description_; }
  const std::string& example() const { return example_; }
  bool is_part_required() const { return part_required_; }
  const std::vector<std::unique_ptr<Argument>>& all() const { return arguments_; }
  const std::vector<std::unique_ptr<Arguments>>& parts() const { return parts_; }
  /// The option called `--name` or `-n`, of the verb or of a part.
  const Argument* find(std::string_view name) const;
  const Action& action() const { return action_; }

  enum class Outcome { stored, help };
  /// Stores what was given and does the named part's action. Throws usage that names the verb and the option.
  Outcome parse(std::string_view verb, const std::vector<std::string>& words) const;

 private:
  Argument* add(Argument::Shape shape, const std::string& names, std::string description,
                Argument::Store store);

  std::string name_, description_, example_;
  std::vector<std::unique_ptr<Argument>> arguments_;
  std::vector<std::unique_ptr<Arguments>> parts_;
  Action action_;
  bool part_required_ = false;
};

}  // namespace urp::cli
