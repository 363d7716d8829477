#include <urp/event_verb.hpp>
#include <urp/event_verb_words.hpp>

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Name<EventVerb> verbs[] = {
    {EventVerb::receive, "receive", {"arriva"}},
    {EventVerb::edit, "edit", {"modifica"}},
    {EventVerb::revoke, "revoke", {"ritira"}},
    {EventVerb::reaction, "reaction", {"reazione"}},
    {EventVerb::echo, "echo", {"dal_telefono"}},
    {EventVerb::delivery, "delivery", {"consegna"}},
    {EventVerb::media, "media", {"allegato"}},
    {EventVerb::media_retry, "media_retry", {"richiede_allegato"}},
    {EventVerb::read, "read", {"legge"}},
    {EventVerb::note, "note", {"nota"}},
    {EventVerb::reply, "reply", {"risponde"}},
    {EventVerb::react, "react", {"reagisce"}},
    {EventVerb::cancel, "cancel", {"annulla"}},
    {EventVerb::resend, "resend", {"rispedisce"}},
    {EventVerb::arrived_after_all, "arrived_after_all", {"poi_arrivato"}},
    {EventVerb::went_out_after_all, "went_out_after_all", {"poi_partito"}},
    {EventVerb::give_up, "give_up", {"rinuncia"}},
    {EventVerb::park_expired, "park_expired", {"attesa_scaduta"}},
    {EventVerb::take, "take", {"prende"}},
    {EventVerb::release, "release", {"rilascia"}},
    {EventVerb::assign, "assign", {"affida"}},
    {EventVerb::lapse, "lapse", {"torna_libera"}},
    {EventVerb::close, "close", {"chiude"}},
    {EventVerb::reopen, "reopen", {"riapre"}},
    {EventVerb::later, "later", {"rinvia"}},
    {EventVerb::urgent, "urgent", {"urgenza"}},
    {EventVerb::kind, "kind", {"tipo"}},
    {EventVerb::subject, "subject", {"oggetto"}},
    {EventVerb::identify, "identify", {"identifica"}},
    {EventVerb::tag, "tag", {"etichetta"}},
    {EventVerb::route, "route", {"inoltra"}},
    {EventVerb::recall, "recall", {"richiama"}},
    {EventVerb::enter, "new", {"inserisce"}},
    {EventVerb::link, "link", {"collega"}},
    {EventVerb::unlink, "unlink", {"scollega"}},
    {EventVerb::merge, "merge", {"unisce"}},
    {EventVerb::merged, "merged", {"unita"}},
    {EventVerb::split, "split", {"divide"}},
    {EventVerb::split_off, "split_off", {"separata"}},
    {EventVerb::flag, "flag", {"segnala"}},
    {EventVerb::hide, "hide", {"nasconde"}},
    {EventVerb::unflag, "unflag", {"annulla_segnalazione"}},
    {EventVerb::block, "block", {"blocca"}},
    {EventVerb::unblock, "unblock", {"sblocca"}},
    {EventVerb::contact_note, "contact_note", {"nota_sulla_persona"}},
    {EventVerb::contact_name, "contact_name", {"nome_della_persona"}},
    {EventVerb::contact_merge, "contact_merge", {"contatti_uniti"}},
    {EventVerb::contact_part, "contact_part", {"contatti_divisi"}},
    {EventVerb::contacts_apart, "contacts_apart", {"contatti_diversi"}},
    {EventVerb::close_silent, "close_silent", {"chiusa_da_sola"}},
    {EventVerb::identity, "identity", {"identita"}},
    {EventVerb::subscribe, "subscribe", {"iscrive"}},
    {EventVerb::unsubscribe, "unsubscribe", {"disdice"}},
    {EventVerb::opt_out, "opt_out", {"blocca_avvisi"}},
    {EventVerb::opt_in, "opt_in", {"accetta_avvisi"}},
    {EventVerb::notice_new, "notice_new", {"scrive_avviso"}},
    {EventVerb::notice_schedule, "notice_schedule", {"programma_avviso"}},
    {EventVerb::notice_rehearse, "notice_rehearse", {"prova_avviso"}},
    {EventVerb::notice_approve, "notice_approve", {"approva_avviso"}},
    {EventVerb::notice_start, "notice_start", {"avviso_parte"}},
    {EventVerb::notice_pause, "notice_pause", {"sospende_avviso"}},
    {EventVerb::notice_resume, "notice_resume", {"riprende_avviso"}},
    {EventVerb::notice_cancel, "notice_cancel", {"annulla_avviso"}},
    {EventVerb::notice_retry, "notice_retry", {"riprova_avviso"}},
    {EventVerb::notice_stop, "notice_stop", {"avviso_fermo"}},
    {EventVerb::notice_expire, "notice_expire", {"avviso_scaduto"}},
    {EventVerb::notice_end, "notice_end", {"avviso_concluso"}},
    {EventVerb::channel_event, "channel_event", {"comunicazione"}},
    {EventVerb::channel_start, "channel_start", {"invio_riprende"}},
    {EventVerb::channel_stop, "channel_stop", {"invio_fermo"}},
    {EventVerb::export_rows, "export", {"esporta"}},
    {EventVerb::adopt, "adopt", {"conferma_database"}},
    {EventVerb::letter, "letter", {"lettera"}},
    {EventVerb::service_answer, "service_answer", {"risposta_servizio"}},
    {EventVerb::remind, "remind", {"sollecito"}},
    {EventVerb::mail_attach, "mail_attach", {"aggiunge_mail"}},
    {EventVerb::mail_dismiss, "mail_dismiss", {"scarta_mail"}},
    {EventVerb::automatic, "automatic", {"automatico"}},
    {EventVerb::survey, "survey", {"sondaggio"}},
    {EventVerb::term_suspend, "term_suspend", {"sospende_termine"}},
    {EventVerb::term_resume, "term_resume", {"riprende_termine"}},
    {EventVerb::note_strike, "note_strike", {"barra_nota"}},
    {EventVerb::warn, "warn", {"ammonisce"}},
    {EventVerb::suspect, "suspect", {"sospetto"}},
    {EventVerb::report, "report", {"fascicolo"}},
    {EventVerb::unseal, "unseal", {"legge_nascosto"}},
    {EventVerb::redact, "redact", {"oscura"}},
    {EventVerb::unredact, "unredact", {"toglie_oscuramento"}},
    {EventVerb::contact_access, "contact_access", {"estrae_dati"}},
    {EventVerb::contact_erase, "contact_erase", {"cancella_dati"}},
    {EventVerb::contact_hold, "contact_hold", {"vieta_cancellazione"}},
    {EventVerb::contact_unhold, "contact_unhold", {"permette_cancellazione"}},
    {EventVerb::purge, "purge", {"scarto"}},
    {EventVerb::backup, "backup", {"copia"}},
    {EventVerb::restore, "restore", {"ripristino"}},
    {EventVerb::audit_head, "audit_head", {"testa"}},
    {EventVerb::protocol, "protocol", {"protocollo"}},
    {EventVerb::publish, "publish", {"pubblica"}},
    {EventVerb::unpublish, "unpublish", {"ritira_pubblicazione"}},
};

}  // namespace

std::string_view to_name(EventVerb verb) {
  return name_in(verbs, verb);
}
std::optional<EventVerb> event_verb(std::string_view name) {
  return value_in(verbs, name);
}
std::vector<EventVerb> all_event_verbs() {
  return values_in(verbs);
}
std::vector<std::string> event_verb_words() {
  return all_words(verbs);
}

}  // namespace urp
