package consents_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

type scene struct {
	*apptest.World
	t                  *testing.T
	org                apptest.Org
	ana, bruno         candidates.Candidate
	privacy, recording uuid.UUID
}

func newScene(t *testing.T) scene {
	t.Helper()
	w := apptest.NewWorld(t)
	s := scene{World: w, t: t, org: w.Andina, privacy: w.Notice(w.Andina, "privacy"), recording: w.Notice(w.Andina, "recording")}
	s.ok("candidates", s.org.Manager, func(tx *tenants.Tx) (err error) {
		if s.ana, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Torres", Email: "ana@correo.example", Language: "es"}); err != nil {
			return err
		}
		s.bruno, err = candidates.Add(tx, candidates.NewCandidate{Name: "Bruno Paz", Email: "bruno@correo.example", Language: "en"})
		return err
	})
	return s
}

func (s scene) write(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s scene) ok(what string, m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.write(m, fn); err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
}

func (s scene) refused(what string, m tenants.Member, code fault.Code, key string, fn func(*tenants.Tx) error) {
	s.t.Helper()
	err := s.write(m, fn)
	said, _ := errors.AsType[*fault.Error](err)
	if fault.CodeOf(err) != code || said == nil || key != "" && said.Sentence.Key != key && (len(said.Fields) == 0 || said.Fields[0].Sentence.Key != key) {
		s.t.Errorf("%s: %v %+v, expected %s %s", what, err, said, code, key)
	}
}

