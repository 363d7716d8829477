// destroy.hpp: what is past its time goes, some of it in each transaction so that clerks and citizens need
// not wait: cases, people, bodies of the journal, mails. Each is looked at again inside it, and entered in
// the register.
#pragma once

#include <string>
#include <vector>

#include <urp/settings.hpp>

#include "office/local.hpp"

namespace urp {

void destroy_cases(const Office::Local& office, const Settings::Retention& rule,
                   const std::string& authorisation, const std::vector<TicketId>& tickets);
/// As erase_contact does it: whoever writes later is a new person.
void destroy_contacts(const Office::Local& office, const Settings::Retention& rule,
                      const std::string& authorisation, const std::vector<ContactId>& contacts);
void destroy_journal(const Office::Local& office, const Settings::Retention& rule,
                     const std::string& authorisation, const std::vector<JournalId>& bodies);
/// Mails that belong to no case.
void destroy_letters(const Office::Local& office, const Settings::Retention& rule,
                     const std::string& authorisation, const std::vector<std::int64_t>& letters);

}  // namespace urp
