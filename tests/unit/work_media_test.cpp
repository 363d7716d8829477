// Pictures on their way in: address, bytes, file, row; and everything that can come between.
#include <sys/stat.h>

#include <fstream>

#include "domain/hash.hpp"
#include "scratch.hpp"
#include "sending_office.hpp"
#include "store/media.hpp"
#include "work/media.hpp"

using namespace urp;

namespace {

constexpr const char* fresh_url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1";

/// An office with a folder of its own, and a fetcher in the test's hand.
class MediaOffice {
 public:
  explicit MediaOffice(Settings settings = sending_settings()) : office(std::move(settings)) {
    auto& local = (*office).local();
    local.store = db::Store::open({.path = scratch.path() / "urp.db"});
    local.options.secrets.token = "test-token";
    local.options.real = [this] { return real; };
    local.options.steady = [this] { return std::chrono::steady_clock::time_point(real - jumped - began); };
    office.run("INSERT INTO number (phone_number_id) VALUES ('106540352242922')");
  }

  /// A picture that came in now.
  MessageId picture(const std::string& id = "1", const std::string& url = fresh_url) {
    const auto message = office.add_message(
        {.ticket = office.add_ticket(), .type = "image", .text = "ecco la foto", .wamid = "wamid." + id});
    auto db = office.write();
    db.query(
          "INSERT INTO media (message, provider_id, url, mime_type, state) VALUES (?, ?, ?, NULL, 'pending')")
        .bind(1, message)
        .bind(2, id)
        .bind(3, url)
        .run();
    db.commit();
    return message;
  }
  PassResult work() { return work_with(fetcher); }
  PassResult work_with(work::MediaFetcher& who) {
    PassResult result;
    for (int round = 0; round < 1000; ++round) {
      bool moved = who.start_due(result);
      auto ended = wire.poll(std::chrono::milliseconds(0));
      moved |= !ended.empty();
      who.finish(ended, result);
      CHECK(ended.empty());
      if (!moved) return result;
    }
    FAIL("the fetcher never came to rest");
    return result;
  }
  void expect_address(const std::string& url, std::int64_t size = 5, const std::string& id = "1") {
    net.expect("GET", "/v26.0/" + id + "?phone_number_id=106540352242922",
               answered(200, R"({"id":"1","url":")" + url + R"(","mime_type":"image/jpeg","file_size":)" +
                                 std::to_string(size) + "}"));
  }
  std::string state(MessageId message) { return text(message, "state"); }
  std::string sha256_of(MessageId message) { return text(message, "sha256"); }
  std::string text(MessageId message, const std::string& column) {
    const auto db = office.read();
    auto query = db.query_once(
        "SELECT " + column +
        " FROM media LEFT JOIN media_fetch USING (message) WHERE message = " + std::to_string(message.value));
    return query.step() ? query.string(0) : "";
  }
  std::filesystem::path place(const std::string& bytes) {
    return store::media_path(office.store(), hex(sha256(bytes)));
  }
  std::filesystem::path inbox() const { return scratch.path() / "media" / "tmp"; }
  std::ptrdiff_t stored_files() const {
    std::ptrdiff_t count = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path() / "media", error)) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  }

  Scratch scratch;
  TestOffice office;
  TimePoint began = utc(2027, 3, 1, 7), real = utc(2027, 3, 1, 8);
  std::chrono::seconds jumped{0};  // so much of it by the wall clock alone
  ScriptedTransport net;
  work::Wire wire{(*office).local(), net.transport()};
  work::MediaFetcher fetcher{(*office).local(), wire};
};

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE(
    "media: a fresh address is used as it came; the bytes lie under their hash, 0640, and the row says so") {
  MediaOffice desk;
  const auto message = desk.picture();
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 1);
  CHECK(desk.state(message) == "stored");
  CHECK(desk.sha256_of(message) == hex(sha256("bytes")));
  CHECK(desk.office.ask("SELECT size FROM media") == 5);
  const auto file = desk.place("bytes");
  CHECK(file.parent_path().filename() == desk.sha256_of(message).substr(0, 2));
  CHECK(file.parent_path().parent_path() == desk.scratch.path() / "media");
  CHECK(content(file) == "bytes");
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK(desk.stored_files() == 1);  // nothing is left in tmp
  CHECK(desk.net.last().headers.front().second == "Bearer test-token");
  CHECK(desk.net.last().size_limit == (*desk.office).settings().media.max_size);
  CHECK(desk.office.ask("SELECT count(*) FROM event WHERE verb = 'media'") == 1);
}

