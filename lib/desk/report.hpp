// report.hpp: the folder of a case for the police or the provider. It is made together with the flags that
// stand in it: both are there afterwards, or neither.
#pragma once

#include <urp/desk/moderate.hpp>

#include "desk/dossier.hpp"

namespace urp {

class Report {
 public:
  /// Opens the folder under a passing name. Throws conflict (there is something), refused (a link; no
  /// supervisor, with what is hidden), denied, failed.
  Report(Office& office, const ReportRequest& request);

  /// The attachments, which take long and room, before anybody is kept from writing. Throws not_found,
  /// failed.
  void copy_ahead();
  /// The rest, as the case stands in `db`; on record there too. What is to follow is finish() alone.
  void write(db::Writer& db);
  /// Under its name.
  FolderResult finish();

 private:
  Office& office_;
  ReportRequest request_;
  files::WholeFolder folder_;
  std::int64_t messages_ = 0;
};

}  // namespace urp
