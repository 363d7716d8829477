#include "domain/url.hpp"

#include <doctest/doctest.h>

using namespace urp;

TEST_CASE("url: scheme and host are folded, the default port is known, the target is kept as it is") {
  const auto url = parse_url("HTTPS://LookAside.FBSBX.com/whatsapp_business/attachments/?mid=1&Ext=2%20");
  REQUIRE(url);
  CHECK(*url == Url{"https", "lookaside.fbsbx.com", 443, "/whatsapp_business/attachments/?mid=1&Ext=2%20"});
  CHECK(to_string(*url) == "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&Ext=2%20");
  CHECK(parse_url("http://a.example")->port == 80);
  CHECK(parse_url("http://a.example")->target == "/");
  CHECK(parse_url("http://a.example?x=1")->target == "/?x=1");
  CHECK(parse_url("http://a.example/@b/http://c")->host == "a.example");
  CHECK(to_string(*parse_url("http://127.0.0.1:18080/v26.0")) == "http://127.0.0.1:18080/v26.0");
  CHECK(to_string(*parse_url("https://a.example:443")) == "https://a.example/");
  CHECK(to_string(*parse_url("https://a.example:80/")) == "https://a.example:80/");
  CHECK(parse_url("http://[::1]:8080/x")->host == "[::1]");
  CHECK(parse_url("http://[2001:DB8::1]/")->host == "[2001:db8::1]");
}

TEST_CASE("url: what others might read in another way is no address") {
  const char* refused[] = {
      "",
      "lookaside.fbsbx.com",
      "//lookaside.fbsbx.com/",
      "https:/lookaside.fbsbx.com/",
      "https:lookaside.fbsbx.com",
      "https:///lookaside.fbsbx.com/",
      "ftp://lookaside.fbsbx.com/",
      "file:///etc/passwd",
      "javascript://lookaside.fbsbx.com/",
      " https://lookaside.fbsbx.com/",
      "https://lookaside.fbsbx.com/ ",
      "https://lookaside.fbsbx.com/a b",
      "https://lookaside.fbsbx.com/\r\nHost: evil.org",
      "https://lookaside.fbsbx.com\t.evil.org/",
      "https://lookaside.fbsbx.com\x7f/",
      "https://user@lookaside.fbsbx.com/",
      "https://lookaside.fbsbx.com@evil.org/",
      "https://lookaside.fbsbx.com:443@evil.org/",
      "https://lookaside.fbsbx.com:pass@evil.org:443/",
      "https://evil.org\\@lookaside.fbsbx.com/",
      "https://lookaside.fbsbx.com\\.evil.org/",
      "https:\\\\lookaside.fbsbx.com/",
      "https://evil.org/#lookaside.fbsbx.com",
      "https://evil.org#@lookaside.fbsbx.com/",
      "https://lookaside.fbsbx.com#.evil.org/",
      "https://lookaside.fbsbx.com./",
      "https://.lookaside.fbsbx.com/",
      "https://lookaside..fbsbx.com/",
      "https://lookaside%2efbsbx.com/",
      "https://lookaside.fbsbx.com%00.evil.org/",
      "https://lookaside.fbsbx.com%2f.evil.org/",
      "https://l\xc3\xb2okaside.fbsbx.com/",
      "https://lookaside\xef\xbc\x8e"
      "fbsbx.com/",
      "https://lookaside_fbsbx.com/",
      "https://-a.example/",
      "https://a-.example/",
      "https://a.example:/",
      "https://a.example:0/",
      "https://a.example:65536/",
      "https://a.example:99999999999/",
      "https://a.example:0443/",
      "https://a.example:+443/",
      "https://a.example:443:443/",
      "https://a.example:44x/",
      "https://:443/",
      "http://2130706433/",
      "http://127.1/",
      "http://0177.0.0.1/",
      "http://127.0.0.01/",
      "http://127.0.0.256/",
      "http://127.0.0.1.1/",
      "http://127.0.0.1./",
      "http://0x7f.0.0.1/",
      "http://0x7f000001/",
      "http://example.0x7f/",
      "http://[::1/",
      "http://::1/",
      "http://[::1]x/",
      "http://[::1]:/",
      "http://x[::1]/",
      "http://[127.0.0.1]/",
      "http://[::1%25lo]/",
      "http://[]/",
  };
  for (const auto* text : refused) {
    CAPTURE(text);
    CHECK_FALSE(parse_url(text));
  }
  CHECK_FALSE(parse_url(std::string_view("http://a.example/\0b", 19)));
  CHECK_FALSE(parse_url("http://" + std::string(64, 'a') + ".example/"));
  CHECK(parse_url("http://" + std::string(63, 'a') + ".example/"));
  std::string long_name = "http://a";
  for (int i = 0; i < 130; ++i) long_name += ".a";
  CHECK_FALSE(parse_url(long_name));
}

TEST_CASE("url: names that only look like another are themselves") {
  CHECK(parse_url("https://lookaside.fbsbx.com.evil.org/")->host == "lookaside.fbsbx.com.evil.org");
  CHECK(parse_url("https://evil.org/https://lookaside.fbsbx.com/")->host == "evil.org");
  CHECK(parse_url("https://evil.org?@lookaside.fbsbx.com/")->host == "evil.org");
  CHECK(parse_url("https://lookaside-fbsbx.com/")->host == "lookaside-fbsbx.com");
}

TEST_CASE("url: loopback is by its plain names only") {
  for (const auto* text : {"http://127.0.0.1", "http://127.255.0.9:1/a", "https://localhost:8443/",
                           "http://LOCALHOST/", "http://[::1]:9/"}) {
    CAPTURE(text);
    CHECK(is_loopback(*parse_url(text)));
  }
  for (const auto* text :
       {"http://127.example.org/", "http://127.0.0.1.example.org/", "http://localhost.example.org/",
        "http://128.0.0.1/", "http://[::2]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"}) {
    CAPTURE(text);
    CHECK_FALSE(is_loopback(*parse_url(text)));
  }
}

TEST_CASE("url: a part of a path cannot leave its place") {
  CHECK(encode_component("106540352242922") == "106540352242922");
  CHECK(encode_component("../1?x=1&y#z") == "..%2F1%3Fx%3D1%26y%23z");
  CHECK(encode_component("1|abc \xc3\xa8\n") == "1%7Cabc%20%C3%A8%0A");
  CHECK(encode_component("A-._~z") == "A-._~z");
}
