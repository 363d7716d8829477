#!/usr/bin/env bash
# Refreshes lib/po/*.po from the sentences of cli and lib. Translations are kept; what has none stays empty, so that
# English is shown and the last line of this script counts it. Dates, names and guesses never enter a catalogue.
set -eu
cd "$(dirname "$0")/.."

template=$(mktemp)
trap 'rm -f "$template"' EXIT

find cli lib -name '*.cpp' -o -name '*.hpp' | LC_ALL=C sort |
  xgettext --files-from=- --from-code=UTF-8 --language=C++ --no-wrap --add-location=file \
    --keyword --keyword=_ --keyword=N_ --keyword=plural:1,2 --keyword=in_context:1c,2 \
    --package-name=urp --output=- |
  sed -e '/^"POT-Creation-Date:/d' -e '/^#, \(no-\)\?c-format$/d' -e 's/charset=CHARSET/charset=UTF-8/' >"$template"

for catalogue in lib/po/*.po; do
  msgmerge --quiet --no-fuzzy-matching --no-wrap --add-location=file --output-file="$catalogue.new" \
    "$catalogue" "$template"
  msgattrib --no-obsolete --no-wrap "$catalogue.new" | sed '/^"POT-Creation-Date:/d' >"$catalogue"
  rm -f "$catalogue.new"
  printf '%s: ' "$catalogue"
  LC_ALL=C msgfmt --check --statistics -o /dev/null "$catalogue"
done
