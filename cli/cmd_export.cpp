// urp export WHAT: rows for other programs, whole or not at all.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <urp/desk/export.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "export_folder.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "json_lines.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "output_option.hpp"
#include "own_configuration.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct ExportOptions {
  std::string what, output, separator;
  std::optional<std::string> format, after, state_file;
  FilterOptions filter;
  bool jsonl = false, end = false, excel = false, pseudonymise = false;
  std::vector<std::string> words;  // of a dossier: its ticket
  std::optional<std::string> same_as;
};

ExportFormat format_of(const ExportOptions& options) {
  if (options.jsonl && options.format.value_or("jsonl") != "jsonl")
    throw Error(Fault::usage, _("--jsonl and --format do not go together"), _("say one of them"));
  const std::string word = options.jsonl ? "jsonl" : options.format.value_or("csv");
  check_word("--format", word, {"csv", "jsonl", "json", "geojson"});
  if (word == "jsonl") return ExportFormat::jsonl;
  if (word == "json") return ExportFormat::json;
  if (word == "geojson") return ExportFormat::geojson;
  return ExportFormat::csv;
}

std::vector<std::string> what_names() {
  return {"tickets", "messages", "notices", "contacts", "media", "events", "services", "dossier", "opendata"};
}

ExportCursor parse_cursor(const std::string& word) {
  if (auto cursor = parse_export_cursor(word)) return *std::move(cursor);
  throw Error(Fault::usage, say(_("--after: \"{0}\" is not the cursor of an export"), word),
              _("the last line of --format jsonl --end tells it, and so does --json"));
}

/// Filters of cases, where the rows are not theirs, would be silently nothing.
void refuse_case_filters(const ExportOptions& options, ExportWhat what) {
  const bool of_cases =
      what == ExportWhat::tickets || what == ExportWhat::messages || what == ExportWhat::media;
  FilterOptions times;
  if (what != ExportWhat::services) {
    times.since = options.filter.since;
    times.until = options.filter.until;
  }
  if (of_cases || options.filter == times) return;
  throw Error(Fault::usage, say(_("export {0}: filters of cases do not apply to it"), to_name(what)),
              what == ExportWhat::services ? _("leave the filters out")
                                           : _("--since and --until alone choose its rows"));
}

ExportRequest make_request(const ExportOptions& options, Office& office) {
  ExportRequest request;
  request.what = parse_word(_("WHAT"), options.what, &export_what, what_names());
  if (!options.words.empty()) {
    throw Error(Fault::usage, say(_("{0} does not belong there"), one_line(options.words.front())),
                _("cases are chosen with filters: urp export --help"));
  }
  refuse_case_filters(options, request.what);
  request.format = format_of(options);
  check_end(options.end, request.format == ExportFormat::jsonl);
  request.filter = make_filter(options.filter, office);
  request.filter.postponed = true;  // a file has no "out of sight"
  set_csv_layout(request, options.separator, options.excel);
  request.end_line = options.end;
  request.pseudonymise = options.pseudonymise;
  if (options.same_as) {
    if (!options.pseudonymise) throw Error(Fault::usage, _("--same-as belongs to --pseudonymise"));
    request.same_as = *options.same_as;
  }
  if (options.after && options.state_file) {
    throw Error(Fault::usage, _("--after and --state-file do not go together"), _("say one of them"));
  }
  if (options.after) request.after = parse_cursor(*options.after);
  if (options.state_file) request.after = read_export_state(office, *options.state_file, request.what);
  return request;
}

void run(Invocation& call, const ExportOptions& options) {
  if (const auto folder = folder_export(options.what))
    return export_folder(call, *folder, options.words, options.output);
  if (call.common.json && is_standard_output(options.output)) {
    throw Error(Fault::usage, _("--json tells how the export went, and needs -o FILE for the rows"),
                _("rows as JSON on standard output: --format json"));
  }
  refuse_configuration(call, options.output);
  if (options.state_file) refuse_configuration(call, *options.state_file);
  Office& office = call.office();
  ExportRequest request = make_request(options, office);
  Printer& out = call.out();
  if (is_standard_output(options.output)) {
    out.stream();
    request.write = [&out](std::string_view bytes) { out.put(bytes); };
  } else {
    request.output = options.output;
  }
  std::optional<CleanEnd> clean;
  if (request.output) clean.emplace();
  const ExportResult result = export_rows(office, request);
  if (options.state_file) {
    if (!request.output) out.finish();  // what a reader did not get comes again
    write_export_state(*options.state_file, request.what, result.cursor);
  }
  if (call.common.json) {
    out.line(to_json(result));
  } else if (request.output) {
    tell(say(plural("{0} row in {1}", "{0} rows in {1}", result.written), result.written, options.output));
  }
}

}  // namespace

void add_export(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<ExportOptions>();
  command
      .add_option(
          _("WHAT"), options->what,
          _("tickets, messages, notices, contacts, media, events, services; dossier T, opendata: a folder, "
            "named with -o"))
      ->required();
  command.add_option("T", options->words, _("of a dossier: its ticket"));
  command.add_option("--format", options->format, _("csv, jsonl, json; of tickets geojson too (csv)"))
      ->type_name("F");
  add_output(command, options->output);
  command.add_option("--separator", options->separator, _("of csv: , or ; (,)"))->type_name("C");
  command.add_flag("--excel", options->excel, _("csv for a double click in Excel: ; and local times"));
  command.add_flag("--pseudonymise", options->pseudonymise,
                   _("other names, numbers and ids; texts without phones, addresses, codes"));
  command
      .add_option("--same-as", options->same_as,
                  _("the same pseudonyms as the export whose FILE.manifest this is"))
      ->type_name("MANIFEST")
      ->names_path();
  command.add_flag("--jsonl", options->jsonl, _("the same as --format jsonl"));
  command.add_flag("--end", options->end, _("jsonl: a last line with the number of rows"));
  command.add_option("--after", options->after, _("tickets, messages: only what changed since that export"))
      ->type_name(_("CURSOR"));
  command
      .add_option("--state-file", options->state_file,
                  _("the same, with the cursor kept in this file from one export to the next"))
      ->type_name(_("FILE"))
      ->names_path();
  add_filter_options(command, options->filter);
  command.footer("urp export messages --since 2026-11-01 --format jsonl -o november.jsonl");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
