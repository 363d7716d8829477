// time_stamp.cpp: whether a time stamp (RFC 3161) is of this digest and of an authority that is trusted.
// Trust is asked for the moment of the stamp: it outlives the certificate that signed it.
#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <type_traits>

#include <urp/api.hpp>

#include "domain/time_stamp_door.hpp"

namespace {

using urp::StampVerdict;

template <auto function>
struct Release {
  template <class T>
  void operator()(T* one) const {
    function(one);
  }
};
using Response = std::unique_ptr<TS_RESP, Release<TS_RESP_free>>;
using Context = std::unique_ptr<TS_VERIFY_CTX, Release<TS_VERIFY_CTX_free>>;
using Certificates = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;

Response read_response(const std::string& answer) {
  const auto* at = reinterpret_cast<const unsigned char*>(answer.data());
  const unsigned char* const end = at + answer.size();
  Response response(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
  if (at != end) response.reset();  // something was put behind it
  return response;
}

/// A stamp of another digest is whole, and says something else.
bool is_of(TS_TST_INFO* info, const std::string& digest) {
  const ASN1_OCTET_STRING* stamped = TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(info));
  const auto* bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(stamped));
  return digest == std::string(bytes, static_cast<std::size_t>(ASN1_STRING_length(stamped)));
}

std::time_t time_of(TS_TST_INFO* info) {
  std::tm time{};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &time) != 1) return 0;
  return ::timegm(&time);
}

Certificates trust(const std::string& authorities, std::time_t at) {
  Certificates store(X509_STORE_new());
  if (!store || X509_STORE_load_file(store.get(), authorities.c_str()) != 1) return nullptr;
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), at);
  return store;
}

StampVerdict judge(TS_RESP* response, Certificates store) {
  const Context context(TS_VERIFY_CTX_new());
  if (!context) return StampVerdict::broken;
  TS_VERIFY_CTX_add_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(context.get(), store.release());  // it is the context's now
  ERR_clear_error();
  if (TS_RESP_verify_response(context.get(), response) == 1) return StampVerdict::right;
  const int reason = ERR_GET_REASON(ERR_peek_error());
  return reason == TS_R_CERTIFICATE_VERIFY_ERROR ? StampVerdict::other_authority : StampVerdict::broken;
}

}  // namespace

extern "C" URP_API bool urp_check_stamp_v1(const std::string& answer, const std::string& digest,
                                           const std::string& authorities, StampVerdict& verdict,
                                           std::string& why) {
  verdict = StampVerdict::broken;
  const auto response = read_response(answer);
  TS_TST_INFO* const info = response ? TS_RESP_get_tst_info(response.get()) : nullptr;
  auto store = trust(authorities, info != nullptr ? time_of(info) : 0);
  if (!store) {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    why = reason != nullptr ? reason : "";
    ERR_clear_error();
    return false;
  }
  if (info == nullptr) return true;
  verdict = judge(response.get(), std::move(store));
  if (verdict == StampVerdict::right && !is_of(info, digest)) verdict = StampVerdict::other_digest;
  ERR_clear_error();
  return true;
}
static_assert(std::is_same_v<decltype(urp_check_stamp_v1), urp::CheckStampFunction>);
