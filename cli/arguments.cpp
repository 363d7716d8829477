#include "arguments.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include <urp/error.hpp>
#include <urp/visible.hpp>

#include "nearest.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// CLI11 takes words like [a,b] apart, takes `--tag=` for `--tag` and reads ++ as an end: behind this byte,
/// which no keyboard gives, they pass as they are.
constexpr char shield = '\x01';

std::string shielded(const std::string& word) {
  const bool passes = !word.empty() && word.front() != '[' && word != "++";
  return passes ? word : shield + word;
}

/// `-roma` where no option is called -r.
bool is_minus_word(const Arguments& command, const std::string& word) {
  const bool taken = std::any_of(command.all().begin(), command.all().end(),
                                 [](const auto& argument) { return argument->is_minus_taken(); });
  return taken && word.size() > 2 && word[0] == '-' && word[1] != '-' && !command.find(word.substr(0, 2));
}

std::string unshielded(const std::string& word) {
  return !word.empty() && word.front() == shield ? word.substr(1) : word;
}

bool is_option(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

bool is_blank(const std::string& text) {
  return !shows_something(text);
}

std::vector<std::string> pieces_of(const std::string& list) {
  std::vector<std::string> pieces;
  for (std::size_t from = 0;;) {
    const std::size_t comma = list.find(',', from);
    pieces.push_back(list.substr(from, comma - from));
    if (comma == list.npos) return pieces;
    from = comma + 1;
  }
}

std::string help_hint(std::string_view verb) {
  return say(_("see: urp {0} --help"), verb);
}

Error miscounted(std::string_view verb, std::string_view name) {
  return Error(Fault::usage, say(_("{0}: {1}: a value is missing, or there is one too many"), verb, name),
               help_hint(verb));
}

Error unexpected(const Arguments& command, std::string_view verb, const std::string& word) {
  if (!is_option(word)) {
    return Error(Fault::usage, say(_("{0}: \"{1}\" is one word too many"), verb, word), help_hint(verb));
  }
  const std::string given = word.substr(0, word.find('='));
  std::vector<std::string> names = {"--help"};
  for (const auto& argument : command.all()) {
    names.insert(names.end(), argument->long_names().begin(), argument->long_names().end());
  }
  const auto meant = nearest(given, names);
  return Error(Fault::usage, say(_("{0}: there is no option {1}"), verb, given),
               meant ? say(_("did you mean: {0}"), *meant) : help_hint(verb));
}

/// What --help says of an argument of the verb, or of one of its parts.
std::string what_it_is(const Arguments& command, std::string_view name) {
  for (const auto& argument : command.all()) {
    if (argument->name() == name) return argument->description();
  }
  for (const auto& part : command.parts()) {
    if (const auto words = what_it_is(*part, name); !words.empty()) return words;
  }
  return {};
}

/// `urp contact`, `urp contact boh`
Error no_part(const CLI::App& app, const Arguments& command, std::string_view verb) {
  std::vector<std::string> names;
  std::string list;
  for (const auto& part : command.parts()) {
    names.push_back(part->name());
    list += (list.empty() ? "" : ", ") + part->name();
  }
  const auto extras = app.remaining(true);
  if (extras.empty() || is_option(unshielded(extras.front())))
    return Error(Fault::usage, say(_("{0}: {1} is missing"), verb, _("WHAT")), say(_("allowed: {0}"), list));
  const std::string word = unshielded(extras.front());
  const auto meant = nearest(word, names);
  return Error(
      Fault::usage, say(_("{0}: \"{1}\" is not a value of it"), verb, word),
      meant ? say(_("did you mean: {0}? allowed: {1}"), *meant, list) : say(_("allowed: {0}"), list));
}

/// CLI11's sentences are English and end with numbers of 100 and more: each becomes one of ours, fault usage.
Error explained(const CLI::ParseError& error, const CLI::App& app, const Arguments& command,
                std::string_view verb) {
  const std::string words = error.what();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const auto extras = app.remaining(true);
    if (!extras.empty()) return unexpected(command, verb, unshielded(extras.front()));
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
    return miscounted(verb, words.substr(0, words.find(':')));
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
    const std::string missing = words.substr(0, words.find(" is required"));
    const bool is_subcommand = missing.find("subcommand") != std::string::npos;
    if (is_subcommand) return no_part(app, command, verb);
    const std::string what = what_it_is(command, missing);
    return Error(Fault::usage, say(_("{0}: {1} is missing"), verb, missing),
                 what.empty() ? help_hint(verb) : say("{0}: {1}", missing, what));
  }
  return Error(Fault::usage, say(_("{0}: {1}"), verb, words), help_hint(verb));
}

