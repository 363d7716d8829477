#include "net/curl_words.hpp"

#include "domain/say.hpp"

namespace urp::net {

std::string curl_words(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return _("no address is known for this name: it is misspelt, or there is no DNS");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return _("no address is known for the proxy");
    case CURLE_COULDNT_CONNECT:
      return _("no connection");
    case CURLE_OPERATION_TIMEDOUT:
      return _("no answer in time");
    case CURLE_SSL_CONNECT_ERROR:
      return _("no encrypted connection could be agreed on");
    case CURLE_PEER_FAILED_VERIFICATION:
      return _("its certificate is not trusted, is of another name, or is over");
    case CURLE_SSL_CACERT_BADFILE:
      return _("the certificates of the authorities cannot be read");
    case CURLE_USE_SSL_FAILED:
      return _("it offers no encryption");
    case CURLE_LOGIN_DENIED:
      return _("user or password were refused");
    case CURLE_GOT_NOTHING:
      return _("it hung up without an answer");
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
      return _("the connection broke off");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return _("what it answered makes no sense");
    case CURLE_OUT_OF_MEMORY:
      return _("no memory");
    default:
      return curl_easy_strerror(code);
  }
}

}  // namespace urp::net
