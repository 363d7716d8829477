// client.hpp: requests to the Cloud API and what their answers say; nothing here touches the network.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/settings.hpp>
#include <urp/template.hpp>

#include "domain/transport.hpp"

namespace urp::whatsapp {

class Client {
 public:
  Client(const Settings::WhatsApp& settings, std::string token, std::string user_agent);

  OutgoingRequest send(std::string body) const;
  OutgoingRequest media_address(std::string_view media_id) const;
  /// Nothing when the token must not go there: another host than the provider's media host (or, in a
  /// rehearsal, than base_url's), another scheme than https (http only to loopback).
  std::optional<OutgoingRequest> media_bytes(const std::string& url, std::string save_to,
                                             std::int64_t size_limit) const;
  OutgoingRequest upload(ByteSource file, std::string file_name, std::string mime_type) const;
  /// The next page of the account's templates; `after` empty: the first.
  OutgoingRequest templates(std::string_view after) const;
  /// Digits; one person a request, so that no answer speaks of several.
  /// By phone; by user id who hides it.
  OutgoingRequest block_user(std::string_view phone, std::string_view user_id, bool block) const;
  /// Takes a person out of the contact book that the provider keeps for the office.
  OutgoingRequest forget_user(std::string_view user_id) const;
  /// Whether the number and the token are well: asked to start a stopped channel again, and by doctor.
  OutgoingRequest number_health() const;
  OutgoingRequest debug_token() const;
  OutgoingRequest subscribed_apps() const;

 private:
  OutgoingRequest request(std::string method, std::string url, std::chrono::seconds timeout) const;
  std::string address(std::string_view object, std::string_view rest) const;

  Settings::WhatsApp settings_;
  std::string token_, user_agent_;
};

struct MediaAddress {
  std::string url, mime_type, sha256;
  std::optional<std::int64_t> size;
};
std::optional<MediaAddress> media_address(const Answer& answer);
/// The id of an upload.
std::optional<std::string> uploaded_id(const Answer& answer);

struct NumberHealth {
  std::string display_number, name, quality, throughput, can_send, limit;
};
std::optional<NumberHealth> number_health(const Answer& answer);

struct TokenInfo {
  bool valid = false;
  std::int64_t expires_at = 0;  // UTC seconds; 0: never
  std::string scopes;           // blank-separated
};
std::optional<TokenInfo> token_info(const Answer& answer);
/// Names of the apps that get the account's webhooks; none: nobody does, the most common fault of a set-up.
std::optional<std::string> subscribed_apps(const Answer& answer);

struct TemplatePage {
  std::vector<Template> templates;
  std::string next;  // cursor of the next page; empty: this was the last
};
std::optional<TemplatePage> template_page(const Answer& answer);

/// What became of a block, of its end, or of an entry of the contact book.
struct BlockVerdict {
  enum class Kind {
    done,
    again,    // later: not told, or told that WhatsApp is busy
    waits,    // the person has not written in the last 24 h: with their next message
    refused,  // for good
  } kind = Kind::again;
  std::int64_t code = 0;
  std::string why;
};
BlockVerdict judge_block(const RequestOutcome& outcome);

}  // namespace urp::whatsapp
