// media_ending.hpp: with which ending a received file is named. Only endings of this list are ever written.
#pragma once

#include <string>
#include <string_view>

namespace urp {

/// ".jpg" of "image/jpeg"; empty for a type that is not known or says nothing (application/octet-stream).
std::string_view media_ending(std::string_view mime_type);

/// By the type; where that says too little, the ending of the citizen's own name, if it is one of the list
/// and fits the type. Of a signed document (.p7m) the ending of what was signed stays too.
std::string saved_ending(std::string_view mime_type, std::string_view file_name);

}  // namespace urp
