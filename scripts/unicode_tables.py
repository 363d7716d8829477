#!/usr/bin/env python3
"""Writes lib/domain/unicode_tables.cpp from the files of the Unicode Character Database.

usage: scripts/unicode_tables.py [/usr/share/unicode] > lib/domain/unicode_tables.cpp
Only needed when a new version of Unicode is taken; the result is kept in the repository.
"""
import sys
import unicodedata

folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"


def properties(name, wanted):
    found = set()
    with open(f"{folder}/{name}", encoding="utf-8") as lines:
        for line in lines:
            fields = [field.strip() for field in line.split("#")[0].split(";")]
            if len(fields) >= 2 and fields[1] in wanted:
                first, _, last = fields[0].partition("..")
                found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def categories(wanted):
    found = set()
    with open(f"{folder}/UnicodeData.txt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split(";")
            if fields[2] in wanted:
                found.add(int(fields[0], 16))
    return found


def table(name, codes):
    ranges = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    print(f"constexpr Range {name}_ranges[] = {{")
    line = "   "
    for first, last in ranges:
        item = f" {{0x{first:x}, 0x{last:x}}},"
        if len(line) + len(item) > 108:
            print(line)
            line = "   "
        line += item
    print(line + "\n};")
    print(f"const std::span<const Range> {name} = {name}_ranges;\n")


def latin(name, first, last):
    by_hand = {"ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ŧ": "t", "ſ": "s", "ŀ": "l", "ŉ": "n",
               "ƀ": "b", "ɓ": "b", "ƈ": "c", "ƒ": "f", "ƙ": "k", "ƚ": "l", "ƥ": "p", "ƭ": "t", "ƶ": "z", "ƴ": "y",
               "ǥ": "g", "ȥ": "z", "ẛ": "s", "ẞ": "ß", "ĸ": "k"}
    letters = ""
    for code in range(first, last + 1):
        lower = by_hand.get(chr(code).lower()[:1], chr(code).lower()[:1])
        base = unicodedata.normalize("NFKD", lower)[:1]
        base = by_hand.get(base, base)
        letters += base if base.isascii() and base.isalpha() else "."
    print(f"constexpr std::string_view {name} =")
    rows = [letters[at:at + 96] for at in range(0, len(letters), 96)]
    print("\n".join(f'    "{row}"' for row in rows) + ";\n")


marks = categories({"Mn", "Me"})
ignorable = properties("DerivedCoreProperties.txt", {"Default_Ignorable_Code_Point"})
selectors = set(range(0xFE00, 0xFE10)) | set(range(0xE0100, 0xE01F0)) | {0x180B, 0x180C, 0x180D, 0x180F}
jamo = set(range(0x1160, 0x1200)) | set(range(0xD7B0, 0xD7C7)) | set(range(0xD7CB, 0xD7FC))
nonsense = set(range(0xFDD0, 0xFDF0)) | {plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)}
controls = categories({"Cc", "Zl", "Zp"}) | {0xFFF9, 0xFFFA, 0xFFFB} | set(range(0x13430, 0x13440))
hidden = (ignorable | controls | nonsense) - selectors - {0x200C, 0x200D}

print("// Written by scripts/unicode_tables.py from Unicode 15.0; not edited by hand.")
print('#include "domain/unicode.hpp"\n')
print("// clang-format off")
print("namespace urp::unicode {\nnamespace {\n")
latin("latin_1_to_b", 0xC0, 0x24F)
latin("latin_additional", 0x1E00, 0x1EFF)
print("}  // namespace\n")
table("hidden", hidden)
table("no_width", (marks | jamo | selectors | {0x200C, 0x200D}))
table("spacing_marks", categories({"Mc"}))
table("wide", properties("EastAsianWidth.txt", {"W", "F"}) - jamo - hidden)
table("pictographic", properties("emoji/emoji-data.txt", {"Extended_Pictographic"}))
print("""char latin_base(char32_t code) {
  char base = '.';
  if (code >= 0xc0 && code <= 0x24f) base = latin_1_to_b[code - 0xc0];
  if (code >= 0x1e00 && code <= 0x1eff) base = latin_additional[code - 0x1e00];
  return base == '.' ? '\\0' : base;
}

}  // namespace urp::unicode
// clang-format on""")