// link has a candidate come by a link to their own consents.
func (s scene) link(c candidates.Candidate) tenants.Member {
	s.t.Helper()
	s.ok("ask", s.org.Manager, func(tx *tenants.Tx) error { _, err := consents.Remind(tx, s.privacy, []uuid.UUID{c.ID}); return err })
	l, err := s.DB.LinkOf(s.t.Context(), s.DB.LinkToken(s.ID(`select id from link where act = 'consent' and subject_id = $1`, c.ID)))
	if err != nil {
		s.t.Fatal(err)
	}
	m, err := s.DB.GuestMember(s.t.Context(), l, uuid.Nil, "test")
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

func (s scene) reply(m tenants.Member, in consents.NewAnswer) func(*tenants.Tx) error {
	if in.Notice == uuid.Nil {
		in.Notice = s.recording
	}
	if in.Candidate == uuid.Nil {
		in.Candidate = s.ana.ID
	}
	return func(tx *tenants.Tx) error { _, err := consents.Reply(tx, in); return err }
}

func (s scene) standing() (st consents.Standing) {
	s.t.Helper()
	if err := s.DB.Read(s.t.Context(), s.org.Manager, func(tx *tenants.Tx) (err error) { st, err = consents.Of(tx, s.ana.ID); return err }); err != nil {
		s.t.Fatal(err)
	}
	return st
}

func TestACandidateAgreesIsRecordedAndWithdraws(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.org.Manager
	film := evidence.NewUpload{CandidateID: s.ana.ID, Kind: "recording", Title: "Role-play", FileName: "role-play.mp4", Size: 9}
	bring := func(in evidence.NewUpload) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := evidence.Begin(tx, in); return err }
	}
	s.refused("a recording without consent", manager, fault.Conflict, "consent.none_to_record", bring(film))
	renamed := film
	renamed.Kind = "other"
	s.refused("a video by another name", manager, fault.Conflict, "consent.none_to_record", bring(renamed))
	paper := film
	paper.Kind, paper.FileName = "scenario", "scenario.pdf"
	s.ok("what shows nobody", manager, bring(paper))

	guest := s.link(s.ana)
	s.refused("to withdraw what was never given", guest, fault.Conflict, "consent.never_given", s.reply(guest, consents.NewAnswer{Answer: consents.Withdrawn}))
	s.refused("an answer to another's", guest, fault.NotFound, "", s.reply(guest, consents.NewAnswer{Answer: consents.Given, Candidate: s.bruno.ID}))
	s.refused("an answer to nothing", guest, fault.Invalid, "consent.answer_required", s.reply(guest, consents.NewAnswer{Answer: "perhaps"}))
	s.refused("an answer to another notice", guest, fault.Conflict, "notice.changed_meanwhile", s.reply(guest, consents.NewAnswer{Answer: consents.Given, Notice: s.privacy}))
	s.ok("agree", guest, s.reply(guest, consents.NewAnswer{Answer: consents.Given, Said: consents.Said{Language: "es"}}))
	s.refused("twice", guest, fault.Conflict, "consent.said_already", s.reply(guest, consents.NewAnswer{Answer: consents.Given}))
	s.refused("refuse what was given", guest, fault.Conflict, "consent.withdraw_instead", s.reply(guest, consents.NewAnswer{Answer: consents.Refused}))
	s.ok("a recording with consent", manager, bring(film))

	s.Clock.Add(time.Hour)
	s.ok("withdraw", guest, s.reply(guest, consents.NewAnswer{Answer: consents.Withdrawn}))
	s.refused("a recording after it", manager, fault.Conflict, "consent.none_to_record", bring(film))
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args->>'letter' = 'consent_withdrawn' and args->>'to_roles' = 'program_manager'`, s.org.ID); n != 1 {
		t.Errorf("%d letters tell the program managers", n)
	}
	st := s.standing()
	if len(st.Answers) != 2 || st.Latest().Answer != consents.Withdrawn || st.Recorded() || st.Answers[1].How != consents.ByLink || st.Answers[1].Language != "es" {
		t.Errorf("what stands: %+v", st.Answers)
	}
	// The other organisation, its own staff without the right, and a guest of another's.
	s.refused("another organisation", s.Nordic.Manager, fault.NotFound, "", s.reply(guest, consents.NewAnswer{Answer: consents.Refused}))
	s.refused("an assessor", s.org.Assessor, fault.NotFound, "", s.reply(guest, consents.NewAnswer{Answer: consents.Refused}))
	s.refused("a stranger's reading", s.link(s.bruno), fault.NotFound, "", s.reply(guest, consents.NewAnswer{Answer: consents.Given}))
}

func TestWhatCameOnPaperNeedsThePaperAndAWordIsEnoughToEndIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m := s.org.Manager
	document := func(of uuid.UUID) uuid.UUID {
		return s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": of, "kind": "recording_consent"})
	}
	s.refused("no paper", m, fault.Invalid, "consent.paper_required", s.reply(m, consents.NewAnswer{Answer: consents.Given}))
	s.refused("another's paper", m, fault.Conflict, "", s.reply(m, consents.NewAnswer{Answer: consents.Given, Said: consents.Said{Document: document(s.bruno.ID)}}))
	s.ok("the paper", m, s.reply(m, consents.NewAnswer{Answer: consents.Given, Said: consents.Said{Language: "es", Document: document(s.ana.ID)}}))
	s.Clock.Add(time.Hour)
	s.ok("a word", m, s.reply(m, consents.NewAnswer{Answer: consents.Withdrawn}))
	st := s.standing()
	if st.Answers[0].How != consents.ByWord || st.Answers[1].How != consents.OnPaper || st.Answers[1].DocumentID == nil || st.Answers[1].ByName != m.Name() {
		t.Errorf("what stands: %+v", st.Answers)
	}
	read := func(doc uuid.UUID) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			_, err := consents.Acknowledge(tx, s.ana.ID, s.privacy, consents.Said{Language: "es", Document: doc})
			return err
		}
	}
	s.refused("read without a paper", m, fault.Invalid, "consent.paper_required", read(uuid.Nil))
	s.ok("read", m, read(document(s.ana.ID)))
	s.ok("read twice is once", m, read(document(s.ana.ID)))
	if st = s.standing(); len(st.Read) != 1 || st.Acknowledged == nil || st.LooksAgain(consents.Privacy) {
		t.Errorf("what was read: %+v", st.Read)
	}
}

func TestANewVersionAsksToLookAgainAndEndsNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m := s.org.Manager
	day := func(n int) time.Time { return apptest.Start.AddDate(0, 0, n).Truncate(24 * time.Hour) }
	publish := func(in consents.NewNotice) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := consents.Publish(tx, in); return err }
	}
	sound := consents.NewNotice{Kind: consents.Recording, TextEn: "We record role-plays only.", TextEs: "Solo grabamos los juegos de rol.", InForceFrom: day(2)}
	for _, c := range []struct {
		what, key string
		change    func(*consents.NewNotice)
	}{
		{"a kind of its own", "notice.kind_unknown", func(n *consents.NewNotice) { n.Kind = "terms" }},
		{"no text", "notice.text_required", func(n *consents.NewNotice) { n.TextEn, n.TextEs = " ", "" }},
		{"a day that is over", "notice.from_past", func(n *consents.NewNotice) { n.InForceFrom = day(-1) }},
		{"a day too far", "notice.from_far", func(n *consents.NewNotice) { n.InForceFrom = day(1000) }},
	} {
		in := sound
		c.change(&in)
		s.refused(c.what, m, fault.Invalid, c.key, publish(in))
	}
	s.refused("an assessor publishes", s.org.Assessor, fault.Forbidden, "", publish(sound))
	guest := s.link(s.ana)
	s.ok("agree", guest, s.reply(guest, consents.NewAnswer{Answer: consents.Given}))
	s.ok("publish", m, publish(sound))
	early := sound
	early.TextEn, early.InForceFrom = "Before.", day(1)
	s.refused("a version before the last", m, fault.Invalid, "notice.from_before", publish(early))
	if st := s.standing(); st.Recording.Number != 1 || st.LooksAgain(consents.Recording) {
		t.Error("a version to come is in force already")
	}
	s.Clock.Add(48 * time.Hour)
	st := s.standing()
	if st.Recording.Number != 2 || !st.LooksAgain(consents.Recording) || !st.Recorded() {
		t.Errorf("after its day: %+v", st)
	}
	var waiting int64
	if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) (err error) { waiting, err = consents.CountWaiting(tx, *st.Recording); return err }); err != nil || waiting != 2 {
		t.Errorf("%d have not looked: %v", waiting, err)
	}
	remind := func(n uuid.UUID, whom ...uuid.UUID) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := consents.Remind(tx, n, whom); return err }
	}
	s.refused("nobody", m, fault.Invalid, "notice.choose_whom", remind(st.Recording.ID))
	s.refused("the version that is over", m, fault.Conflict, "notice.changed_meanwhile", remind(s.recording, s.ana.ID))
	s.refused("the other organisation", s.Nordic.Manager, fault.NotFound, "", remind(st.Recording.ID, s.ana.ID))
	s.refused("what is over is not answered", guest, fault.Conflict, "notice.changed_meanwhile", s.reply(guest, consents.NewAnswer{Answer: consents.Withdrawn}))
	s.ok("again", guest, s.reply(guest, consents.NewAnswer{Answer: consents.Given, Notice: st.Recording.ID}))
	s.refused("who has looked is not asked", m, fault.Conflict, "notice.all_looked", remind(st.Recording.ID, s.ana.ID))
	s.ok("who has not", m, remind(st.Recording.ID, s.ana.ID, s.bruno.ID))
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args->>'letter' = 'notice_again'`, s.org.ID); n != 2 {
		t.Errorf("%d letters ask to look", n)
	}
}

