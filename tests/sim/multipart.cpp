// multipart.cpp: the form of an upload, read as strictly as a clerk reads one: what is not as RFC 7578 has it
// is refused.
#include <string_view>

#include "errors.hpp"
#include "media.hpp"

namespace sim {
namespace {

/// The value of NAME in `...; NAME="value"; ...`; empty when it is not there.
std::string parameter(std::string_view line, std::string_view name) {
  const std::string wanted = "; " + std::string(name) + "=";
  const auto at = line.find(wanted);
  if (at == std::string_view::npos) return {};
  auto value = line.substr(at + wanted.size());
  if (value.empty() || value.front() != '"') return std::string(value.substr(0, value.find(';')));
  std::string text;
  for (std::size_t i = 1; i < value.size() && value[i] != '"'; ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    text += value[i];
  }
  return text;
}

/// The value of a header of a part; names in any case.
std::string_view header_of(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const auto line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    if (line.size() <= name.size() || line[name.size()] != ':') continue;
    bool same = true;
    for (std::size_t i = 0; i < name.size(); ++i) same = same && (line[i] | 0x20) == (name[i] | 0x20);
    if (!same) continue;
    const auto from = line.find_first_not_of(' ', name.size() + 1);
    return from == std::string_view::npos ? std::string_view() : line.substr(from);
  }
  return {};
}

void take_part(std::string_view part, UploadedFile& file, bool& found_file) {
  const auto end = part.find("\r\n\r\n");
  if (end == std::string_view::npos) throw bad_parameter("a part of the form has no end of headers");
  const auto head = part.substr(0, end);
  const auto content = part.substr(end + 4);
  const auto disposition = header_of(head, "Content-Disposition");
  if (disposition.substr(0, 9) != "form-data") throw bad_parameter("a part of the form is no form-data");
  const std::string name = parameter(disposition, "name");
  if (name == "messaging_product") {
    file.messaging_product = content;
  } else if (name == "type") {
    file.type = content;
  } else if (name == "file") {
    file.file_name = parameter(disposition, "filename");
    file.file_type = header_of(head, "Content-Type");
    file.content_of_file = content;
    found_file = true;
    if (file.file_name.empty()) throw bad_parameter("the part file has no filename");
    if (file.file_type.empty()) throw bad_parameter("the part file has no Content-Type");
  } else {
    throw bad_parameter("the form has an unknown part '" + name + "'");
  }
}

}  // namespace

UploadedFile parse_upload(const std::string& content_type, const std::string& body) {
  if (bare_mime(content_type) != "multipart/form-data")
    throw bad_parameter("an upload is multipart/form-data, not '" + content_type + "'");
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty()) throw bad_parameter("the form has no boundary");
  const std::string_view all = body;
  const std::string delimiter = "\r\n--" + boundary;
  UploadedFile file;
  bool found_file = false;
  // The first delimiter may stand at the very beginning, without the line end that belongs to each.
  std::size_t at = all.substr(0, delimiter.size() - 2) == delimiter.substr(2) ? delimiter.size() - 2
                                                                              : std::string_view::npos;
  while (at != std::string_view::npos && all.substr(at, 2) != "--") {
    const auto end = all.find(delimiter, at);
    if (all.substr(at, 2) != "\r\n" || end == std::string_view::npos) {
      at = std::string_view::npos;
      break;
    }
    take_part(all.substr(at + 2, end - at - 2), file, found_file);
    at = end + delimiter.size();
  }
  if (at == std::string_view::npos) throw bad_parameter("the form is broken off");
  if (!found_file) throw bad_parameter("the form has no part file");
  return file;
}

}  // namespace sim