TEST_CASE("media: an address older than its life is asked for again by id") {
  MediaOffice desk;
  const auto message = desk.picture();
  desk.office.set_now(desk.office.now() + std::chrono::minutes(4));
  desk.expect_address("https://lookaside.fbsbx.com/other");
  desk.net.expect_bytes("https://lookaside.fbsbx.com/other", "bytes");
  CHECK(desk.work().media_stored == 1);
  CHECK(desk.state(message) == "stored");
  CHECK(desk.text(message, "mime_type") == "image/jpeg");
}

TEST_CASE("media: no address came with the webhook: it is asked for") {
  MediaOffice desk;
  desk.picture("1", "");
  desk.expect_address("https://lookaside.fbsbx.com/other");
  desk.net.expect_bytes("https://lookaside.fbsbx.com/other", "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: 404 for the bytes: the address is asked for again, after a pause") {
  MediaOffice desk;
  const auto message = desk.picture();
  desk.net.expect("GET", fresh_url, answered(404, ""));
  CHECK(desk.work().media_stored == 0);
  CHECK(desk.state(message) == "pending");
  CHECK(desk.work().media_stored == 0);
  desk.real += std::chrono::seconds(2);
  desk.expect_address("https://lookaside.fbsbx.com/other");
  desk.net.expect_bytes("https://lookaside.fbsbx.com/other", "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: addresses that expire and pages of proxies are no proof that the picture is gone") {
  MediaOffice desk;
  const auto message = desk.picture("1", "");
  for (int i = 0; i < 5; ++i) {
    desk.expect_address("https://lookaside.fbsbx.com/other");
    desk.net.expect("GET", "https://lookaside.fbsbx.com/other", answered(404, ""));
    desk.work();
    desk.real += std::chrono::hours(1);
    desk.net.expect("GET", "/v26.0/1?", answered(404, "<html>"));
    desk.work();
    desk.real += std::chrono::hours(1);
  }
  CHECK(desk.state(message) == "pending");
  desk.expect_address("https://lookaside.fbsbx.com/other");
  desk.net.expect_bytes("https://lookaside.fbsbx.com/other", "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: nothing is given up by a clock that is ahead") {
  MediaOffice desk;
  const auto message = desk.picture();
  desk.net.expect("GET", fresh_url, not_sent());
  desk.work();
  constexpr std::chrono::hours ahead(24 * 8);
  desk.real += ahead;
  desk.jumped += ahead;
  desk.net.expect("GET", "/v26.0/1?", not_sent());
  CHECK(desk.work().media_lost == 0);
  CHECK(desk.state(message) == "pending");
  desk.real -= ahead;
  desk.jumped -= ahead;
  desk.expect_address("https://lookaside.fbsbx.com/other");
  desk.net.expect_bytes("https://lookaside.fbsbx.com/other", "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: gone three times is lost; a clerk may ask again") {
  MediaOffice desk;
  const auto message = desk.picture();
  desk.net.expect("GET", fresh_url, answered(404, ""));
  desk.work();
  desk.real += std::chrono::hours(1);
  desk.net.expect("GET", "/v26.0/1?", refused(400, 100, 33));
  desk.work();
  CHECK(desk.state(message) == "pending");
  desk.real += std::chrono::hours(1);
  desk.net.expect("GET", "/v26.0/1?", refused(400, 100, 33));
  CHECK(desk.work().media_lost == 1);
  CHECK(desk.state(message) == "lost");
  CHECK(desk.text(message, "why") == "HTTP 400, 100/33");
  desk.real += std::chrono::hours(1);
  CHECK(desk.work().media_stored == 0);
  {
    auto db = desk.office.write();
    CHECK(store::want_media_again(db, message, desk.real));
    db.commit();
  }
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 1);
  CHECK(desk.text(message, "why").empty());
}

TEST_CASE("media: an address of another site is refused, and the token never goes there") {
  for (const char* url : {"https://example.org/picture", "http://lookaside.fbsbx.com/picture",
                          "https://lookaside.fbsbx.com.example.org/x", "https://lookaside.fbsbx.com:8443/x",
                          "https://lookaside.fbsbx.com@example.org/x", "file:///etc/passwd"}) {
    INFO(url);
    MediaOffice desk;
    const auto direct = desk.picture("1", url);
    CHECK(desk.work().media_lost == 1);
    CHECK(desk.state(direct) == "refused");
    CHECK(desk.net.requests().empty());

    const auto by_id = desk.picture("2", "");
    desk.expect_address(url, 5, "2");
    CHECK(desk.work().media_lost == 1);
    CHECK(desk.state(by_id) == "refused");
    REQUIRE(desk.net.requests().size() == 1);
    CHECK(desk.net.last().url.starts_with("https://graph.facebook.com/"));
    CHECK(desk.stored_files() == 0);
  }
}

TEST_CASE("media: larger than [media] max_size is refused: by what is said, and by what comes") {
  auto settings = sending_settings();
  settings.media.max_size = 100;
  MediaOffice desk(settings);
  const auto told = desk.picture("1", "");
  desk.expect_address("https://lookaside.fbsbx.com/other", 101);
  CHECK(desk.work().media_lost == 1);
  CHECK(desk.state(told) == "refused");
  CHECK(desk.office.ask(
            "SELECT size = 101 AND why = 'too_large' FROM media d JOIN media_fetch f USING (message)") == 1);
  const auto found = desk.picture("2");
  desk.net.expect("GET", fresh_url, lost("too large"));
  CHECK(desk.work().media_lost == 1);
  CHECK(desk.state(found) == "refused");
  CHECK(desk.net.last().size_limit == 100);
}

TEST_CASE(
    "media: lost bytes, refusals and outages are tried again, ever slower, and given up before day seven") {
  MediaOffice desk;
  const auto message = desk.picture("1", "");
  const auto began = desk.real;
  const RequestOutcome outcomes[] = {lost(), not_sent(), answered(500, "<html>"), refused(400, 130429)};
  int tries = 0;
  auto pause = std::chrono::seconds(0);
  while (desk.state(message) == "pending") {
    REQUIRE(tries < 400);
    desk.net.expect("GET", "/v26.0/1?", outcomes[tries % 4]);
    desk.work();
    CHECK(desk.work().media_stored == 0);  // nothing at once
    const auto next = std::chrono::seconds(desk.office.ask("SELECT not_before FROM media_fetch")) -
                      desk.real.time_since_epoch();
    if (desk.state(message) != "pending") break;
    CHECK(next >= pause);
    CHECK(next <= std::chrono::hours(1));
    pause = next;
    desk.real += next;
    ++tries;
  }
  CHECK(desk.state(message) == "lost");
  CHECK(tries > 100);
  CHECK(desk.real - began < std::chrono::days(7));
  CHECK(desk.real - began > std::chrono::days(6));
  CHECK_FALSE(desk.text(message, "why").empty());
}

TEST_CASE("media: an empty page in place of the bytes is no picture") {
  MediaOffice desk;
  const auto message = desk.picture();
  desk.net.expect_bytes(fresh_url, "");
  CHECK(desk.work().media_stored == 0);
  CHECK(desk.state(message) == "pending");
  CHECK(desk.stored_files() == 0);
}

TEST_CASE("media: two messages with the same bytes: one file, both rows right") {
  MediaOffice desk;
  const auto first = desk.picture("1"), second = desk.picture("2");
  desk.net.expect_bytes(fresh_url, "bytes");
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 2);
  CHECK(desk.sha256_of(first) == desk.sha256_of(second));
  CHECK(desk.state(first) == "stored");
  CHECK(desk.state(second) == "stored");
  CHECK(desk.stored_files() == 1);
}

TEST_CASE("media: two fetchers at one picture: one file, the row right") {
  MediaOffice desk;
  const auto message = desk.picture();
  ScriptedTransport other_net;
  work::Wire other_wire((*desk.office).local(), other_net.transport());
  work::MediaFetcher other((*desk.office).local(), other_wire);
  desk.net.expect_bytes(fresh_url, "bytes");
  other_net.expect_bytes(fresh_url, "bytes");
  PassResult result;
  CHECK(desk.fetcher.start_due(result));
  CHECK(other.start_due(result));
  auto ended = desk.wire.poll({});
  desk.fetcher.finish(ended, result);
  CHECK(ended.empty());
  ended = other_wire.poll({});
  other.finish(ended, result);
  CHECK(ended.empty());
  CHECK(desk.state(message) == "stored");
  CHECK(desk.stored_files() == 1);
  CHECK(content(desk.place("bytes")) == "bytes");
}

TEST_CASE("media: killed between file and row: the next pass stores the row over the same file, untouched") {
  MediaOffice desk;
  const auto message = desk.picture();
  std::ofstream(desk.scratch.path() / "half") << "bytes";
  store::keep_copy_of(desk.office.store(), desk.scratch.path() / "half");  // and here it died
  struct stat before {
  }, after{};
  REQUIRE(::stat(desk.place("bytes").c_str(), &before) == 0);
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 1);
  CHECK(desk.state(message) == "stored");
  CHECK(desk.stored_files() == 1);
  REQUIRE(::stat(desk.place("bytes").c_str(), &after) == 0);
  CHECK(before.st_ino == after.st_ino);
}

TEST_CASE("media: what a killed worker left in tmp is thrown away by the next holder of the lock") {
  MediaOffice desk;
  std::filesystem::create_directories(desk.inbox());
  std::ofstream(desk.inbox() / "in-0123") << "half a pict";
  std::ofstream(desk.inbox() / "in-4567") << "";
  desk.fetcher.recover();
  CHECK(desk.stored_files() == 0);
  desk.picture();
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: without a token nothing is asked for; nothing is lost by it") {
  MediaOffice desk;
  (*desk.office).local().options.secrets.token.reset();
  const auto message = desk.picture();
  CHECK(desk.work().media_lost == 0);
  CHECK(desk.state(message) == "pending");
  (*desk.office).local().options.secrets.token = "test-token";
  desk.real += std::chrono::seconds(1);
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: four are under way at once, and each message is fetched once") {
  MediaOffice desk;
  for (int i = 0; i < 6; ++i) desk.picture(std::to_string(i), "");
  for (int i = 0; i < 4; ++i) desk.net.expect_held("GET", "/v26.0/" + std::to_string(i));
  desk.work();
  CHECK(desk.net.under_way() == 4);
  for (int i = 0; i < 4; ++i) desk.net.release(answered(500, ""));
  desk.net.expect("GET", "/v26.0/4", answered(500, ""));
  desk.net.expect("GET", "/v26.0/5", answered(500, ""));
  desk.work();
}

TEST_CASE("media: a folder that cannot be written is tried again later, and stops nothing else") {
  MediaOffice desk;
  const auto message = desk.picture();
  std::ofstream(desk.scratch.path() / "media") << "a file where the folder should be";
  CHECK(desk.work().media_stored == 0);
  CHECK(desk.state(message) == "pending");
  CHECK_FALSE(desk.text(message, "why").empty());
  std::filesystem::remove(desk.scratch.path() / "media");
  desk.real += std::chrono::seconds(2);
  desk.expect_address("https://lookaside.fbsbx.com/other");
  desk.net.expect_bytes("https://lookaside.fbsbx.com/other", "bytes");
  CHECK(desk.work().media_stored == 1);
}

TEST_CASE("media: a lasting place that cannot be made: again later, nothing left behind") {
  MediaOffice desk;
  const auto message = desk.picture();
  std::filesystem::create_directories(desk.inbox());
  std::ofstream(desk.place("bytes").parent_path()) << "a file where the folder should be";
  desk.net.expect_bytes(fresh_url, "bytes");
  CHECK(desk.work().media_stored == 0);
  CHECK(desk.state(message) == "pending");
  CHECK(desk.office.ask("SELECT count(*) FROM media WHERE sha256 IS NOT NULL") == 0);
  CHECK(std::filesystem::is_empty(desk.inbox()));
}

TEST_CASE("media: a link in the place of the inbox is not followed, neither to write nor to clean up") {
  MediaOffice desk;
  const auto message = desk.picture();
  const auto elsewhere = desk.scratch.path() / "elsewhere";
  std::filesystem::create_directories(elsewhere);
  std::ofstream(elsewhere / "precious") << "token";
  std::filesystem::create_directories(desk.scratch.path() / "media");
  std::filesystem::create_directory_symlink(elsewhere, desk.inbox());
  desk.fetcher.recover();
  CHECK(desk.work().media_stored == 0);
  CHECK(desk.state(message) == "pending");
  CHECK(content(elsewhere / "precious") == "token");
  CHECK(std::distance(std::filesystem::directory_iterator(elsewhere), {}) == 1);
}
