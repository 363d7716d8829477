#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <urp/error.hpp>

#include "cli/editor.hpp"

using namespace urp;
using namespace urp::cli;

TEST_CASE("editor: the draft stands on top, the thread beneath it as comments that are dropped again") {
  const std::string page = editor_page("Buongiorno,\n\nla squadra passa domani.", {"1 10:31 < una buca", ""});
  CHECK(page == "Buongiorno,\n\nla squadra passa domani.\n\n# 1 10:31 < una buca\n#\n");
  CHECK(written_text(page) == "Buongiorno,\n\nla squadra passa domani.");
}

TEST_CASE("editor: only '# ' begins a comment, and a draft that looks like one is kept") {
  CHECK(written_text("#hashtag\n#\n# nota\n  #3 resta") == "#hashtag\n  #3 resta");
  CHECK(written_text(editor_page("# primo punto", {})) == " # primo punto");
}

TEST_CASE("editor: nothing but comments and blanks is nothing") {
  CHECK(written_text("") == "");
  CHECK(written_text("\n  \n# tutto\n\t\n") == "");
}

TEST_CASE("editor: blank lines at both ends go, those inside and the first line's indent stay") {
  CHECK(written_text("\n\n  uno\r\n\r\ndue  \n\n") == "  uno\n\ndue");
  CHECK(written_text("perch\xe9") == "perch\ufffd");
}

TEST_CASE("editor: what was saved is kept at once, the file is ours alone and gone afterwards") {
  std::vector<std::string> kept;
  const std::string left = "urp-editor-test-" + std::to_string(getpid());
  const auto note = std::filesystem::temp_directory_path() / left;
  const std::string editor = "sh -c 'echo \"$1\" > \"" + note.string() +
                             "\"; stat -c %a \"$1\" \"$(dirname \"$1\")\" >> \"" + note.string() +
                             "\"; printf \"Buongiorno\\n# nota\\n\" > \"$1\"' sh";
  CHECK(edit_text(editor, editor_page("", {"thread"}),
                  [&](const std::string& text) { kept.push_back(text); }) == "Buongiorno");
  CHECK(kept == std::vector<std::string>{"Buongiorno"});
  std::ifstream told(note);
  std::string file, mode, folder_mode;
  std::getline(told, file);  // a path may have blanks
  told >> mode >> folder_mode;
  CHECK(mode == "600");
  CHECK(folder_mode == "700");
  CHECK_FALSE(std::filesystem::exists(std::filesystem::path(file).parent_path()));
  std::filesystem::remove(note);
}

TEST_CASE("editor: one that fails sends nothing, and what it had saved is kept") {
  std::string kept;
  try {
    edit_text("sh -c 'printf a > \"$1\"; exit 3' sh", "", [&](const std::string& text) { kept = text; });
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::failed);
    CHECK(std::string(error.what()).find("ended with 3") != std::string::npos);
  }
  CHECK(kept == "a");
}

TEST_CASE("editor: one that goes to the background at once is noticed, and the cure is named") {
  std::string hint;
  try {
    edit_text("true", editor_page("Una bozza di ieri", {}), [](const std::string&) {});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::failed);
    hint = error.hint();
  }
  CHECK(hint.find("code --wait") != std::string::npos);
  CHECK(edit_text("touch -d '2001-01-01'", editor_page("Una bozza di ieri", {}), [](const std::string&) {}) ==
        "Una bozza di ieri");  // it was saved as it was
}
