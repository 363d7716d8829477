// settings.hpp: urp.toml as a value. Every table may be left out; the defaults stand here.
#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp {

/// Minutes since midnight by the wall clock, from < to <= 24:00.
struct OpeningHours {
  std::chrono::minutes from{}, to{};
  friend bool operator==(const OpeningHours&, const OpeningHours&) = default;
};

struct Settings {
  struct Office {
    std::string name = "URP";
    std::string timezone = "Europe/Rome";
    std::string language = "it";      // "it" or "en": what citizens are answered in
    std::vector<std::string> clerks;  // empty: any login
  } office;
  struct Roles {
    std::vector<std::string> supervisor;  // empty: everyone
  } roles;
  struct WhatsApp {
    std::string phone_number_id;  // empty: whatever number a webhook names is ours
    std::string business_account_id;
    std::filesystem::path token_file, app_secret_file, verify_token_file;
    std::string base_url = "https://graph.facebook.com";
    std::string version = "v26.0";
  } whatsapp;
  struct Database {
    std::filesystem::path path = "/var/lib/urp/urp.db";  // media/ stands beside it
  } database;
  struct Listen {
    std::string address = "127.0.0.1";
    int port = 8080;  // 0: any free one
    std::string path = "/webhook";
    std::string public_url;  // what WhatsApp was given; empty: doctor does not try it
  } listen;
  struct Hours {
    std::array<std::vector<OpeningHours>, 7> week;  // Monday first
    bool italian_holidays = true;
    std::optional<std::chrono::month_day> patron;
    std::vector<std::chrono::year_month_day> closed;
    std::map<std::chrono::year_month_day, std::vector<OpeningHours>> open;  // dated hours win over everything
  } hours;
  struct Terms {
    Seconds first_answer = std::chrono::hours(4);  // of office time
    std::map<TicketKind, std::chrono::days>
        by_kind;  // calendar days; what is missing: 30 (L. 241/1990 art. 2)
  } terms;
  struct Threading {
    Seconds same_case = std::chrono::hours(48);
    Seconds reopen_within = std::chrono::days(7);
    std::vector<std::string> courtesy = {"grazie", "grazie mille", "ok", "perfetto"};
  } threading;
  struct Desk {
    std::chrono::days claim{1};  // of office time without a move
    std::chrono::days close_waiting{14};
  } desk;
  struct Reply {
    Seconds hold{5};
    std::string knock;
    std::chrono::days park_expires{14};
  } reply;
  struct Automatic {
    std::string welcome, receipt, away, closed, reminder;
    bool survey = false;
    int budget = 800;  // messages a month; beyond it only receipts
    int daily = 4;     // messages a person in 24 h: a conversation between two robots ends
  } automatic;
  struct Privacy {
    std::string url, version;
  } privacy;
  struct MediaStore {
    std::string link;
    std::int64_t max_size = 100'000'000;  // bytes
  } media;
  struct Service {
    std::string slug, name, mail;
  };
  std::vector<Service> services;
  struct Rule {
    std::string service;
    std::vector<std::string> words;
    std::string when = "any";       // open, closed, any
    std::string apply = "suggest";  // or route
    bool urgent = false;
    std::optional<TicketKind> kind;
    std::optional<std::string> tag;
    std::vector<std::string> patterns;  // regular expressions of RE2, over the folded text
    std::vector<std::string> has;       // image, video, voice, document, location
    std::string language;               // "it", "en" ...: what WhatsApp or the words say; empty: any
  };
  std::vector<Rule> rules;
  struct Mail {
    std::string url, from, user;
    std::filesystem::path password_file;
    std::filesystem::path ca_file;         // of an authority of one's own; empty: the system's
    std::int64_t attach_max = 15'000'000;  // bytes of one letter; the rest is listed
    std::chrono::days remind{7};           // a service that has not answered, past its term; 0: never
  } mail;
  struct Canned {
    std::string text;                          // in office.language
    std::map<std::string, std::string> texts;  // in other languages, by "en", "de" ...
    std::string group;
    std::optional<std::chrono::year_month_day> expires;  // its last day
  };
  std::map<std::string, Canned> canned;
  std::map<std::string, std::string> searches;  // [search]: a name for a query
  std::map<std::string, std::string> aliases;   // [alias]: a word for a verb with its options
  struct Topic {
    std::string slug, name;
    std::vector<std::string> on, off;
    bool urgent = false;
  };
  std::vector<Topic> topics;
  struct Notice {
    int rate = 20;                      // messages a second
    int daily = 2000;                   // people outside their window in a rolling 24 h
    std::optional<OpeningHours> quiet;  // from may be later than to: across midnight
    int approve_above = 500;
  } notice;
  struct Retention {
    std::string name;  // the key `class`
    std::vector<TicketKind> kinds;
    Seconds keep{};
    bool authorisation = false;
  };
  std::vector<Retention> retention;
  struct Moderation {
    std::filesystem::path seal_key;
    std::map<std::string, std::string> warn;  // by ground: what `flag --warn` says
    std::string appeal;                       // how to object, at the end of each warning
    std::vector<std::string> words;           // a message with one of them is suspected, never removed
    bool links = false;                       // so is one with a link
    int flood = 0;                            // and more messages than this of a person in a minute; 0: none
  } moderation;
  struct Audit {
    std::filesystem::path head;  // where the head of the chain is written, out of the clerks' reach
    std::string tsa;             // address of a time stamp authority (RFC 3161)
    std::filesystem::path tsa_ca;
  } audit;
  struct Archive {                        // what dossiers and open data say of who made them
    std::string office_code, area;        // of the IPA, as "c_b354"; of the AOO
    std::string publisher, license, url;  // of the open data
  } archive;
  bool clerk_stats = false;             // [stats] clerks
  std::map<std::string, double> price;  // [price] category -> euro a message
  struct Ui {                           // the one table that a user's own file may set
    std::optional<std::string> language, colour, pager, editor;
    std::optional<std::string> inbox;  // a query that `urp inbox` applies when it is given no filter
  } ui;
};

/// One setting as `urp config show` prints it.
struct SettingLine {
  std::string key;     // "listen.port"
  std::string value;   // as TOML would write it
  std::string origin;  // "/etc/urp/urp.toml:31", "URP_DATABASE", "--database", "default"
};

/// `origin` is the name in errors: `urp.toml:LINE: what, and what is allowed`. Throws configuration.
/// Relative paths in the file count from the folder of the file when `folder` is given.
URP_API Settings parse_settings(std::string_view toml, const std::string& origin,
                                const std::filesystem::path& folder = {});
/// Only its [ui] table counts; unknown tables are allowed there, since the file may be an office's.
URP_API Settings::Ui parse_user_settings(std::string_view toml, const std::string& origin);
/// Every setting with its value; `toml` is the text it was parsed from, for the lines.
URP_API std::vector<SettingLine> list_settings(const Settings& settings, std::string_view toml,
                                               const std::string& origin);
/// A commented configuration to start from, in the language of the office; parse_settings accepts it as it
/// is.
URP_API std::string settings_template(std::string_view language, const std::filesystem::path& database);

}  // namespace urp
