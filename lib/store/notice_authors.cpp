#include "store/notice_authors.hpp"

namespace urp::store {

void add_notice_author(Writer& db, std::int64_t notice) {
  db.run("INSERT INTO notice_author (notice, login) VALUES (?, ?) ON CONFLICT DO NOTHING", notice,
         db.actor().login);
}

bool is_notice_author(const Access& db, std::int64_t notice, const std::string& login) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM notice_author WHERE notice = ? AND login = ?)", notice,
                        login);
}

}  // namespace urp::store
