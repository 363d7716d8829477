// compare.cpp: whole processes side by side, taking turns, so that a noisy machine is noisy for all of them.
//   urp-compare RUNS NAME COMMAND NAME COMMAND ...
// Prints for each the median in milliseconds and its ratio to the first. Output of the commands is thrown
// away.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

struct Contender {
  std::string name, command;
  std::vector<double> times;
};

double run(const std::string& command) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  // Split at blanks, without a shell: its own start-up would count.
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < command.size();) {
    if (command[begin] == ' ') {
      ++begin;
    } else if (command[begin] == '\'') {
      const auto end = command.find('\'', begin + 1);
      words.push_back(command.substr(begin + 1, end - begin - 1));
      begin = end + 1;
    } else {
      const auto end = std::min(command.find(' ', begin), command.size());
      words.push_back(command.substr(begin, end - begin));
      begin = end;
    }
  }
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const auto begin = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, arguments.front(), &files, nullptr, arguments.data(), environ) != 0) {
    std::fprintf(stderr, "cannot run %s\n", arguments.front());
    std::exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  posix_spawn_file_actions_destroy(&files);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "failed: %s\n", command.c_str());
    std::exit(1);
  }
  return took.count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || argc % 2 != 0) return 2;
  const int runs = std::atoi(argv[1]);
  std::vector<Contender> contenders;
  for (int i = 2; i + 1 < argc; i += 2) contenders.push_back({argv[i], argv[i + 1], {}});
  for (int i = 0; i < runs; ++i) {
    for (auto& contender : contenders) contender.times.push_back(run(contender.command));
  }
  double first = 0;
  for (auto& contender : contenders) {
    std::sort(contender.times.begin(), contender.times.end());
    const double median = contender.times[contender.times.size() / 2];
    if (first == 0) first = median;
    std::printf("  %-28s %10.2f ms   %5.2fx\n", contender.name.c_str(), median, median / first);
  }
}
