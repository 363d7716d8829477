// urp export WHAT: rows for other programs, whole or not at all.
#include <memory>

#include <urp/desk/export.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "output_option.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct ExportOptions {
  std::string what, format = "csv", output, separator;
  FilterOptions filter;
  bool end = false, excel = false;
};

ExportFormat format_of(const std::string& word) {
  check_word("--format", word, {"csv", "jsonl", "json"});
  if (word == "jsonl") return ExportFormat::jsonl;
  if (word == "json") return ExportFormat::json;
  return ExportFormat::csv;
}

ExportRequest make_request(const ExportOptions& options, Office& office) {
  check_word(_("WHAT"), options.what, {"tickets", "messages", "notices"});
  ExportRequest request;
  request.what = options.what == "messages"  ? ExportWhat::messages
                 : options.what == "notices" ? ExportWhat::notices
                                             : ExportWhat::tickets;
  request.format = format_of(options.format);
  request.filter = make_filter(options.filter, office);
  request.filter.postponed = true;  // a file has no "out of sight"
  set_csv_layout(request, options.separator, options.excel);
  request.end_line = options.end;
  return request;
}

void run(Invocation& call, const ExportOptions& options) {
  if (call.common.json && is_standard_output(options.output)) {
    throw Error(Fault::usage, _("--json tells how the export went, and needs -o FILE for the rows"),
                _("rows as JSON on standard output: --format json"));
  }
  Office& office = call.office();
  ExportRequest request = make_request(options, office);
  Printer& out = call.out();
  if (is_standard_output(options.output)) {
    out.stream();
    request.write = [&out](std::string_view bytes) { out.put(bytes); };
  } else {
    request.output = options.output;
  }
  const ExportResult result = export_rows(office, request);
  if (result.written < result.expected) call.shortcoming = Fault::partial;
  if (call.common.json) {
    out.line(to_json(result));
  } else if (request.output) {
    tell(say(plural("{0} row in {1}", "{0} rows in {1}", result.written), result.written, options.output));
  }
  if (call.shortcoming) {
    tell(say(_("urp: {0} of {1} rows were written"), result.written, result.expected));
  }
}

}  // namespace

void add_export(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<ExportOptions>();
  command.add_option(_("WHAT"), options->what, "tickets, messages, notices")->required();
  command.add_option("--format", options->format, _("csv, jsonl, json (csv)"))->type_name("F");
  add_output(command, options->output);
  command.add_option("--separator", options->separator, _("of csv: , or ; (,)"))->type_name("C");
  command.add_flag("--excel", options->excel, _("csv for a double click in Excel: ; and local times"));
  command.add_flag("--end", options->end, _("jsonl: a last line with the number of rows"));
  add_filter_options(command, options->filter);
  command.footer("urp export messages --since 2026-11-01 --format jsonl -o november.jsonl");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
