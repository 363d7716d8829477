// http.hpp: one request and its answer, as values. Header names are lower case.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace urp {

struct HttpRequest {
  std::string method;                                      // "GET", "POST"
  std::string path;                                        // without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::map<std::string, std::string> headers;
  std::string body;  // the bytes as they came
};

struct HttpResponse {
  int status = 200;
  std::string content_type;  // empty: none
  std::string body;
};

}  // namespace urp
