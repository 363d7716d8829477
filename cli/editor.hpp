// editor.hpp: a text written in the clerk's own editor, with the conversation beneath it as comments.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/settings.hpp>

namespace urp::cli {

/// The draft, an empty line, and `comments` as lines that begin with "# ".
std::string editor_page(std::string_view draft, const std::vector<std::string>& comments);
/// What was written: without comment lines and without blank lines at both ends.
std::string written_text(std::string_view page);

/// URP_EDITOR, [ui] editor, VISUAL, EDITOR, else the first of sensible-editor, nano, vi that is installed.
/// Throws failed when there is none.
std::string choose_editor(const Settings::Ui& ui);

/// Lets the editor work on a file that only we can read. `keep` gets the text whenever the file was saved, so
/// that nothing is lost when the editor, the terminal or urp ends. Throws failed when the editor does;
/// interrupted when the terminal went away.
std::string edit_text(const std::string& editor, const std::string& page,
                      const std::function<void(const std::string&)>& keep);

}  // namespace urp::cli