/// The words as CLI11 needs them to mean what was meant.
std::vector<std::string> prepared(const Arguments& command, std::string_view verb,
                                  const std::vector<std::string>& words) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      result.push_back(word);
      while (++i < words.size()) result.push_back(shielded(words[i]));
      break;
    }
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const Argument* option = is_option(word) ? command.find(name) : nullptr;
    if (!option) {
      result.push_back(is_minus_word(command, word) ? shield + word : shielded(word));
    } else if (equals != word.npos) {
      if (option->shape() == Argument::Shape::flag) throw miscounted(verb, name);
      result.insert(result.end(), {name, shielded(word.substr(equals + 1))});
    } else {
      result.push_back(word);
      const bool has_value =
          option->shape() == Argument::Shape::one || option->shape() == Argument::Shape::list;
      if (option->implied()) {
        result.push_back(*option->implied());
      } else if (has_value && i + 1 < words.size()) {
        result.push_back(shielded(words[++i]));
      }
    }
  }
  return result;
}

void declare(CLI::App& app, const Argument& argument, std::string_view verb) {
  const CLI::callback_t take = [&argument, verb](const CLI::results_t& given) {
    std::vector<std::string> values;
    for (const std::string& value : given) {
      const bool left_out = argument.shape() == Argument::Shape::optional && value.empty();
      if (!left_out) values.push_back(unshielded(value));
    }
    argument.take(verb, std::move(values));
    return true;
  };
  if (argument.shape() == Argument::Shape::flag) {
    app.add_flag_function(argument.names(), [&argument, verb](std::int64_t) { argument.take(verb, {}); });
    return;
  }
  CLI::Option* option = app.add_option(argument.names(), take);
  option->required(argument.is_required());
  const bool many = argument.shape() == Argument::Shape::list || argument.shape() == Argument::Shape::words;
  if (many) option->expected(1, CLI::detail::expected_max_vector_size)->take_all();
  if (argument.shape() == Argument::Shape::optional) option->expected(0, 1);
  option->allow_extra_args(argument.shape() == Argument::Shape::words);
}

void declare_all(CLI::App& app, const Arguments& command, std::string_view verb) {
  app.fallthrough();  // --json and the others may stand after a part's name
  for (const auto& argument : command.all()) declare(app, *argument, verb);
  for (const auto& part : command.parts()) {
    CLI::App* sub = app.add_subcommand(part->name());
    declare_all(*sub, *part, verb);
    sub->callback(part->action());
  }
  if (!command.parts().empty()) app.require_subcommand(command.is_part_required() ? 1 : 0, 1);
}

/// How many words stand behind `--`, to whatever wants to know it: places of the verb and of its parts.
void tell_literal(const Arguments& command, std::size_t count) {
  for (const auto& argument : command.all()) argument->take_literal(count);
  for (const auto& part : command.parts()) tell_literal(*part, count);
}

}  // namespace

Argument::Argument(Shape shape, const std::string& names, std::string description, Store store)
    : shape_(shape), names_(names), description_(std::move(description)), store_(std::move(store)) {
  if (!is_option(names)) return;
  for (const std::string& name : pieces_of(names)) {
    (name.starts_with("--") ? long_names_ : short_names_).push_back(name);
  }
}

Argument* Argument::type_name(std::string name) {
  type_ = std::move(name);
  return this;
}

Argument* Argument::required(bool must) {
  required_ = must;
  return this;
}

Argument* Argument::group(std::string name) {
  group_ = std::move(name);
  return this;
}

Argument* Argument::comma_separated() {
  split_ = true;
  return this;
}

Argument* Argument::implies(std::string value) {
  implied_ = std::move(value);
  return this;
}

Argument* Argument::may_be_empty() {
  may_be_empty_ = true;
  return this;
}

Argument* Argument::names_path() {
  path_ = true;
  return this;
}

Argument* Argument::takes_minus() {
  minus_ = true;
  return this;
}

