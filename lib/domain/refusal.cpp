#include "domain/refusal.hpp"

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Name<RefusalKind> kinds[] = {
    {RefusalKind::other, "other", {}},
    {RefusalKind::window_closed, "window_closed", {}},
    {RefusalKind::opted_out, "opted_out", {}},
    {RefusalKind::spared, "spared", {}},
    {RefusalKind::unreachable, "unreachable", {}},
    {RefusalKind::template_trouble, "template_trouble", {}},
    {RefusalKind::account_trouble, "account_trouble", {}},
    {RefusalKind::reported, "reported", {}},
    {RefusalKind::number_paused, "number_paused", {}},
    {RefusalKind::person_paused, "person_paused", {}},
    {RefusalKind::unclear, "unclear", {}},
};

}  // namespace

std::string_view to_name(RefusalKind kind) {
  return name_in(kinds, kind);
}

std::optional<RefusalKind> refusal_kind(std::string_view name) {
  return value_in(kinds, name);
}

bool stops_channel(RefusalKind kind) {
  return kind == RefusalKind::account_trouble || kind == RefusalKind::reported;
}

bool stops_notice(RefusalKind kind) {
  return kind == RefusalKind::template_trouble || kind == RefusalKind::reported;
}

bool is_hopeless(RefusalKind kind) {
  return kind == RefusalKind::unreachable || kind == RefusalKind::opted_out || kind == RefusalKind::spared;
}

}  // namespace urp
