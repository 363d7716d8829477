#include <urp/practice.hpp>

#include <urp/error.hpp>
#include <urp/intake.hpp>

#include "domain/say.hpp"
#include "office/local.hpp"
#include "whatsapp/practice.hpp"
#include "whatsapp/signature.hpp"

namespace urp {

void write_as_citizens(Office& office, std::span<const PracticeMessage> messages) {
  auto& local = office.local();
  const Settings& settings = local.options.settings;
  if (!is_loopback(settings.whatsapp.base_url)) {
    throw Error(Fault::refused, _("invented citizens write to rehearsals alone"),
                _("a rehearsal has [whatsapp] base_url = \"http://127.0.0.1:PORT\""));
  }
  Office* const offices[] = {&office};
  Intake intake(offices);
  const whatsapp::Signature signature({local.options.secrets.app_secret.value_or("")});
  int number = 0;
  for (const PracticeMessage& message : messages) {
    const std::string id = say("wamid.practice.{0}.{1}", message.phone, ++number);
    HttpRequest request;
    request.method = "POST";
    request.path = settings.listen.path;
    request.body = whatsapp::practice_body({settings.whatsapp.phone_number_id, message.phone, message.name,
                                            message.text, id, office.now() - message.ago});
    request.headers["x-hub-signature-256"] = signature.sign(request.body);
    auto prepared = intake.prepare(std::move(request));
    auto* body = std::get_if<Prepared>(&prepared);
    const bool kept = body && intake.commit({body, 1}).front().answer.status == 200;
    if (!kept) throw Error(Fault::failed, _("a message of the rehearsal was not kept"));
  }
  intake.index();
}

}  // namespace urp
