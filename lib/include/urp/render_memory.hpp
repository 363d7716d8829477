// render_memory.hpp: audit, verify, backup, personal data as bytes for machines.
#pragma once

#include <span>
#include <string>

#include <urp/api.hpp>
#include <urp/desk/audit.hpp>
#include <urp/desk/backup.hpp>
#include <urp/desk/person.hpp>
#include <urp/desk/purge.hpp>
#include <urp/desk/verify.hpp>

namespace urp {

/// {"events":[...]}
URP_API std::string to_json(std::span<const AuditEntry> entries, const Zone& zone);
/// One event, without a document around it and with a line end.
URP_API std::string to_json_line(const AuditEntry& entry, const Zone& zone);
/// {"end":{"rows","complete","cursor"}} and a line end; the cursor is the last row's own name.
URP_API std::string end_line(std::int64_t rows, const std::string& cursor, bool complete = true);
/// {"head":{"event","hash","at"}}
URP_API std::string to_json(const AuditHead& head, const Zone& zone);
/// {"checked":{...},"deviations":[...]}
URP_API std::string to_json(const VerifyResult& result);
/// {"backup":{"path","bytes","events","media","copied","missing":[...]}}
URP_API std::string to_json(const BackupResult& result, const std::string& path);
/// {"restored":{...},"deviations":[...]}
URP_API std::string to_json(const RestoreResult& result);
/// {"package":{...}}
URP_API std::string to_json(const AccessResult& result);
/// {"contact","erased":{...},"kept":[...]}
URP_API std::string to_json(const EraseResult& result);
/// {"contact","hold":{"held","until"},"changed"}
URP_API std::string to_json(const HoldResult& result, const Zone& zone);
/// {"classes":[...]}
URP_API std::string to_json(const PurgeResult& result, const Zone& zone);
/// {"destroyed":[...]}
URP_API std::string to_json(std::span<const Destroyed> destroyed, const Zone& zone);

}  // namespace urp
