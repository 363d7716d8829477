// gmime.hpp: GMime's objects held by C++: given back when their holder is gone.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace urp::mail {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

struct FreeText {
  void operator()(char* text) const { g_free(text); }
};
using Text = std::unique_ptr<char, FreeText>;

/// Once, before anything else of GMime.
void start_gmime();

inline std::string text_of(const char* text) {
  return text != nullptr ? text : "";
}

}  // namespace urp::mail
