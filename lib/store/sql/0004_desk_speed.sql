-- What the lists and the counts of the desk need so that closed tickets cost nothing.

-- As before, with what decides "postponed", "overdue" and "mine": the inbox and its counts never touch the table. The
-- columns added hardly ever change while a ticket waits, so writing it costs the same.
DROP INDEX ticket_waiting;
CREATE INDEX ticket_waiting ON ticket (urgent DESC, waiting_since, postponed_until, first_answered_at,
                                       first_answer_due_at, term_due_at, clerk) WHERE waiting_since IS NOT NULL;
CREATE INDEX ticket_waiting_contact ON ticket (contact, number, waiting_since, postponed_until)
  WHERE waiting_since IS NOT NULL;
CREATE INDEX ticket_routed ON ticket (state, service, first_answered_at, first_answer_due_at, term_due_at)
  WHERE state = 'routed';
CREATE INDEX ticket_silent ON ticket (state, last_message_at) WHERE state = 'waiting';
CREATE INDEX ticket_unread ON ticket (unread) WHERE unread > 0;
CREATE INDEX service_window_recent ON service_window (last_inbound_at);
CREATE INDEX message_flagged ON message (ticket, ground) WHERE ground IS NOT NULL;
CREATE INDEX message_unsent ON message (status)
  WHERE status IN ('queued', 'parked', 'sending', 'failed', 'uncertain');

-- search_text.id is the message's own id, and for the names of a contact minus the contact's id: names have a range
-- of their own inside the index, and what is indexed is found without another index.
DROP INDEX search_text_contact;
CREATE INDEX contact_revision ON contact (revision);
INSERT INTO cursor (name, value) VALUES ('indexed_contact_revision', 0);
