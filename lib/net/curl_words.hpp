// curl_words.hpp: what curl's numbers mean to whoever waits for the request.
#pragma once

#include <curl/curl.h>

#include <string>

namespace urp::net {

/// In the language of the program; curl's own English for what hardly ever comes.
std::string curl_words(CURLcode code);

}  // namespace urp::net
