# What `cmake --install` lays down works from there: program, library, headers, pages, completions, pkg-config, CMake.
. "$(dirname "$0")/lib.sh"
# cmake writes down beside the build what it laid where.
[ -w "$build" ] || { echo "the build folder is somebody else's: nothing is installed from it" >&2; exit 0; }

cmake --install "$build" --prefix "$scratch/prefix" > install.log || fail "cmake --install: $(tail -n 3 install.log)"
prefix=$scratch/prefix
libdir=$(dirname "$(find "$prefix" -name liburp.so)")
expect 0 "$prefix/bin/urp" --version
contains out "$(sed -n 's/^project(urp VERSION \([0-9.]*\).*/\1/p' "$source_dir/CMakeLists.txt")"
[ -f "$prefix/share/man/man1/urp.1" ] || fail "no man page"
[ -f "$prefix/share/locale/it/LC_MESSAGES/urp.mo" ] || fail "no Italian"
for completion in share/bash-completion/completions/urp share/zsh/site-functions/_urp share/fish/vendor_completions.d/urp.fish; do
  [ -s "$prefix/$completion" ] || fail "no $completion"
done
for file in lib/systemd/system/urp.service lib/systemd/system/urp-notice.service lib/systemd/system/urp-notice.timer share/urp/cron/urp; do
  [ -s "$prefix/$file" ] || fail "no $file"
  lacks "$prefix/$file" '@URP'
done
contains "$prefix/lib/systemd/system/urp-notice.service" "ExecStart=$prefix/bin/urp notice run --log"
# The services are shut in: what systemd itself says of them (0 is safest, 10 is open), where it is there to be asked.
if command -v systemd-analyze > /dev/null && systemd-analyze security --help 2>&1 | grep -q -- --offline; then
  for unit in urp urp-notice; do
    systemd-analyze security --offline=true --threshold=20 "$prefix/lib/systemd/system/$unit.service" > exposure 2>&1 ||
      fail "$unit: $(tail -n 1 exposure)"
  done
fi
for line in 'RestartPreventExitStatus=2 4 20 21 78' WatchdogSec=120 TimeoutStopSec=40 RequiresMountsFor=/var/lib/urp LimitCORE=0 MemoryMax=1G; do
  contains "$prefix/lib/systemd/system/urp.service" "$line"
done
office
expect 0 "$prefix/bin/urp" inbox --json --now "$now"
contains out '"version":1'

cat > user.cpp <<'CPP'
#include <urp/error.hpp>
#include <urp/settings.hpp>
#include <cstdio>
int main() {
  try {
    urp::parse_settings("[office]\nnam = 1\n", "urp.toml");
  } catch (const urp::Error& error) {
    std::puts(error.what());
    return error.fault() == urp::Fault::configuration ? 0 : 1;
  }
  return 1;
}
CPP
export PKG_CONFIG_PATH=$libdir/pkgconfig
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then flags=-fsanitize=address,undefined; else flags=; fi
# shellcheck disable=SC2046
c++ $flags user.cpp -o user $(pkg-config --cflags --libs urp) -Wl,-rpath,"$libdir" || fail "pkg-config: does not compile"
expect 0 ./user
contains out 'urp.toml:2: '

mkdir consumer
cat > consumer/CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
find_package(urp REQUIRED)
add_executable(consumer ../user.cpp)
target_link_libraries(consumer urp::urp)
CMAKE
{ cmake -S consumer -B consumer/build -G Ninja -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_FLAGS="$flags" &&
  cmake --build consumer/build; } > consumer.log 2>&1 || { tail -n 20 consumer.log >&2; fail "find_package(urp)"; }
expect 0 consumer/build/consumer
