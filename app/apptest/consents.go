package apptest

import "github.com/google/uuid"

// Notice is the first version of what an organisation tells people: of "privacy"
// or of "recording".
func (w *World) Notice(o Org, kind string) uuid.UUID {
	w.t.Helper()
	return w.ID(`select id from notice where tenant_id = $1 and kind = $2 and number = 1`, o.ID, kind)
}

// Agrees has a candidate agree to be recorded.
func (w *World) Agrees(o Org, candidate uuid.UUID) {
	w.t.Helper()
	w.exec(`insert into recording_consent (tenant_id, id, candidate_id, notice_id, language, answer, at, how, by_name) values ($1,$2,$3,$4,'en','given',$5,'link','The candidate')`,
		o.ID, newID(), candidate, w.Notice(o, "recording"), w.Clock.Now())
}
