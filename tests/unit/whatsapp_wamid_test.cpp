#include <doctest/doctest.h>

#include "whatsapp/wamid.hpp"

using urp::whatsapp::message_token;

TEST_CASE("wamid: both ids of one message have their token in common") {
  const auto by_phone = message_token("wamid.HBgMMzkzMzMwMDAwMTAyFRQAEhgUQTU2NjU1NDVDMjQyREIzMzI3NTUA");
  CHECK(by_phone == "A5665545C242DB332755");
  CHECK(by_phone ==
        message_token("wamid.HBgUSVQuMTQ0MjczODIzMDk0MTAwMjEVFAASGBRBNTY2NTU0NUMyNDJEQjMzMjc1NQA="));
  CHECK(message_token("wamid.HBgMMzkzMzMwMDAwMTAyFQIAEhgSRUVDRUNBMTI1QzhDMkUyMkMzAA==") ==
        "EECECA125C8C2E22C3");
}

TEST_CASE("wamid: of any other form nothing is read") {
  const std::string whole = "wamid.HBgMMzkzMzMwMDAwMTAyFRQAEhgUQTU2NjU1NDVDMjQyREIzMzI3NTUA";
  for (const char* id :
       {"", "wamid.", "wamid.quote", "part:00", "wamid.HBg", "wamid.HBj/", "wacid.HBgMMzkz"}) {
    CHECK_MESSAGE(message_token(id).empty(), id);
  }
  for (std::size_t length = 0; length + 4 < whole.size(); ++length) {
    CHECK_MESSAGE(message_token(whole.substr(0, length)).empty(), length);
  }
}
