#include <urp/ground.hpp>

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Name<Ground> grounds[] = {
    {Ground::illegal, "illegal", {"illecito", "illegale"}},
    {Ground::offensive, "offensive", {"offensivo", "offesa", "linguaggio-offensivo"}},
    {Ground::threat, "threat", {"minaccia", "minacce"}},
    {Ground::personal_data, "personal-data", {"dati-personali", "dati personali"}},
    {Ground::attack, "attack", {"attacco", "attacco-personale"}},
    {Ground::spam, "spam", {"posta-indesiderata"}},
    {Ground::promotion, "promotion", {"promozione", "pubblicita", "pubblicità"}},
    {Ground::copyright, "copyright", {"diritto-autore", "diritto-d-autore"}},
    {Ground::fundraising, "fundraising", {"raccolta-fondi", "raccolta fondi"}},
};

}  // namespace

std::string_view to_name(Ground ground) {
  return name_in(grounds, ground);
}
std::optional<Ground> ground(std::string_view name) {
  return value_in(grounds, name);
}

}  // namespace urp
