// transport.hpp: the seam to the outside: requests of HTTP and letters over SMTP go out, and each comes back
// as one of three outcomes, never as an exception.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace urp {

using RequestId = std::uint64_t;

/// The bytes of a file that somebody has opened and looked at. A path would be looked up again, and could
/// lead elsewhere by then.
struct ByteSource {
  std::int64_t size = 0;
  /// Puts the bytes from `offset` on into the buffer; how many, below 0 when they cannot be read.
  std::function<std::ptrdiff_t(std::int64_t offset, char* buffer, std::size_t size)> read;
};

struct OutgoingRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  struct Upload {  // multipart/form-data instead of `body`: fields, then one file
    std::vector<std::pair<std::string, std::string>> fields;
    ByteSource file;
    std::string file_name, mime_type;
  };
  std::vector<Upload> upload;  // none or one
  /// A letter to a mail server (smtp://, smtps://) instead of a request: `body` is the message, its lines end
  /// with CRLF.
  struct Submission {
    std::string from, to, user, password;
    std::string ca_file;  // of an authority of one's own; empty: the system's
    // How long until the whole message is on its way; then it is `not_sent`. A server may think for
    // `timeout`.
    std::chrono::seconds patience{600};
  };
  std::vector<Submission> submission;  // none or one
  std::string save_to;                 // answer's body into this file (made anew, 0640) instead of memory
  std::int64_t size_limit =
      1 << 20;  // bytes of the answer's body; beyond it the outcome is `lost`, why "too large"
  std::chrono::seconds timeout{30};
};

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::int64_t size = 0;  // bytes of the body, also when it went to a file
};

/// What is known of a request when it is over. For a POST the border is sharp: `not_sent` only when no byte
/// of the request left this machine (resolver, connect, proxy, TLS); a byte left and no whole answer came is
/// `lost`. Of a letter the border is its final dot: before it `not_sent`, after it `lost`, and `answered`
/// with the server's number when it spoke about this letter.
struct RequestOutcome {
  enum class Kind { answered, not_sent, lost } kind = Kind::lost;
  Answer answer;
  std::string why;  // for the log: no URL with a query, no header, no body
};

/// `start` never blocks; `poll` waits at most this long and returns what has ended since.
struct Transport {
  std::function<void(RequestId, OutgoingRequest)> start;
  std::function<std::vector<std::pair<RequestId, RequestOutcome>>(std::chrono::milliseconds)> poll;
};

/// Start and poll for one; nothing else may be in flight.
RequestOutcome perform(Transport& transport, OutgoingRequest request);

}  // namespace urp
