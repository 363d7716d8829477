# The border of liburp.so: what it exports is a list that somebody decided on, and nothing foreign leaks.
. "$(dirname "$0")/lib.sh"

nm -D --defined-only --demangle "$build/lib/liburp.so" | cut -d' ' -f3- | grep -v '^\(typeinfo\|vtable\)' |
  sed 's/\[abi:cxx11\]//g' | LC_ALL=C sort -u > symbols
if ! diff -u "$source_dir/tests/cli/symbols.txt" symbols >&2; then
  fail "liburp.so exports something else than tests/cli/symbols.txt says; decide, then write it there"
fi
grep -v '^urp::' symbols > foreign && fail "foreign symbols: $(head -n 3 foreign)"

# What is slow to load stays out of the start-up path: only the modules know it.
for binary in "$urp" "$build/lib/liburp.so"; do
  ldd "$binary" > libraries
  for slow in libcurl libmicrohttpd libcrypto libssl libre2 libgmime libglib libxml2 libsodium; do lacks libraries "$slow"; done
done
ldd "$build/lib/liburp-net.so" > libraries
contains libraries libmicrohttpd
lacks libraries libgmime
ldd "$build/lib/liburp-mail.so" > libraries
contains libraries libgmime
lacks libraries libcurl
