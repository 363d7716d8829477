#include "db/query.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <stdexcept>
#include <utility>

#include "db/inside.hpp"

namespace urp::db {
namespace {

void check(Store& store, int result) {
  if (result != SQLITE_OK)
    throw_translated(SQLite::Exception(store.handle(), result), store.path(),
                     system_error_behind(store.handle(), result));
}

}  // namespace

Query::Prepared::Prepared(sqlite3* database, std::string_view sql) {
  const int result = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(database, result);
}

Query::Query(Query&& other) noexcept
    : store_(other.store_), prepared_(std::exchange(other.prepared_, nullptr)), once_(other.once_) {
}

Query::~Query() {
  if (!prepared_) return;
  if (once_) {
    delete prepared_;
    return;
  }
  sqlite3_reset(prepared_->statement);  // repeats the complaint of the last step, which was thrown there
  sqlite3_clear_bindings(prepared_->statement);
  prepared_->done = false;
  prepared_->on_loan = false;
}

Query& Query::bind(int index, std::int64_t value) {
  check(*store_, sqlite3_bind_int64(prepared_->statement, index, value));
  return *this;
}

Query& Query::bind(int index, double value) {
  check(*store_, sqlite3_bind_double(prepared_->statement, index, value));
  return *this;
}

Query& Query::bind(int index, const std::string& value) {
  check(*store_, sqlite3_bind_text(prepared_->statement, index, value.data(), static_cast<int>(value.size()),
                                   SQLITE_STATIC));
  return *this;
}

Query& Query::bind(int index, std::string_view value) {
  const char* bytes = value.data() ? value.data() : "";  // a null pointer would be NULL
  check(*store_, sqlite3_bind_text(prepared_->statement, index, bytes, static_cast<int>(value.size()),
                                   SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind_blob(int index, std::string_view value) {
  const char* bytes = value.data() ? value.data() : "";
  check(*store_, sqlite3_bind_blob(prepared_->statement, index, bytes, static_cast<int>(value.size()),
                                   SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind_null(int index) {
  check(*store_, sqlite3_bind_null(prepared_->statement, index));
  return *this;
}

void Query::expect_parameters(std::size_t given) const {
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(prepared_->statement)) == given) return;
  throw std::logic_error(std::string("as many values as parameters: ") + sqlite3_sql(prepared_->statement));
}

void Query::expect_columns(int taken) const {
  if (sqlite3_column_count(prepared_->statement) == taken) return;
  throw std::logic_error(std::string("every column is read once: ") + sqlite3_sql(prepared_->statement));
}

bool Query::step() {
  if (prepared_->done) return false;
  const int result = sqlite3_step(prepared_->statement);
  if (result == SQLITE_ROW) return true;
  prepared_->done = true;
  if (result != SQLITE_DONE) check(*store_, result);
  return false;
}

void Query::run() {
  while (step()) {
  }
}

int Query::changes() const {
  return sqlite3_changes(store_->handle());
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(prepared_->statement, column) == SQLITE_NULL;
}
std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(prepared_->statement, column);
}
double Query::real(int column) const {
  return sqlite3_column_double(prepared_->statement, column);
}

std::string_view Query::text(int column) const {
  // The blob, not the text: a NUL may stand in a citizen's words.
  const char* bytes = static_cast<const char*>(sqlite3_column_blob(prepared_->statement, column));
  const int size = sqlite3_column_bytes(prepared_->statement, column);
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view{};
}

std::optional<std::string> Query::maybe_string(int column) const {
  if (is_null(column)) return std::nullopt;
  return string(column);
}
std::optional<std::int64_t> Query::maybe_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}
std::optional<TimePoint> Query::maybe_time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

}  // namespace urp::db
