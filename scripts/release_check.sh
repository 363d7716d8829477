#!/usr/bin/env bash
# Before a tag: version, changelog, catalogue, tree and schema agree. Says all that is wrong, not only the first.
set -eu
cd "$(dirname "$0")/.."
faults=0
complain() { echo "release_check: $*" >&2; faults=$((faults + 1)); }

version=$(sed -n 's/^project(urp VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ -z "$(git status --porcelain)" ] || complain "the tree has changes that are not committed"
grep -q "^## $version" CHANGELOG.md || complain "CHANGELOG.md has no section for $version"
grep -q "^softwareVersion: \"$version\"" publiccode.yml || complain "publiccode.yml names another version"
git rev-parse -q --verify "refs/tags/v$version" >/dev/null && complain "v$version was released already"
for catalogue in lib/po/*.po; do
  untranslated=$(msgattrib --untranslated --no-obsolete "$catalogue" | grep -c '^msgid' || true)
  [ "$untranslated" -eq 0 ] || complain "$catalogue: $untranslated sentences are not translated"
done
# A released step is never edited: what the last tag had must be there, byte for byte.
if last=$(git describe --tags --abbrev=0 2>/dev/null); then
  git diff --quiet "$last" -- $(git ls-tree --name-only "$last" lib/store/sql/) || complain "a released migration was edited"
fi
# With --fresh both README commands run on a minimal Debian, as root and as a user with sudo: an hour, and needs root.
[ "${1:-}" != --fresh ] || scripts/fresh_machine.sh || complain "a fresh machine does not pass"
scripts/check_layers.sh || complain "the layers are not kept"
[ "$faults" -eq 0 ] && echo "release_check: $version is ready"
