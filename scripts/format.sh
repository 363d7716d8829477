#!/usr/bin/env bash
# Formats what is ours with clang-format; with --check says what would change and fails.
set -eu
cd "$(dirname "$0")/.."
mode=(-i)
[ "${1:-}" = --check ] && mode=(--dry-run --Werror)
git ls-files -z '*.cpp' '*.hpp' '*.c' | xargs -0 clang-format "${mode[@]}"
