#include "graphics.hpp"

#include <algorithm>
#include <cstdint>

#include "say.hpp"

namespace urp::cli {
namespace {

constexpr std::string_view apc_begins = "\x1b_G", apc_ends = "\x1b\\", attributes_begin = "\x1b[?";

struct Piece {
  std::size_t bytes = 0;  // 0: it is no answer
  bool whole = false;
};

Piece take_answer(std::string_view rest) {
  if (rest.starts_with(apc_begins)) {
    const auto end = rest.find(apc_ends, apc_begins.size());
    return end == rest.npos ? Piece{rest.size(), false} : Piece{end + apc_ends.size(), true};
  }
  if (!rest.starts_with(attributes_begin)) return {};
  const auto end = rest.find_first_not_of("0123456789;", attributes_begin.size());
  if (end == rest.npos) return {rest.size(), false};
  return rest[end] == 'c' ? Piece{end + 1, true} : Piece{};
}

/// `ESC [ ? 62 ; 4 ; 22 c`: whether 4, sixel, is among what follows the level of the terminal.
bool has_sixel(std::string_view answer) {
  const auto begin = answer.find(attributes_begin);
  if (begin == answer.npos) return false;
  std::string_view rest = answer.substr(begin + attributes_begin.size());
  const auto end = rest.find('c');
  if (end == rest.npos) return false;
  rest = rest.substr(0, end);
  for (bool level = true; !rest.empty(); level = false) {
    const auto next = std::min(rest.find(';'), rest.size());
    if (!level && rest.substr(0, next) == "4") return true;
    rest.remove_prefix(std::min(next + 1, rest.size()));
  }
  return false;
}

int big_endian(std::string_view four) {
  std::uint32_t value = 0;
  for (const char c : four) value = value << 8 | static_cast<unsigned char>(c);
  return static_cast<int>(std::min<std::uint32_t>(value, 1'000'000));
}

/// Of whole groups of three bytes, but at the very end.
std::string base64(std::string_view bytes) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= group.size() ? digits[bits >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

}  // namespace

TerminalAnswer part_answer(std::string_view bytes) {
  TerminalAnswer parted;
  while (!bytes.empty()) {
    const Piece piece = take_answer(bytes);
    if (piece.bytes == 0) {
      parted.keys += bytes.front();
      bytes.remove_prefix(1);
      continue;
    }
    const auto taken = bytes.substr(0, piece.bytes);
    (piece.whole ? parted.answer : parted.begun) += taken;
    if (piece.whole && taken.starts_with(attributes_begin)) parted.whole = true;
    bytes.remove_prefix(piece.bytes);
  }
  return parted;
}

Graphics graphics_of(std::string_view answer) {
  if (answer.find("\x1b_Gi=31;OK") != answer.npos) return Graphics::kitty;
  return has_sixel(answer) ? Graphics::sixel : Graphics::none;
}

std::optional<Pixels> png_size(std::string_view bytes) {
  using namespace std::string_view_literals;
  constexpr auto signature = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv;  // the first chunk is the header
  if (!bytes.starts_with(signature) || bytes.size() < signature.size() + 8) return std::nullopt;
  const Pixels size{big_endian(bytes.substr(signature.size(), 4)),
                    big_endian(bytes.substr(signature.size() + 4, 4))};
  if (size.width == 0 || size.height == 0) return std::nullopt;
  return size;
}

std::optional<Cells> shrink_to(Pixels picture, Cells screen, Pixels cell) {
  const double across = static_cast<double>(screen.columns) * cell.width / picture.width;
  const double down = static_cast<double>(screen.rows) * cell.height / picture.height;
  const double scale = std::min(across, down);
  if (scale >= 1) return std::nullopt;
  return Cells{std::max(1, static_cast<int>(picture.width * scale / cell.width)),
               std::max(1, static_cast<int>(picture.height * scale / cell.height))};
}

std::string kitty_picture(std::string_view png, std::optional<Cells> size) {
  constexpr std::size_t of_a_chunk = 3072;  // 4,096 in base64, the most that the protocol allows
  std::string sent;
  for (std::size_t at = 0; at < png.size() || at == 0; at += of_a_chunk) {
    std::string control = "q=2";
    if (at == 0) {
      control += ",a=T,f=100";
      if (size) control += fmt::format(",c={},r={}", size->columns, size->rows);
    }
    const bool last = at + of_a_chunk >= png.size();
    sent += fmt::format("\x1b_G{},m={};{}\x1b\\", control, last ? 0 : 1, base64(png.substr(at, of_a_chunk)));
  }
  return sent;
}

}  // namespace urp::cli
