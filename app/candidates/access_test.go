package candidates_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// signsIn has a candidate come by the link that was mailed to them.
func signsIn(t *testing.T, w *apptest.World, candidate uuid.UUID, signed tenants.Signed) (people.Entrance, error) {
	t.Helper()
	token := w.DB.LinkToken(w.ID(`select link_id from candidate_access where candidate_id = $1 order by invited_at desc, id desc limit 1`, candidate))
	i, err := people.Invitation(t.Context(), w.DB, token, candidates.ActFile)
	if err != nil {
		return people.Entrance{}, err
	}
	return candidates.AcceptFile(t.Context(), w.DB, i, people.Joining{Name: i.Name, Password: "nieve sobre el cotopaxi", Signed: signed}, people.Visit{Address: uuid.NewString(), Request: "test"})
}

func TestACandidateIsInvitedSignsInAndIsTakenOff(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o := w.Andina
	write := func(m tenants.Member, fn func(*tenants.Tx) error) error { return w.DB.Write(t.Context(), m, fn) }
	must := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	add := func(o apptest.Org, name string) (c candidates.Candidate) {
		must(name, write(o.Manager, func(tx *tenants.Tx) (err error) {
			c, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
			return err
		}))
		return c
	}
	ana, bruno, ingrid := add(o, "Ana Torres"), add(o, "Bruno Paz"), add(w.Nordic, "Ingrid Dahl")
	invite := func(m tenants.Member, id uuid.UUID) error {
		return write(m, func(tx *tenants.Tx) error { _, err := candidates.InviteToFile(tx, id); return err })
	}
	refused := func(what string, err error, code fault.Code, key string) {
		t.Helper()
		said, _ := errors.AsType[*fault.Error](err)
		if fault.CodeOf(err) != code || key != "" && said.Sentence.Key != key {
			t.Errorf("%s: %v, expected %s %s", what, err, code, key)
		}
	}
	for what, m := range map[string]tenants.Member{"a trainer": o.Trainer, "an assessor": o.Assessor, "another organisation": w.Nordic.Manager} {
		refused(what, invite(m, ana.ID), fault.NotFound, "")
	}
	must("invite", invite(o.Manager, ana.ID))
	first := w.DB.LinkToken(w.ID(`select link_id from candidate_access where candidate_id = $1`, ana.ID))
	must("again", invite(o.Manager, ana.ID))
	if i, err := people.Invitation(t.Context(), w.DB, first, candidates.ActFile); err == nil {
		_, err = candidates.AcceptFile(t.Context(), w.DB, i, people.Joining{Name: "X", Password: "nieve sobre el cotopaxi"}, people.Visit{Address: uuid.NewString(), Request: "test"})
		refused("the link that was replaced", err, fault.Conflict, "access.over")
	}
	// The account that came of it proves itself by the link that counts.
	e, err := signsIn(t, w, ana.ID, tenants.Signed{})
	must("sign in", err)
	if w.Count(`select count(*) from candidate where id = $1 and person_id = $2`, ana.ID, e.Person) != 1 ||
		w.Count(`select count(*) from membership m join membership_role r on r.membership_id = m.id where m.tenant_id = $1 and m.person_id = $2 and r.role = 'candidate'`, o.ID, e.Person) != 1 {
		t.Fatal("the file is not theirs")
	}
	_, err = signsIn(t, w, ana.ID, tenants.Signed{})
	refused("the link twice", err, fault.Conflict, "access.over")
	refused("an invitation of who signs in", invite(o.Manager, ana.ID), fault.Conflict, "access.signs_in")
	signed, err := w.DB.SignedBy(t.Context(), e.Session, "test")
	must("session", err)
	she, err := w.DB.AdmitMember(t.Context(), signed, o.Slug)
	must("admit", err)
	if !she.OnlyCandidate() {
		t.Errorf("roles: %v", she.Roles())
	}
	if _, err := w.DB.AdmitMember(t.Context(), signed, w.Nordic.Slug); !fault.Is(err, fault.NotFound) {
		t.Errorf("another organisation admits them: %v", err)
	}

	// Their own, and nobody's else.
	read := func(id uuid.UUID) error {
		return w.DB.Read(t.Context(), she, func(tx *tenants.Tx) error { _, err := candidates.Get(tx, id); return err })
	}
	must("their own", read(ana.ID))
	refused("another's", read(bruno.ID), fault.NotFound, "")
	refused("another organisation's", read(ingrid.ID), fault.NotFound, "")
	own := candidates.OwnProfile{Name: "Ana Lucía Torres", Language: "en", Country: "PE", Phone: "+593 99 123 4567", Languages: []string{"es", "fr"}}
	edit := func(id uuid.UUID, in candidates.OwnProfile, fixed bool) error {
		return write(she, func(tx *tenants.Tx) error { _, err := candidates.EditOwn(tx, id, in, fixed); return err })
	}
	must("profile", edit(ana.ID, own, false))
	must("profile again", edit(ana.ID, own, true))
	refused("another's profile", edit(bruno.ID, own, false), fault.NotFound, "")
	bad := own
	bad.Phone, bad.Languages, bad.Country = "call me", []string{"xx"}, "XX"
	if err := edit(ana.ID, bad, false); !fault.Is(err, fault.Invalid) || len(err.(*fault.Error).Fields) != 3 {
		t.Errorf("a bad profile: %v", err)
	}
	refused("the organisation's fields", write(she, func(tx *tenants.Tx) error { _, err := candidates.Rename(tx, ana.ID, "Another"); return err }), fault.Forbidden, "")
	entry := candidates.NewEntry{HeldOn: apptest.Start.AddDate(0, 0, -3), Role: "mediator", Medium: "online", Hours: 3, Field: "Custody", Parties: 2, Settled: "yes"}
	must("a mediation", write(she, func(tx *tenants.Tx) error {
		_, err := candidates.AddEntry(tx, ana.ID, entry, apptest.Start)
		return err
	}))
	refused("another's mediation", write(she, func(tx *tenants.Tx) error {
		_, err := candidates.AddEntry(tx, bruno.ID, entry, apptest.Start)
		return err
	}), fault.NotFound, "")
	theirs := w.ID(`select id from logbook_entry where candidate_id = $1`, ana.ID)
	refused("to verify one's own", write(she, func(tx *tenants.Tx) error {
		_, err := candidates.VerifyEntries(tx, ana.ID, []uuid.UUID{theirs})
		return err
	}), fault.Forbidden, "")
	must("verified", write(o.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.VerifyEntries(tx, ana.ID, []uuid.UUID{theirs})
		return err
	}))
	refused("to change what is verified", write(she, func(tx *tenants.Tx) error {
		_, err := candidates.EditEntry(tx, theirs, entry, apptest.Start)
		return err
	}), fault.Forbidden, "")
	refused("to invite", invite(she, ana.ID), fault.Forbidden, "")

	// Taken off: the file is nobody's account's, the member has left, and may be invited again.
	must("revoke", write(o.Manager, func(tx *tenants.Tx) error { return candidates.RevokeAccess(tx, ana.ID) }))
	if _, err := w.DB.AdmitMember(t.Context(), signed, o.Slug); !fault.Is(err, fault.NotFound) {
		t.Errorf("who was taken off is admitted: %v", err)
	}
	refused("revoked twice", write(o.Manager, func(tx *tenants.Tx) error { return candidates.RevokeAccess(tx, ana.ID) }), fault.NotFound, "")
	w.Clock.Add(time.Minute)
	must("again", invite(o.Manager, ana.ID))
	_, err = signsIn(t, w, ana.ID, signed)
	must("by their account", err)

	// Over, corrected meanwhile, and somebody else's account.
	must("bruno", invite(o.Manager, bruno.ID))
	must("his address", write(o.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Edit(tx, bruno.ID, candidates.NewCandidate{Name: bruno.Name, Email: uuid.NewString() + "@correo.example", Language: "es"})
		return err
	}))
	_, err = signsIn(t, w, bruno.ID, tenants.Signed{})
	refused("an address that was corrected", err, fault.Conflict, "access.over")
	must("bruno again", invite(o.Manager, bruno.ID))
	w.Clock.Add(people.InvitationLife + time.Hour)
	_, err = signsIn(t, w, bruno.ID, tenants.Signed{})
	refused("a link that is over", err, fault.NotFound, "")
}