// The database holds it, whoever writes.
func TestNoLoginChangesAVersionOrAnAnswer(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Agrees(s.org, s.ana.ID)
	for what, sql := range map[string]string{
		"a published text":             `update notice set text_en = 'Other' where tenant_id = $1`,
		"a version taken away":         `delete from notice where tenant_id = $1`,
		"a number left out":            `insert into notice (tenant_id, id, kind, number, text_en, in_force_from, published_at) values ($1, gen_random_uuid(), 'privacy', 9, 'x', '2027-01-01', app.now())`,
		"a version before the last":    `insert into notice (tenant_id, id, kind, number, text_en, in_force_from, published_at) values ($1, gen_random_uuid(), 'privacy', 2, 'x', '2020-01-01', app.now())`,
		"an answer changed":            `update recording_consent set answer = 'refused' where tenant_id = $1`,
		"an answer taken away":         `delete from recording_consent where tenant_id = $1`,
		"the same said again":          `insert into recording_consent select tenant_id, gen_random_uuid(), candidate_id, notice_id, language, 'given', app.now(), how, null, null, by_name from recording_consent where tenant_id = $1`,
		"refused where it was given":   `insert into recording_consent select tenant_id, gen_random_uuid(), candidate_id, notice_id, language, 'refused', app.now(), how, null, null, by_name from recording_consent where tenant_id = $1`,
		"an answer from before":        `insert into recording_consent select tenant_id, gen_random_uuid(), candidate_id, notice_id, language, 'withdrawn', at - interval '1 day', how, null, null, by_name from recording_consent where tenant_id = $1`,
		"an answer to another notice":  `insert into recording_consent select r.tenant_id, gen_random_uuid(), r.candidate_id, n.id, r.language, 'withdrawn', app.now(), r.how, null, null, r.by_name from recording_consent r join notice n on n.tenant_id = r.tenant_id and n.kind = 'privacy' where r.tenant_id = $1`,
		"an acknowledged consent text": `insert into acknowledgement select tenant_id, gen_random_uuid(), candidate_id, notice_id, language, app.now(), 'link', null, null, null, by_name from recording_consent where tenant_id = $1`,
		"consent told by a word":       `insert into recording_consent select tenant_id, gen_random_uuid(), candidate_id, notice_id, language, 'given', app.now(), 'told', null, null, by_name from recording_consent where tenant_id = $1`,
	} {
		if n, err := s.ByLogin(tenants.DoorMember, s.org.ID, sql, s.org.ID); err == nil || n > 0 {
			t.Errorf("%s: %d rows, %v", what, n, err)
		}
	}
	recording := `insert into document_version (tenant_id, id, document_id, candidate_id, number, kind, title, file_name, size, declared_type, store_key, origin, state, created_at, created_by_name)
		select tenant_id, gen_random_uuid(), id, candidate_id, 1, kind, title, 'a.mp4', 1, 'video/mp4', 'k', 'upload', 'uploading', app.now(), 'x' from document where tenant_id = $1 and id = $2`
	for _, c := range []struct {
		of   uuid.UUID
		kind string
		kept bool
	}{{s.ana.ID, "recording", true}, {s.bruno.ID, "recording", false}, {s.bruno.ID, "other", false}} {
		d := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": c.of, "kind": c.kind})
		if _, err := s.ByLogin(tenants.DoorMember, s.org.ID, recording, s.org.ID, d); (err == nil) != c.kept {
			t.Errorf("a recording, of %v: %v", c.kept, err)
		}
	}
	if n, err := s.ByLogin(tenants.DoorMember, s.Nordic.ID, `select 1 from notice where tenant_id = $1 union all select 1 from recording_consent where tenant_id = $1`, s.org.ID); n > 0 || err != nil {
		t.Errorf("another organisation reads %d rows: %v", n, err)
	}
}
