// sql.hpp: the words of a statement, and how they are put together.
#pragma once

#include <cstddef>
#include <string>

namespace urp::db {

/// A piece of SQL that several statements share. They are joined by the compiler:
/// `static constexpr auto sql = select_ticket + "WHERE id = ?";`
template <std::size_t N>
struct Piece {
  char text[N] = {};  // with the NUL at its end

  constexpr Piece() = default;
  constexpr Piece(const char (&literal)[N]) {  // NOLINT: a literal is a piece
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
};

template <std::size_t N, std::size_t M>
constexpr Piece<N + M - 1> operator+(const Piece<N>& left, const Piece<M>& right) {
  Piece<N + M - 1> joined;
  for (std::size_t i = 0; i + 1 < N; ++i) joined.text[i] = left.text[i];
  for (std::size_t i = 0; i < M; ++i) joined.text[N - 1 + i] = right.text[i];
  return joined;
}
template <std::size_t N, std::size_t M>
constexpr auto operator+(const Piece<N>& left, const char (&right)[M]) {
  return left + Piece<M>(right);
}
template <std::size_t N, std::size_t M>
constexpr auto operator+(const char (&left)[N], const Piece<M>& right) {
  return Piece<N>(left) + right;
}

/// A statement. One that the compiler knows is prepared once and kept under its address, which therefore must
/// never hold another text: a local that is not static does not compile. One that was put together at run
/// time (filters) is prepared each time.
class Sql {
 public:
  consteval Sql(const char* literal) : kept_(literal) {}  // NOLINT: conversions are wanted
  template <std::size_t N>
  consteval Sql(const Piece<N>& joined) : kept_(joined.text) {}  // NOLINT
  Sql(const std::string& composed) : composed_(&composed) {}     // NOLINT

  const char* kept() const { return kept_; }  // null when it was composed
  const std::string& composed() const { return *composed_; }

 private:
  const char* kept_ = nullptr;
  const std::string* composed_ = nullptr;
};

}  // namespace urp::db