// The database walls a candidate in, whatever the lines say.
func TestACandidatesLoginSeesTheirOwnRowsAlone(t *testing.T) { // alone: see apptest.Stage
	w := apptest.NewWorld(t)
	o, stage := w.Andina, w.Stage()
	person, other := w.Person().Person(), w.Person().Person()
	var theirs uuid.UUID // a document of the other
	row := func(table string, said map[string]any) uuid.UUID {
		said["tenant_id"] = o.ID
		return stage.Row(table, said)
	}
	for _, p := range []uuid.UUID{person, other} {
		c := row("candidate", map[string]any{"name": "C", "email": uuid.NewString() + "@correo.example", "person_id": p, "language": "es"})
		m := row("membership", map[string]any{"name": "C", "email": uuid.NewString() + "@correo.example", "person_id": p, "accepted_at": apptest.Start})
		cohort := row("cohort", map[string]any{"title": "T", "code": uuid.NewString()[:8], "program_id": o.CMTP})
		e := row("enrolment", map[string]any{"candidate_id": c, "cohort_id": cohort})
		s := row("submission", map[string]any{"candidate_id": c, "program_id": o.QAP, "submitted_at": apptest.Start})
		row("decision", map[string]any{"submission_id": s})
		row("credential", map[string]any{"submission_id": s})
		session := row("training_session", map[string]any{"cohort_id": cohort})
		row("attendance", map[string]any{"enrolment_id": e, "training_session_id": session})
		row("personal_link", map[string]any{"enrolment_id": e, "cohort_id": cohort})
		row("identity_check", map[string]any{"candidate_id": c, "outcome": "done"})
		for _, table := range []string{"exemption", "result", "completion", "certificate", "candidate_access", "acknowledgement", "recording_consent", "logbook_entry", "referee_request", "referee_item", "appeal", "candidate_contact", "kind_on_file"} {
			id := row(table, map[string]any{"candidate_id": c})
			switch table { // what the kernel keeps of them
			case "appeal":
				row("deadline", map[string]any{"subject_id": id, "kind": "appeal.remind", "door": "member"})
			case "referee_request":
				row("link", map[string]any{"subject_id": id, "act": "referee", "email": "r@correo.example", "token_hash": tenants.HashToken(uuid.NewString())})
			case "candidate_access":
				row("link", map[string]any{"subject_id": id, "act": "file", "email": "c@correo.example", "token_hash": tenants.HashToken(uuid.NewString())})
			case "result":
				row("link", map[string]any{"subject_id": id, "act": "result", "email": "c@correo.example", "token_hash": tenants.HashToken(uuid.NewString())})
				row("outbox", map[string]any{"kind": "mail", "queue": "notify", "door": "member", "person_id": p, "state": "open"})
			}
		}
		slot := row("day_slot", map[string]any{"candidate_id": c, "state": "invited", "revision": 0, "starts_at": apptest.Start.AddDate(0, 0, 1), "ends_at": apptest.Start.AddDate(0, 0, 1).Add(time.Hour)})
		row("slot_answer", map[string]any{"slot_id": slot, "revision": 0, "comes": false, "reason": "x"})
		w.Exec(`insert into idempotency (tenant_id, person_id, key, route, created_at) values ($1, $2, $3, 'x', now())`, o.ID, p, uuid.NewString())
		row("adjustment", map[string]any{"candidate_id": c, "asked_by": m, "by_candidate": true, "kind": "breaks", "state": "asked"})
		for _, table := range []string{"logbook_import", "document", "document_version"} {
			id := row(table, map[string]any{"candidate_id": c, "created_by": m})
			if table == "document" {
				theirs = id
			}
			if table == "document" || table == "document_version" {
				row(table, map[string]any{"candidate_id": c, "created_by": o.Assessor.Membership()}) // an assessor's, of theirs
			}
		}
		// What is nobody's to see who is a candidate.
		for _, table := range []string{"assessment", "score_sheet", "score", "assessor_assignment", "candidate_pair", "message", "waiting", "exercise", "candidate_merge", "panellist", "disagreement", "feedback"} {
			row(table, map[string]any{})
		}
	}
	claims := map[string]string{"app.candidate": person.String(), "app.person_id": person.String()}
	as := func(sql string) int {
		t.Helper()
		n, err := stage.As(o.ID, claims, sql)
		if err != nil {
			t.Errorf("%s: %v", sql, err)
		}
		return n
	}
	for _, table := range []string{"candidate", "membership", "enrolment", "cohort", "training_session", "attendance", "personal_link", "submission", "decision", "credential", "identity_check", "exemption",
		"result", "completion", "certificate", "candidate_access", "acknowledgement", "recording_consent", "logbook_entry", "referee_request", "referee_item", "appeal", "candidate_contact", "kind_on_file", "logbook_import", "document", "document_version", "adjustment", "day_slot", "slot_answer", "deadline", "link", "idempotency"} {
		if n := as(`select * from ` + table); n != 1 {
			t.Errorf("a candidate's login sees %d rows of %s", n, table)
		}
	}
	for _, table := range []string{"assessment", "score_sheet", "score", "assessor_assignment", "candidate_pair", "message", "waiting", "exercise", "candidate_merge", "panellist", "disagreement", "feedback", "outbox"} {
		if n := as(`select * from ` + table); n != 0 {
			t.Errorf("a candidate's login sees %d rows of %s", n, table)
		}
	}
	for what, sql := range map[string]string{
		"their number":            `update candidate set reference = 'X'`,
		"a paper on file":         `update kind_on_file set since = app.now()`,
		"a paper not on file":     `insert into kind_on_file (tenant_id, id, candidate_id, kind, since) select tenant_id, gen_random_uuid(), id, 'identity_check', app.now() from candidate`,
		"a result":                `update result set words = 'Passed'`,
		"their account":           `update candidate set person_id = null`,
		"a role":                  `insert into membership_role select tenant_id, id, 'organisation_admin', app.now(), null from membership`,
		"a role taken away":       `delete from membership_role`,
		"an identity":             `insert into identity_check select tenant_id, gen_random_uuid(), id, null, 'done', 'passport', 'EC', 'copy', '1234', '', '2026-11-16', app.now(), null, 'x', null from candidate`,
		"another's mediation":     `insert into logbook_entry (tenant_id, id, candidate_id, held_on, role, medium, hours, field, parties, settled, created_at) values ('` + o.ID.String() + `', gen_random_uuid(), gen_random_uuid(), '2026-11-01', 'mediator', 'online', 1, 'x', 2, 'yes', app.now())`,
		"an adjustment granted":   `update adjustment set state = 'granted', decided_at = app.now(), decided_by_name = 'x'`,
		"one for another":         `insert into adjustment (tenant_id, id, candidate_id, kind, arrangement, state, asked_at, asked_by, asked_by_name, by_candidate) select tenant_id, gen_random_uuid(), gen_random_uuid(), kind, arrangement, state, asked_at, asked_by, asked_by_name, true from adjustment`,
		"one as the office's":     `insert into adjustment (tenant_id, id, candidate_id, kind, arrangement, state, asked_at, asked_by, asked_by_name) select tenant_id, gen_random_uuid(), candidate_id, kind, arrangement, state, asked_at, asked_by, asked_by_name from adjustment`,
		"what a referee saw":      `update logbook_entry set verified_at = app.now()`,
		"a referee's word":        `update referee_item set state = 'confirmed'`,
		"a referee's answer":      `update referee_request set state = 'answered'`,
		"that they were right":    `update appeal set state = 'allowed'`,
		"that their slot is kept": `update slot_answer set kept_at = app.now()`,
		"an answer of another":    `insert into slot_answer (tenant_id, id, slot_id, revision, comes, answered_at) select tenant_id, gen_random_uuid(), gen_random_uuid(), 0, true, app.now() from slot_answer`,
		"their slot":              `update day_slot set revision = 9`,
		"a name that is proven":   `update candidate set name = 'Somebody Else'`,
		"a job's end":             `update outbox set state = 'cancelled', finished_at = app.now()`,
		"another's job":           `insert into outbox (tenant_id, id, kind, queue, door, person_id, created_at, due_at, next_at) values ('` + o.ID.String() + `', gen_random_uuid(), 'mail', 'notify', 'member', '` + other.String() + `', app.now(), app.now(), app.now())`,
		"a job of the office":     `insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at) values ('` + o.ID.String() + `', gen_random_uuid(), 'candidate.final', 'notify', 'member', app.now(), app.now(), app.now())`,
		"a job at IMI":            `insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at) values ('` + o.ID.String() + `', gen_random_uuid(), 'mail', 'notify', 'overseer', app.now(), app.now(), app.now())`,
		"another's deadline":      `insert into deadline (tenant_id, id, subject_id, kind, stage, door, due_at, created_at) values ('` + o.ID.String() + `', gen_random_uuid(), gen_random_uuid(), 'appeal.remind', 'x', 'member', app.now(), app.now())`,
		"a deadline's kind":       `insert into deadline (tenant_id, id, subject_id, kind, stage, door, due_at, created_at) select tenant_id, gen_random_uuid(), id, 'merge.final', 'x', 'member', app.now(), app.now() from appeal`,
		"another's answer":        `insert into idempotency (tenant_id, person_id, key, route, created_at) values ('` + o.ID.String() + `', '` + other.String() + `', 'a key of theirs', 'x', app.now())`,
		"a way in":                `insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at) select tenant_id, gen_random_uuid(), sha256('x'), 'accept', id, 'x@example.org', app.now(), app.now() from membership`,
		"another's calendar":      `insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at) values ('` + o.ID.String() + `', gen_random_uuid(), sha256('x'), 'calendar', gen_random_uuid(), 'x@example.org', app.now(), app.now())`,
		"a file put to another": `insert into document_version (tenant_id, id, document_id, candidate_id, number, kind, title, file_name, size, declared_type, store_key, origin, state, created_at, created_by, created_by_name)
			select c.tenant_id, gen_random_uuid(), '` + theirs.String() + `', c.id, 2, 'other', 'x', 'x.pdf', 1, 'application/pdf', 'x', 'upload', 'uploading', app.now(), m.id, 'x' from candidate c cross join membership m`,
	} {
		if n, err := stage.As(o.ID, claims, sql); err == nil && n > 0 {
			t.Errorf("a candidate's login writes %s: %d rows", what, n)
		}
	}
	// Whoever writes: rows that name two others name two that belong together.
	row("application", map[string]any{"candidate_id": nil, "program_id": o.QAP, "state": "received", "name": "Nobody's as yet"})
	row("waiting", map[string]any{"candidate_id": uuid.New()})
	office := map[string]string{"app.person_id": o.Manager.Person().String()}
	for what, sql := range map[string]string{
		"a notice read by another's application": `insert into acknowledgement (tenant_id, id, candidate_id, notice_id, language, at, how, application_id, by_name)
			select c.tenant_id, gen_random_uuid(), c.id, n.id, 'es', app.now(), 'application', a.id, 'x' from candidate c cross join application a cross join notice n where n.kind = 'privacy' limit 1`,
		"an identity of another's application": `insert into identity_check (tenant_id, id, candidate_id, application_id, outcome, paper, country, seen, last_signs, checked_on, checked_at, checked_by_name)
			select c.tenant_id, gen_random_uuid(), c.id, a.id, 'done', 'passport', 'EC', 'in_person', '1234', '2026-11-16', app.now(), 'x' from candidate c cross join application a limit 1`,
		"another's place": `update application set state = 'waiting', waiting_id = (select id from waiting limit 1), candidate_id = (select id from candidate limit 1)`,
		"a way in without a link": `insert into candidate_access (tenant_id, id, candidate_id, email, language, link_id, invited_at, invited_by_name, until)
			select c.tenant_id, gen_random_uuid(), c.id, c.email, 'es', l.id, app.now(), 'x', app.now() + interval '1 day' from candidate c cross join link l limit 1`,
		"a file put to another": `insert into document_version (tenant_id, id, document_id, candidate_id, number, kind, title, file_name, size, declared_type, store_key, origin, state, created_at, created_by_name)
			select c.tenant_id, gen_random_uuid(), d.id, c.id, 2, d.kind, 'x', 'x.pdf', 1, 'application/pdf', 'x', 'upload', 'uploading', app.now(), 'x' from candidate c join document d on d.candidate_id <> c.id limit 1`,
	} {
		n, err := stage.As(o.ID, office, sql+"; set constraints all immediate")
		if err == nil || !strings.Contains(err.Error(), "SQLSTATE 23001") {
			t.Errorf("the office writes %s: %d rows, %v", what, n, err)
		}
	}
}
