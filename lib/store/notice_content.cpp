#include "store/notice_content.hpp"

#include "store/notices.hpp"
#include "store/outgoing_content.hpp"

namespace urp::store {

std::optional<OutgoingFile> notice_file(const Notice& notice) {
  if (!notice.file) return std::nullopt;
  Attachment attachment;
  attachment.kind = notice.file->kind;
  attachment.mime_type = notice.file->mime_type;
  attachment.file_name = notice.file->name;
  attachment.size = notice.file->size;
  return OutgoingFile{attachment, notice.file->sha256};
}

NewOutgoing notice_text(const Notice& notice) {
  NewOutgoing message;
  message.text = notice.text.value_or("");
  message.file = notice_file(notice);
  if (message.file) message.type = message.file->attachment.kind;
  return message;
}

NewOutgoing notice_template(const Access& db, const Notice& notice, const Template& form, ContactId contact) {
  const bool has_file = form.header_format && form.header_format != "TEXT";
  return template_message(form, get_values(db, notice.id, contact),
                          has_file ? notice_file(notice) : std::nullopt);
}

}  // namespace urp::store
