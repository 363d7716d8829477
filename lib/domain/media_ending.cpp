#include "domain/media_ending.hpp"

#include <algorithm>

#include "domain/names.hpp"

namespace urp {
namespace {

/// What a file is made of: an ending fits a type that says no more than that.
enum class Base { own, zip, text, signature };

struct Ending {
  std::string_view ending, mime_type;
  Base base = Base::own;
};
/// The first of a type is the one written. Nothing in it is run by opening it.
constexpr Ending endings[] = {
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".heic", "image/heic"},
    {".heif", "image/heif"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".bmp", "image/bmp"},
    {".ogg", "audio/ogg"},
    {".opus", "audio/ogg"},
    {".mp3", "audio/mpeg"},
    {".m4a", "audio/mp4"},
    {".aac", "audio/aac"},
    {".amr", "audio/amr"},
    {".wav", "audio/wav"},
    {".mp4", "video/mp4"},
    {".3gp", "video/3gpp"},
    {".mov", "video/quicktime"},
    {".webm", "video/webm"},
    {".avi", "video/x-msvideo"},
    {".pdf", "application/pdf"},
    {".doc", "application/msword"},
    {".xls", "application/vnd.ms-excel"},
    {".ppt", "application/vnd.ms-powerpoint"},
    {".rtf", "application/rtf"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Base::zip},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Base::zip},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Base::zip},
    {".odt", "application/vnd.oasis.opendocument.text", Base::zip},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet", Base::zip},
    {".odp", "application/vnd.oasis.opendocument.presentation", Base::zip},
    {".asice", "application/vnd.etsi.asic-e+zip", Base::zip},
    {".zip", "application/zip", Base::zip},
    {".p7m", "application/pkcs7-mime", Base::signature},
    {".p7m", "application/x-pkcs7-mime", Base::signature},
    {".p7s", "application/pkcs7-signature", Base::signature},
    {".p7s", "application/x-pkcs7-signature", Base::signature},
    {".txt", "text/plain", Base::text},
    {".csv", "text/csv", Base::text},
    {".xml", "text/xml", Base::text},
    {".xml", "application/xml", Base::text},
    {".eml", "message/rfc822", Base::text},
    {".ics", "text/calendar", Base::text},
    {".vcf", "text/vcard", Base::text},
};

const Ending* by_type(std::string_view mime_type) {
  const std::string type = lower_ascii(mime_type.substr(0, mime_type.find(';')));
  const auto* found = std::find_if(std::begin(endings), std::end(endings),
                                   [&](const Ending& known) { return known.mime_type == type; });
  return found == std::end(endings) ? nullptr : found;
}

/// Of the end of a name; `rest` is what stands before it.
const Ending* by_name(std::string_view name, std::string_view& rest) {
  const auto dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return nullptr;
  const std::string ending = lower_ascii(name.substr(dot));
  const auto* found = std::find_if(std::begin(endings), std::end(endings),
                                   [&](const Ending& known) { return known.ending == ending; });
  rest = name.substr(0, dot);
  return found == std::end(endings) ? nullptr : found;
}

/// Whether the name may say more than the type does.
bool fits(const Ending* type, const Ending& name) {
  if (!type) return true;
  if (type->ending == ".zip" || type->ending == ".txt") return name.base == type->base;
  return type->mime_type == name.mime_type || (type->base == Base::signature && name.base == type->base);
}

}  // namespace

std::string_view media_ending(std::string_view mime_type) {
  const Ending* type = by_type(mime_type);
  return type ? type->ending : std::string_view();
}

std::string saved_ending(std::string_view mime_type, std::string_view file_name) {
  const Ending* type = by_type(mime_type);
  std::string_view rest;
  const Ending* name = by_name(file_name, rest);
  const Ending* chosen = name && fits(type, *name) ? name : type;
  if (!chosen) return {};
  std::string ending(chosen->ending);
  if (chosen->base == Base::signature && name && name->base == Base::signature) {
    if (const Ending* inside = by_name(rest, rest)) ending.insert(0, inside->ending);
  }
  return ending;
}

}  // namespace urp
