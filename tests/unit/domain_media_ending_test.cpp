#include <doctest/doctest.h>

#include "domain/media_ending.hpp"

using namespace urp;

TEST_CASE("media: a saved file has the ending of its type, or of its name where the type says too little") {
  CHECK(saved_ending("image/jpeg", "IMG_1.JPG") == ".jpg");
  CHECK(saved_ending("audio/ogg; codecs=opus", "") == ".ogg");
  CHECK(saved_ending("image/heic", "") == ".heic");
  CHECK(saved_ending("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "") ==
        ".docx");
  CHECK(saved_ending("application/vnd.oasis.opendocument.text", "domanda") == ".odt");
  CHECK(saved_ending("application/octet-stream", "domanda.ODT") == ".odt");
  CHECK(saved_ending("application/zip", "domanda.docx") == ".docx");
  CHECK(saved_ending("", "foto.heic") == ".heic");
}

TEST_CASE("media: a signed document keeps the ending of what was signed") {
  CHECK(saved_ending("application/pkcs7-mime", "istanza.pdf.p7m") == ".pdf.p7m");
  CHECK(saved_ending("application/octet-stream", "istanza.pdf.p7m") == ".pdf.p7m");
  CHECK(saved_ending("application/x-pkcs7-mime", "istanza.p7m") == ".p7m");
  CHECK(saved_ending("application/pkcs7-mime", "istanza.exe.p7m") == ".p7m");
  CHECK(saved_ending("application/pkcs7-mime", "") == ".p7m");
}

TEST_CASE("media: a name lends no ending that its type contradicts or that could be run") {
  CHECK(saved_ending("image/jpeg", "foto.pdf") == ".jpg");
  CHECK(saved_ending("application/pdf", "fattura.docx") == ".pdf");
  CHECK(saved_ending("application/octet-stream", "fattura.exe") == "");
  CHECK(saved_ending("application/octet-stream", "fattura.desktop") == "");
  CHECK(saved_ending("text/plain", "fattura.docx") == ".txt");
  CHECK(saved_ending("text/plain", "righe.csv") == ".csv");
  CHECK(saved_ending("application/zip", "prova.jpg") == ".zip");
  CHECK(saved_ending("application/x-msdownload", "../../.profile") == "");
}
