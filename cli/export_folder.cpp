#include "export_folder.hpp"

#include <urp/desk/archive.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "interrupt.hpp"
#include "layout.hpp"
#include "output_option.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {

std::optional<FolderExport> folder_export(const std::string& what) {
  if (what == "dossier" || what == "fascicolo") return FolderExport::dossier;
  if (what == "opendata" || what == "dati-aperti") return FolderExport::open_data;
  return std::nullopt;
}

void export_folder(Invocation& call, FolderExport what, const std::vector<std::string>& words,
                   const std::string& output) {
  const char* const example = what == FolderExport::dossier ? _("urp export dossier 415 -o dossier-415")
                                                            : _("urp export opendata -o opendata");
  if (is_standard_output(output))
    throw Error(Fault::usage, _("this export is a folder, and needs -o DIR"), example);
  const CleanEnd clean;
  FolderResult result;
  if (what == FolderExport::dossier) {
    if (words.size() != 1) throw Error(Fault::usage, _("a dossier is of one ticket"), example);
    result = export_dossier(call.office(), parse_one_ticket(words.front(), session_sources()), output);
  } else {
    if (!words.empty()) {
      throw Error(Fault::usage, say(_("{0} does not belong there"), one_line(words.front())), example);
    }
    result = export_open_data(call.office(), output);
  }
  call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(result));
  tell(say(plural("{0} file in {1}", "{0} files in {1}", result.files), result.files, output));
}

}  // namespace urp::cli
