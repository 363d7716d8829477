#include "export_folder.hpp"

#include <urp/desk/archive.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "layout.hpp"
#include "output_option.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {

bool is_folder_export(const std::string& what) {
  return what == "dossier" || what == "opendata";
}

void export_folder(Invocation& call, const std::string& what, const std::vector<std::string>& words,
                   const std::string& output) {
  if (is_standard_output(output)) {
    throw Error(
        Fault::usage, say(_("{0} is a folder, and needs -o DIR"), what),
        what == "dossier" ? "urp export dossier 415 -o dossier-415" : "urp export opendata -o opendata");
  }
  FolderResult result;
  if (what == "dossier") {
    if (words.size() != 1) {
      throw Error(Fault::usage, _("a dossier is of one ticket"), "urp export dossier 415 -o dossier-415");
    }
    result = export_dossier(call.office(), parse_one_ticket(words.front(), session_sources()), output);
  } else {
    if (!words.empty()) {
      throw Error(Fault::usage, say(_("{0} does not belong there"), one_line(words.front())),
                  "urp export opendata -o opendata");
    }
    result = export_open_data(call.office(), output);
  }
  call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(result));
  tell(say(plural("{0} file in {1}", "{0} files in {1}", result.files), result.files, output));
}

}  // namespace urp::cli