Argument* Argument::count_literal(std::size_t& target) {
  literal_ = &target;
  return this;
}

const std::string& Argument::name() const {
  return !long_names_.empty() ? long_names_.front() : !short_names_.empty() ? short_names_.front() : names_;
}

void Argument::take(std::string_view verb, std::vector<std::string> values) const {
  if (split_) {
    std::vector<std::string> split;
    for (const std::string& value : values) {
      const auto pieces = pieces_of(value);
      split.insert(split.end(), pieces.begin(), pieces.end());
    }
    values = std::move(split);
  }
  if (!may_be_empty_ && std::any_of(values.begin(), values.end(), is_blank)) {
    throw Error(Fault::usage, say(_("{0}: {1} was given empty"), verb, name()),
                _("give it a value, or leave it out; is a variable of the script unset?"));
  }
  if (path_ && std::find(values.begin(), values.end(), "-") != values.end()) {
    throw Error(Fault::usage, say(_("{0}: {1} wants a name, and - stands for none"), verb, name()),
                _("if something is really called so: ./-"));
  }
  store_(values);
}

void Argument::take_literal(std::size_t count) const {
  if (literal_) *literal_ = count;
}

Argument* Arguments::add(Argument::Shape shape, const std::string& names, std::string description,
                         Argument::Store store) {
  arguments_.push_back(std::make_unique<Argument>(shape, names, std::move(description), std::move(store)));
  return arguments_.back().get();
}

Argument* Arguments::add_flag(const std::string& names, bool& target, std::string description) {
  return add(Argument::Shape::flag, names, std::move(description), [&target](const auto&) { target = true; });
}

Argument* Arguments::add_option(const std::string& names, std::string& target, std::string description) {
  return add(Argument::Shape::one, names, std::move(description),
             [&target](const auto& values) { target = values.front(); });
}

Argument* Arguments::add_option(const std::string& names, std::optional<std::string>& target,
                                std::string description) {
  return add(Argument::Shape::one, names, std::move(description),
             [&target](const auto& values) { target = values.front(); });
}

Argument* Arguments::add_option(const std::string& names, std::function<void(const std::string&)> read,
                                std::string description) {
  return add(Argument::Shape::one, names, std::move(description),
             [read = std::move(read)](const auto& values) { read(values.front()); });
}

Argument* Arguments::add_option(const std::string& names, std::vector<std::string>& target,
                                std::string description) {
  const auto shape = is_option(names) ? Argument::Shape::list : Argument::Shape::words;
  return add(shape, names, std::move(description), [&target](const auto& values) { target = values; });
}

Argument* Arguments::add_optional_value(const std::string& names, std::optional<std::string>& target,
                                        std::string description) {
  return add(Argument::Shape::optional, names, std::move(description),
             [&target](const auto& values) { target = values.empty() ? "" : values.front(); });
}

Arguments* Arguments::add_subcommand(std::string name, std::string description) {
  parts_.push_back(std::make_unique<Arguments>());
  Arguments& part = *parts_.back();
  part.name_ = std::move(name);
  part.description_ = std::move(description);
  return &part;
}

const Argument* Arguments::find(std::string_view name) const {
  for (const auto& argument : arguments_) {
    for (const auto* names : {&argument->long_names(), &argument->short_names()}) {
      if (std::find(names->begin(), names->end(), name) != names->end()) return argument.get();
    }
  }
  for (const auto& part : parts_) {
    if (const Argument* found = part->find(name)) return found;
  }
  return nullptr;
}

Arguments::Outcome Arguments::parse(std::string_view verb, const std::vector<std::string>& words) const {
  CLI::App app;  // has -h and --help
  declare_all(app, *this, verb);
  std::vector<std::string> rest = prepared(*this, verb, words);
  const auto dashes = std::find(rest.begin(), rest.end(), "--");
  const auto literal = rest.end() - dashes - (dashes == rest.end() ? 0 : 1);
  tell_literal(*this, static_cast<std::size_t>(literal));
  std::reverse(rest.begin(), rest.end());  // as CLI11 wants them
  try {
    app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    return Outcome::help;
  } catch (const CLI::ParseError& error) {
    throw explained(error, app, *this, verb);
  }
  return Outcome::stored;
}

}  // namespace urp::cli
