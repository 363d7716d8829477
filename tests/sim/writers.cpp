// writers.cpp: clerks who write at once. Each process makes its changes through a Writer, reads before it
// adds, and measures how long it waited for its turn. At the end: changes made, median and longest wait in
// milliseconds.
//   urp-writers DATABASE PROCESSES CHANGES
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "db/store.hpp"

using namespace urp;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// One change of one row that only comes out right when nobody is overtaken: value = value + 1.
void add_one(db::Store& store) {
  const auto now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  db::Writer db(store, {"maria", "maria"}, now, now);
  std::int64_t value = 0;
  {
    auto read = db.query("SELECT value FROM cursor WHERE name = 'writers'");
    if (read.step()) value = read.integer(0);
  }
  db.query("INSERT INTO cursor (name, value) VALUES ('writers', ?1) ON CONFLICT DO UPDATE SET value = ?1")
      .bind(1, value + 1)
      .run();
  db.record("test", std::nullopt, std::nullopt, {{"value", std::nullopt, std::to_string(value + 1)}});
  db.commit();
}

/// Returns the waits through the pipe, one double each.
void work(const char* path, int changes, int pipe) {
  auto store = db::Store::open({path});
  for (int i = 0; i < changes; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    add_one(*store);
    const double waited = Milliseconds(std::chrono::steady_clock::now() - begin).count();
    if (::write(pipe, &waited, sizeof waited) != sizeof waited) std::exit(1);
    ::usleep(static_cast<useconds_t>(2000 + (i * 37 + ::getpid()) % 3000));  // a clerk is not a machine
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int processes = std::atoi(argv[2]);
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  for (int i = 0; i < processes; ++i) {
    if (::fork() != 0) continue;
    try {
      work(argv[1], std::atoi(argv[3]), ends[1]);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      std::_Exit(1);
    }
    std::_Exit(0);
  }
  ::close(ends[1]);
  std::vector<double> waits;
  double waited = 0;
  while (::read(ends[0], &waited, sizeof waited) == sizeof waited) waits.push_back(waited);
  int failed = 0;
  int status = 0;
  while (::wait(&status) > 0) failed += status != 0;
  if (waits.empty()) return 1;
  std::sort(waits.begin(), waits.end());
  std::printf("%zu %.2f %.2f\n", waits.size(), waits[waits.size() / 2], waits.back());
  return failed == 0 ? 0 : 1;
}
