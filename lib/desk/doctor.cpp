// examine_office: what can be seen on this machine. What WhatsApp says is asked by work/health.
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <urp/desk/doctor.hpp>
#include <urp/desk/inbox.hpp>

#include "desk/doctor_automatic.hpp"
#include "desk/doctor_files.hpp"
#include "desk/doctor_mail.hpp"
#include "domain/plural.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/secret.hpp"
#include "office/sender_sign.hpp"
#include "store/blocks.hpp"
#include "store/channel_events.hpp"
#include "store/figures.hpp"
#include "store/outbox.hpp"
#include "store/responders.hpp"
#include "store/templates.hpp"

namespace urp {
namespace {

using Level = Finding::Level;

constexpr std::uint64_t room_wanted = 1ULL << 30;  // bytes
constexpr std::chrono::hours queue_patience{1};

Finding secret_finding(const std::optional<std::string>& given, const std::filesystem::path& file,
                       const char* key, const char* code, bool several = false) {
  if (!given && file.empty())
    return {Level::broken, code, say(_("{0}: not set"), key), _("name the file in urp.toml")};
  try {
    if (given) {
      split_secrets(*given, say(_("{0}: from the environment"), key));
      return {Level::fine, code, say(_("{0}: from the environment"), key), {}};
    }
    if (several) {
      read_secrets(file, key);
    } else {
      read_secret(file, key);
    }
    return {Level::fine, code, say(_("{0}: {1}"), key, file.string()), {}};
  } catch (const Error& error) {
    // Clerks need not see the secrets: only their presence to the worker counts.
    std::error_code out_of_sight;
    const bool only_hidden = error.fault() == Fault::denied && ::access(file.c_str(), R_OK) != 0 &&
                             std::filesystem::exists(file, out_of_sight);
    return {only_hidden ? Level::unknown : Level::broken, code, error.what(), error.hint()};
  }
}

Finding disk_finding(const std::filesystem::path& folder) {
  struct statvfs room {};
  if (::statvfs(folder.c_str(), &room) != 0) {
    return {Level::unknown, "disk", say(_("{0}: the room on the disk is not known"), folder.string()), {}};
  }
  const std::uint64_t free = static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize;
  const auto gigabytes = static_cast<double>(free) / 1e9;
  if (free < room_wanted) {
    return {Level::broken, "disk", say(_("{0}: {1:.1f} GB free"), folder.string(), gigabytes),
            _("make room: webhooks are refused when the disk is full")};
  }
  return {Level::fine, "disk", say(_("{0}: {1:.1f} GB free"), folder.string(), gigabytes), {}};
}

/// Locks of the kernel do not reach across machines.
Finding file_system_finding(const std::filesystem::path& folder) {
  constexpr long nfs = 0x6969, smb = 0x517b, cifs = static_cast<long>(0xff534d42),
                 smb2 = static_cast<long>(0xfe534d42);
  struct statfs kind {};
  if (::statfs(folder.c_str(), &kind) != 0) return {Level::unknown, "file_system", folder.string(), {}};
  const long type = static_cast<long>(kind.f_type);
  if (type == nfs || type == smb || type == cifs || type == smb2) {
    return {Level::broken, "file_system", say(_("{0}: on a network file system"), folder.string()),
            _("move the database to a disk of this machine: locks do not hold across the network")};
  }
  return {Level::fine, "file_system", say(_("{0}: on a disk of this machine"), folder.string()), {}};
}

Finding count_finding(std::int64_t count, const char* code, const char* fine, const char* broken,
                      const char* cure) {
  if (count == 0) return {Level::fine, code, fine, {}};
  return {Level::broken, code, say(broken, count), cure};
}

/// What WhatsApp said lately and did not take back.
void add_events(std::vector<Finding>& findings, const Office::Local& office) {
  constexpr std::chrono::days lately{14};
  constexpr int most = 10;
  const auto db = office.read();
  for (const auto& event : store::list_alerts(db, office.now() - lately, most)) {
    findings.push_back(
        {Level::broken, "channel_event", say(_("WhatsApp says: {0}"), to_string(event)),
         _("see the account in the provider's dashboard; it is shown for 14 days, or until it is "
           "taken back")});
  }
  int paused = 0;
  const auto templates = store::list_templates(db);
  for (const auto& form : templates) paused += form.status == "PAUSED" || form.status == "DISABLED" ? 1 : 0;
  if (paused > 0) {
    findings.push_back(
        {Level::broken, "templates",
         say(plural("{0} template is paused or disabled", "{0} templates are paused or disabled", paused),
             paused),
         _("see which: urp template list")});
  } else {
    findings.push_back({Level::fine,
                        "templates",
                        say(plural("{0} template is known", "{0} templates are known", std::ssize(templates)),
                            templates.size()),
                        {}});
  }
  if (const auto failed = store::count_failed_blocks(db); failed > 0) {
    findings.push_back(
        {Level::broken, "blocks",
         say(plural("WhatsApp refused to block {0} person", "WhatsApp refused to block {0} people", failed),
             failed),
         _("they are muted here all the same; see why: urp contact show")});
  }
}

std::vector<Finding> turned_away_findings(const std::vector<TurnedAwayCount>& counts) {
  std::vector<Finding> findings;
  for (const auto& [status, count, last_at] : counts) {
    switch (status) {
      case 401:
        findings.push_back(
            {Level::broken, "signature",
             say(_("webhooks with a wrong signature since yesterday: {0}"), count),
             _("compare the app secret with the one in the app's dashboard; strangers may have knocked")});
        break;
      case 403:
        findings.push_back({Level::broken, "handshake",
                            say(_("handshakes with a wrong verify token since yesterday: {0}"), count),
                            _("enter the same verify token in the app's dashboard and in the file")});
        break;
      case 413:
        findings.push_back({Level::broken, "too_large",
                            say(_("bodies too large to be kept since yesterday: {0}"), count),
                            _("WhatsApp sends 3 MB at most: see in the proxy's log who it was")});
        break;
      case 503:
        findings.push_back({Level::broken, "not_kept",
                            say(_("webhooks that could not be kept since yesterday: {0}"), count),
                            _("see the log of urp listen; WhatsApp delivers them again for seven days")});
        break;
      default:
        findings.push_back({Level::unknown, "other_requests",
                            say(_("requests answered {1} since yesterday: {0}"), count, status),
                            _("strangers, or a proxy that forwards more than the path of the webhook")});
    }
  }
  if (findings.empty()) findings.push_back({Level::fine, "signature", _("no webhook was turned away"), {}});
  return findings;
}

std::vector<Finding> outbox_findings(const Office::Local& office) {
  std::vector<Finding> findings;
  try {
    if (auto words = find_stalled_sender(office))
      findings.push_back({Level::broken, "sender", std::move(*words), {}});
  } catch (const Error& trouble) {  // its lock is no file: nobody can send
    findings.push_back({Level::broken, "sender", trouble.what(), trouble.hint()});
  }
  const auto db = office.read();
  for (const auto number : store::list_stopped(db)) {
    const auto channel = store::get_channel(db, number);
    findings.push_back(
        {Level::broken, "channel",
         say(_("sending is stopped: {0} ({1}/{2})"), channel.reason, channel.code, channel.subcode),
         _("bring a new token, or fix the account; sending starts again by itself")});
  }
  const auto& secrets = office.options.secrets;
  const bool token = secrets.token || !office.options.settings.whatsapp.token_file.empty();
  if (findings.empty() && !token) {
    findings.push_back({Level::broken, "channel", _("nothing can be sent: there is no access token"),
                        _("name the file in urp.toml: whatsapp.token_file")});
  }
  if (findings.empty()) findings.push_back({Level::fine, "channel", _("sending is not stopped"), {}});
  const auto queued = store::list_by_status(db, Delivery::queued, 1);
  const bool old = !queued.empty() && office.real_now() - queued.front().queued_at > queue_patience;
  if (old) {
    findings.push_back({Level::broken, "queue", _("messages wait for more than an hour"),
                        _("start the service urp, or run: urp sync")});
  } else {
    findings.push_back({Level::fine, "queue", _("nothing waits long"), {}});
  }
  return findings;
}

}  // namespace

std::vector<Finding> examine_office(Office& office, const std::filesystem::path& configuration) {
  auto& local = office.local();
  const auto& settings = office.settings().whatsapp;
  const auto& secrets = local.options.secrets;
  std::vector<Finding> findings = {
      secret_finding(secrets.token, settings.token_file, "whatsapp.token_file", "token_file"),
      secret_finding(secrets.app_secret, settings.app_secret_file, "whatsapp.app_secret_file",
                     "app_secret_file", true),
      secret_finding(secrets.verify_token, settings.verify_token_file, "whatsapp.verify_token_file",
                     "verify_token_file"),
  };
  const auto& mail = office.settings().mail;
  if (!mail.url.empty() && !mail.user.empty())
    findings.push_back(
        secret_finding(std::nullopt, mail.password_file, "mail.password_file", "mail_password"));
  const auto folder = std::filesystem::absolute(local.store->path()).parent_path();
  findings.push_back({Level::fine,
                      "database",
                      say(_("{0}: schema {1}"), local.store->path().string(), local.store->schema_version()),
                      {}});
  for (auto& finding : examine_files(office, configuration)) findings.push_back(std::move(finding));
  for (auto& finding : examine_door(office)) findings.push_back(std::move(finding));
  findings.push_back(disk_finding(folder));
  findings.push_back(file_system_finding(folder));

  const auto status = office_status(office);
  for (auto& finding : turned_away_findings(status.turned_away)) findings.push_back(std::move(finding));
  if (status.listening) {
    findings.push_back({Level::fine, "listener", _("webhooks are received"), {}});
  } else {
    findings.push_back({Level::broken, "listener", _("nobody receives webhooks"),
                        _("start the service urp, or run: urp listen")});
  }
  const auto others = store::count_parts_for_another_number(local.read());
  findings.push_back(
      count_finding(status.counts.unhandled - others, "unhandled", _("everything received was understood"),
                    plural("{0} part of a webhook was not understood",
                           "{0} parts of webhooks were not understood", status.counts.unhandled - others),
                    _("after an upgrade run: urp replay")));
  if (others > 0) {
    findings.push_back(
        {Level::broken, "another_number",
         say(plural("{0} part of a webhook is for another number of the account",
                    "{0} parts of webhooks are for another number of the account", others),
             others),
         _("if it is the office's: [whatsapp] phone_number_id, then urp replay; else subscribe the "
           "other number elsewhere")});
  }
  findings.push_back(
      count_finding(status.counts.media_lost, "media", _("no attachment was lost"),
                    plural("{0} attachment was lost", "{0} attachments were lost", status.counts.media_lost),
                    _("ask the citizens to send them again; see: urp media")));
  const auto held = store::count_held_elsewhere(local.read()).people;
  findings.push_back(
      count_finding(held, "responder", _("no other responder holds a conversation"),
                    plural("another responder holds {0} conversation: what is written there is kept, and not "
                           "answered by the office",
                           "another responder holds {0} conversations: what is written there is kept, and "
                           "not answered by the office",
                           held),
                    _("see who is primary in the account's conversation routing; what they wrote: urp "
                      "contact show")));
  findings.push_back(count_finding(status.counts.uncertain, "uncertain", _("no message is uncertain"),
                                   plural("{0} message may have gone out or not",
                                          "{0} messages may have gone out or not", status.counts.uncertain),
                                   _("settle them: urp outbox --uncertain")));
  for (auto& finding : outbox_findings(local)) findings.push_back(std::move(finding));
  add_events(findings, local);
  if (auto finding = examine_mail(local)) findings.push_back(std::move(*finding));
  findings.push_back(examine_automatic(office, status.month.automatic));
  return findings;
}

}  // namespace urp
