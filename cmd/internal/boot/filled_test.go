package boot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"path"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/register"
	"accord/app/spotchecks"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web/locales"
	"accord/web/static"
	"accord/web/webtest"
)

// filled is an organisation that has one real row of everything, each in a
// state in which something can be done with it, made by the verbs that people
// use. Rows are known by names: "cohort", "assessment judged".
type filled struct {
	*apptest.World
	t         *testing.T
	org       apptest.Org
	room      *evidence.Room
	site      *webtest.Site
	candidate tenants.Member // the candidate who can sign in
	everybody tenants.Member // a member with every role of an organisation
	ids       map[string]string
}

// room is the evidence store of these tests.
func room(t *testing.T, db *tenants.DB) *evidence.Room {
	t.Helper()
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	return &evidence.Room{DB: db, Vault: vault}
}

// fill fills an organisation of a world.
func fill(t *testing.T, w *apptest.World, org apptest.Org, room *evidence.Room) *filled {
	t.Helper()
	f := &filled{World: w, t: t, org: org, room: room, ids: map[string]string{"slug": org.Slug, "asset": path.Base(static.URL("app.css")), "kind of problem": "not-found"}}
	f.everybody = w.Member(org, append([]tenants.Role{tenants.RoleCandidate}, tenants.OrganisationRoles...)...)
	f.candidate = w.Member(org, tenants.RoleCandidate)
	f.people()
	f.programs()
	f.trainings()
	f.certificates()
	f.assessments()
	f.evidence()
	f.submissions()
	f.eligibility()
	f.spotChecks()
	f.oversight()
	return f
}

func (f *filled) people() {
	f.is("trainer", f.org.Trainer.Membership())
	f.is("assessor", f.org.Assessor.Membership())
	f.is("assessor free", f.everybody.Membership())
	f.write(f.org.Admin, func(tx *tenants.Tx) error {
		m, err := people.Invite(tx, people.NewMember{Name: "Paola Terán", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
		if err != nil {
			return err
		}
		f.is("membership invited", m.ID)
		link, err := tx.Link(tenants.NewLink{Act: people.ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, TTL: people.InvitationLife})
		f.ids["link"] = f.DB.LinkToken(link) // as the invitation's mail carries it
		return err
	})
	f.write(f.org.Admin, func(tx *tenants.Tx) error {
		k, _, err := people.CreateToken(tx, people.NewToken{Name: "Reports", Days: 30})
		f.is("token", k.ID)
		return err
	})
	f.passwords()
	f.is("session of a person", f.ID(`select id from account_session where person_id = $1`, f.org.Admin.Person()))
}

// passwords gives everybody the same one, as somebody who was invited chose it.
func (f *filled) passwords() {
	var token string
	f.write(f.org.Admin, func(tx *tenants.Tx) error {
		m, err := people.Invite(tx, people.NewMember{Name: "Rosa Quispe", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleAssessor}})
		if err != nil {
			return err
		}
		link, err := tx.Link(tenants.NewLink{Act: people.ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, TTL: people.InvitationLife})
		f.is("membership", m.ID)
		token = f.DB.LinkToken(link)
		return err
	})
	i, err := people.Invitation(f.t.Context(), f.DB, token, people.ActAccept)
	ok(f.t, err)
	_, err = people.Accept(f.t.Context(), f.DB, i, people.Joining{Name: i.Name, Password: passphrase}, people.Visit{Address: "192.0.2.1", Request: "test"})
	ok(f.t, err)
	f.ids["who has a password"] = i.Email
}

func (f *filled) programs() {
	f.is("program", f.org.QAP)
	f.is("program CMTP", f.org.CMTP)
	details := programs.Details{Title: "Certified Mediator Assessment, online", Language: "en", City: "Quito", Country: "EC", Website: "https://andina.example/online", Description: "A recorded role-play and an interview."}
	for _, name := range []string{"program draft", "program proposed"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			p, err := programs.Create(tx, programs.NewProgram{Kind: programs.QAP, Details: details})
			f.is(name, p.ID)
			return err
		})
	}
	f.is("criterion", f.ID(`select id from program_criterion where program_id = $1 and position = 2`, f.id("program draft")))
	f.write(f.org.Manager, func(tx *tenants.Tx) error { return programs.Propose(tx, f.id("program proposed")) })
}

// trainings: a cohort with a session held and one to come; somebody is ready
// to complete, somebody is not, somebody has left.
func (f *filled) trainings() {
	start := apptest.Start
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: f.org.CMTP, Code: "FM-26", Title: "Foundations", Language: "es", Place: "Quito",
			StartsOn: day(start, -10), EndsOn: day(start, 10), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		f.is("cohort", c.ID)
		if err := trainings.Staff(tx, c.ID, []uuid.UUID{f.org.Trainer.Membership()}); err != nil {
			return err
		}
		for i, name := range []string{"session 1", "session 2", "session 3", "session held", "session"} {
			at := start.AddDate(0, 0, 2*i-8).Add(4 * time.Hour)
			s, err := trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Interests", StartsAt: at, EndsAt: at.Add(10 * time.Hour), Hours: 10})
			if err != nil {
				return err
			}
			f.is(name, s.ID)
		}
		return nil
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: f.org.CMTP, Code: "FM-25", Title: "Foundations, last year", Language: "es", Place: "Quito",
			StartsOn: day(start, -400), EndsOn: day(start, -380), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		f.is("cohort over", c.ID)
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: f.org.CMTP, Code: "FM-FULL", Title: "Foundations, one place", Language: "es", Place: "Quito",
			StartsOn: day(start, 20), EndsOn: day(start, 40), Capacity: 1, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		f.is("cohort full", c.ID)
		e, err := trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Rosa Lema", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		if err != nil {
			return err
		}
		w, err := trainings.Wait(tx, c.ID, candidates.NewCandidate{Name: "Diego Paz", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is("waiting", w.ID)
		if err == nil {
			_, err = trainings.Withdraw(tx, e.ID)
		}
		return err
	})
	for _, name := range []string{"ready", "late", "left", "outside"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Candidate " + name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
			f.is("candidate "+name, c.ID)
			if err != nil || name == "outside" {
				return err
			}
			e, err := trainings.EnrolOnFile(tx, f.id("cohort"), c.ID)
			f.is("enrolment "+name, e.ID)
			return err
		})
	}
	for _, session := range []string{"session 1", "session 2", "session 3", "session held"} {
		f.write(f.org.Trainer, func(tx *tenants.Tx) error {
			_, err := trainings.RecordAttendance(tx, f.id(session), []trainings.Marked{{Enrolment: f.id("enrolment ready"), Mark: "present"}, {Enrolment: f.id("enrolment late"), Mark: "absent"}})
			return err
		})
	}
	f.write(f.org.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, f.id("enrolment left")); return err })
	table := []byte("name,email,language\nAna Torres,ana@example.org,es\n")
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		imp, err := candidates.Upload(tx, candidates.NewImport{FileName: "people.csv", Data: table})
		if err != nil {
			return err
		}
		plan, err := candidates.PlanOf(tx, imp)
		f.is("import", imp.ID)
		f.ids["import digest"] = plan.Digest()
		return err
	})
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		imp, err := trainings.UploadFor(tx, f.id("cohort"), candidates.NewImport{FileName: "people.csv", Data: table})
		if err != nil {
			return err
		}
		plan, err := trainings.PlanImport(tx, imp)
		f.is("import of cohort", imp.ID)
		f.ids["import of cohort digest"] = plan.Digest()
		return err
	})
}

// certificates: one that is sealed, published and mailed, of a cohort in which
// somebody else waits for theirs.
func (f *filled) certificates() {
	for _, name := range []string{"certified", "uncertified"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			e, err := trainings.Enrol(tx, f.id("cohort over"), candidates.NewCandidate{Name: "Candidate " + name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
			f.is("enrolment "+name, e.ID)
			f.is("candidate "+name, e.CandidateID)
			return err
		})
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			return trainings.CompleteByException(tx, f.id("enrolment "+name), "Credited from the spring course.")
		})
	}
	logo := []byte("\x89PNG\r\n\x1a\n")
	f.Exec(`insert into certificate_logo (tenant_id, id, png, width, height, added_at) values ($1,$2,$3,1,1,$4)`, f.org.ID, uuid.Must(uuid.NewV7()), logo, apptest.Start)
	f.is("certificate logo", f.ID(`select id from certificate_logo where tenant_id = $1`, f.org.ID))
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		run, err := certificates.Issue(tx, f.id("cohort over"), []uuid.UUID{f.id("enrolment certified")})
		f.is("certificate run", run.ID)
		return err
	})
	f.is("certificate", f.ID(`select id from certificate where run_id = $1`, f.id("certificate run")))
	f.sealed(f.id("certificate"))
	f.oversee(f.DB.AdmitOversightClerk("certificate.publish", "test"), func(tx *tenants.OversightTx) error { return certificates.Publish(tx, f.id("certificate")) })
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := certificates.Find(tx, f.id("certificate"))
		if err != nil {
			return err
		}
		f.ids["certificate number"] = c.Number
		link, err := tx.Link(tenants.NewLink{Act: certificates.ActCertificate, Subject: c.ID, Email: uuid.NewString() + "@example.org", Name: c.Holder, TTL: certificates.LinkLife})
		f.ids["certificate link"] = f.DB.LinkToken(link)
		tx.Record(tenants.Event{Action: "certificate.sent", Resource: "certificate", Subject: c.ID})
		return err
	})
}

// sealed makes a certificate's paper, as the job does.
func (f *filled) sealed(id uuid.UUID) {
	f.t.Helper()
	clerk, err := f.DB.AdmitClerk(f.t.Context(), f.org.ID, "certificate.seal", "test")
	ok(f.t, err)
	var sealing evidence.Sealing
	f.read(clerk, func(tx *tenants.Tx) error {
		paper, err := certificates.PaperOf(tx, id, "https://accord.example")
		if err != nil {
			return err
		}
		sealing, err = evidence.PrepareSeal(tx, paper.Record, paper.Zone)
		return err
	})
	sealing, err = f.room.Render(f.t.Context(), tenants.Task{Tenant: f.org.ID, ID: uuid.New()}, sealing)
	ok(f.t, err)
	f.write(clerk, func(tx *tenants.Tx) error {
		v, err := evidence.Seal(tx, sealing)
		if err != nil {
			return err
		}
		return certificates.Seal(tx, id, v.ID)
	})
}

// eligibility: somebody who has not mediated yet, and somebody who is exempt.
func (f *filled) eligibility() {
	f.ids["certification"] = standards.Certified
	for _, name := range []string{"candidate beginning", "candidate exempt"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Valeria Ponce", Email: uuid.NewString() + "@example.org", Language: "es"})
			f.is(name, c.ID)
			return err
		})
	}
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		e, err := candidates.Exempt(tx, candidates.NewExemption{CandidateID: f.id("candidate exempt"), ProgramID: f.org.QAP, Citation: "IMI-CM-01", Reason: "A judge-mediator for twelve years."})
		f.is("exemption", e.ID)
		return err
	})
}

// assessments: one of somebody whom a trainer trained, in every state it has.
func (f *filled) assessments() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is("candidate", c.ID)
		return err
	})
	f.Exec(`update candidate set person_id = $2 where id = $1`, f.id("candidate"), f.candidate.Person())
	for i := range 20 {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			e, err := candidates.AddEntry(tx, f.id("candidate"), candidates.NewEntry{HeldOn: day(apptest.Start, -i-1), Role: "mediator", Medium: "in_person", Hours: 3,
				Field: "commercial", Parties: 2, Settled: "yes"}, day(apptest.Start, 0))
			f.is("entry", e.ID)
			return err
		})
	}
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		all, err := candidates.Logbook(tx, f.id("candidate"))
		if err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, e := range all {
			ids = append(ids, e.ID)
		}
		_, err = candidates.VerifyEntries(tx, f.id("candidate"), ids)
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		e, err := candidates.AddEntry(tx, f.id("candidate"), candidates.NewEntry{HeldOn: day(apptest.Start, -30), Role: "mediator", Medium: "online", Hours: 2,
			Field: "family", Parties: 2, Settled: "no"}, day(apptest.Start, 0))
		f.is("entry", e.ID)
		return err
	})
	f.assessed("assessment decided", "candidate", "decided")
	f.assessed("assessment judged", "candidate ready", "judged")
	f.assessed("assessment", "candidate late", "declared")
	f.assessed("assessment asked", "candidate outside", "asked")
	f.is("assignment", f.ID(`select id from assessor_assignment where assessment_id = $1 and membership_id = $2`, f.id("assessment asked"), f.org.Assessor.Membership()))
	f.is("assessed criterion", f.ID(`select id from assessment_criterion where assessment_id = $1 order by position limit 1`, f.id("assessment")))
}

// assessed takes an assessment as far as a state.
func (f *filled) assessed(name, candidate, state string) {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: f.id(candidate), ProgramID: f.org.QAP})
		f.is(name, a.ID)
		return err
	})
	for _, m := range []tenants.Member{f.org.Assessor, f.org.Assessor2} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, f.id(name), m.Membership()); return err })
		if state == "asked" {
			continue
		}
		f.write(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, f.id(name)); return err })
		f.write(m, func(tx *tenants.Tx) error {
			sheet, err := assessments.MySheet(tx, f.id(name))
			if err != nil {
				return err
			}
			four, in := 4, assessments.SheetInput{AssessmentID: f.id(name), Marks: map[uuid.UUID]assessments.Mark{}}
			for _, c := range sheet.Criteria {
				in.Marks[c.ID] = assessments.Mark{Points: &four, Note: "Shown throughout"}
			}
			if state == "declared" {
				_, err = assessments.SaveSheet(tx, in)
			} else {
				_, err = assessments.SubmitSheet(tx, in)
			}
			return err
		})
	}
	if state == "decided" {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: f.id(name), Outcome: assessments.Passed, Minute: "Both assessors agree."})
			return err
		})
	}
}

var pdf = []byte("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n")

// evidence: typed documents about the candidate, and an upload whose bytes
// have arrived and that waits to be completed.
func (f *filled) evidence() {
	for name, kind := range map[string]string{"version identity": "identity_check", "version conduct": "code_of_conduct", "version recording": "recording", "version": "other"} {
		f.is(name, f.uploaded(f.org.Manager, evidence.NewUpload{CandidateID: f.id("candidate"), Kind: kind, Title: name, FileName: "paper.pdf", MediaType: "application/pdf"}))
	}
	f.is("document", f.ID(`select document_id from document_version where id = $1`, f.id("version")))
	f.upload("upload")
}

// upload begins an upload and brings its bytes.
func (f *filled) upload(name string) {
	f.t.Helper()
	v, err := f.room.Begin(f.t.Context(), f.org.Manager, evidence.NewUpload{CandidateID: f.id("candidate"), Kind: "other", Title: "On its way", FileName: "paper.pdf", Size: int64(len(pdf))})
	ok(f.t, err)
	f.is(name, v.ID)
	f.send(f.org.Manager, v)
}

// uploaded brings a file as a browser does, and types it as the job does.
func (f *filled) uploaded(by tenants.Member, in evidence.NewUpload) uuid.UUID {
	f.t.Helper()
	in.Size = int64(len(pdf))
	v, err := f.room.Begin(f.t.Context(), by, in)
	ok(f.t, err)
	f.send(by, v)
	v, err = f.room.Complete(f.t.Context(), by, v.ID)
	ok(f.t, err)
	found, err := f.room.Examine(f.t.Context(), v)
	ok(f.t, err)
	clerk, err := f.DB.AdmitClerk(f.t.Context(), f.org.ID, "evidence.type", "test")
	ok(f.t, err)
	f.write(clerk, func(tx *tenants.Tx) error { _, err := evidence.Establish(tx, v.ID, found); return err })
	return v.ID
}

func (f *filled) send(by tenants.Member, v evidence.Version) {
	f.t.Helper()
	sum := sha256.Sum256(pdf)
	signed, err := f.room.SignPart(f.t.Context(), by, v.ID, s3vault.Part{Number: 1, Size: int64(len(pdf)), SHA256: sum[:]})
	ok(f.t, err)
	ok(f.t, put(f.t.Context(), signed.URL, signed.Headers, pdf))
}

// put sends bytes to an address that the store takes them at.
func put(ctx context.Context, url string, headers map[string]string, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("the store answers %s", answer.Status)
	}
	return errors.Join(err, answer.Body.Close())
}

// submissions: an accepted one with its credential, one that waits for IMI,
// and a draft that is complete.
func (f *filled) submissions() {
	f.submitted("submission accepted", "candidate")
	f.oversee(f.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		_, err := submissions.Decide(tx, submissions.Judgement{SubmissionID: f.id("submission accepted"), Outcome: submissions.Accepted})
		return err
	})
	f.is("credential", f.ID(`select id from credential where submission_id = $1`, f.id("submission accepted")))
	f.oversee(f.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		c, err := register.Find(tx, f.id("credential"))
		f.ids["credential number"] = c.Number
		return err
	})
	for _, name := range []string{"waiting", "draft"} {
		f.copied("candidate "+name, "candidate")
		if name == "waiting" {
			f.submitted("submission", "candidate waiting")
			f.is("disclosure", f.ID(`select id from disclosure where submission_id = $1 limit 1`, f.id("submission")))
			f.read(f.org.Manager, func(tx *tenants.Tx) error { // a point that reviewers go through
				s, err := submissions.Find(tx, f.id("submission"))
				f.ids["point"] = submissions.PointsOf(s.RuleSet)[0]
				return err
			})
			f.is("version disclosed", f.ID(`select document_version_id from disclosure where id = $1`, f.id("disclosure")))
			continue
		}
		f.drafted("submission draft", "candidate draft")
	}
}

// copied is another candidate with a file as complete as somebody's.
func (f *filled) copied(name, of string) {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Martín Yépez " + name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is(name, c.ID)
		return err
	})
	for i := range 20 {
		f.Row("logbook_entry", map[string]any{"tenant_id": f.org.ID, "candidate_id": f.id(name), "held_on": day(apptest.Start, -i-1), "role": "mediator", "medium": "in_person",
			"hours": 3, "field": "commercial", "parties": 2, "settled": "yes", "verified_at": apptest.Start})
	}
	f.assessed("assessment of "+name, name, "decided")
	for _, kind := range []string{"identity_check", "code_of_conduct"} {
		f.is(name+" "+kind, f.uploaded(f.org.Manager, evidence.NewUpload{CandidateID: f.id(name), Kind: kind, Title: kind, FileName: "paper.pdf"}))
	}
}

func (f *filled) drafted(name, candidate string) {
	papers := []uuid.UUID{}
	if candidate == "candidate" {
		papers = append(papers, f.id("version identity"), f.id("version conduct"))
	} else {
		papers = append(papers, f.id(candidate+" identity_check"), f.id(candidate+" code_of_conduct"))
	}
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		s, err := submissions.Start(tx, f.id(candidate), f.org.QAP)
		if err != nil {
			return err
		}
		f.is(name, s.ID)
		if name == "submission draft" { // what a program says it read
			words := locales.New(locales.English, nil)
			sum := sha256.Sum256([]byte(words.Say("submission.declare_words", "Name", s.Holder, "Certification", words.Say("certification."+s.Certification))))
			f.ids["declaration"] = hex.EncodeToString(sum[:])
		}
		_, err = submissions.Prepare(tx, submissions.Draft{SubmissionID: s.ID, Versions: papers})
		return err
	})
}

func (f *filled) submitted(name, candidate string) {
	f.drafted(name, candidate)
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		_, err := submissions.Submit(tx, submissions.Declaration{SubmissionID: f.id(name), Name: "Joaquín", Words: "All of this is true.", Agreed: true})
		return err
	})
}

// spotChecks: a request with a demand released, one with a proposal, one
// explained, and one without anything.
func (f *filled) spotChecks() {
	f.oversee(f.IMI.SpotChecker, func(tx *tenants.OversightTx) error {
		r, err := spotchecks.Issue(tx, spotchecks.NewRequest{Credential: f.id("credential"), Kind: spotchecks.Routine, Reason: "Random sample",
			Demands: []spotchecks.NewDemand{{Kind: "identity_check"}, {Kind: "recording"}, {Kind: "knowledge_script"}, {Kind: "score_sheet"}}})
		f.is("request", r.ID)
		return err
	})
	for _, kind := range []string{"identity_check", "recording", "knowledge_script", "score_sheet"} {
		f.is("demand "+kind, f.ID(`select id from demand where request_id = $1 and kind = $2`, f.id("request"), kind))
	}
	f.is("demand", f.id("demand recording"))
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		if err := spotchecks.Propose(tx, f.id("request"), f.id("demand identity_check"), f.id("version identity")); err != nil {
			return err
		}
		return spotchecks.Propose(tx, f.id("request"), f.id("demand recording"), f.id("version recording"))
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		k, err := spotchecks.Load(tx, f.id("request"))
		if err != nil {
			return err
		}
		for _, d := range k.Demands {
			for _, p := range d.Proposals {
				f.is("proposal "+d.Kind, p.ID)
			}
		}
		_, err = spotchecks.Send(tx, f.id("request"), []uuid.UUID{f.id("proposal identity_check")}, "Complete and unaltered.")
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		return spotchecks.Explain(tx, f.id("request"), f.id("demand knowledge_script"), "The test was oral.")
	})
	f.is("proposal", f.id("proposal recording"))
	f.is("disclosure released", f.ID(`select id from disclosure where request_id = $1 limit 1`, f.id("request")))
	f.is("version released", f.id("version identity"))
}

// oversight: what IMI keeps beside what the organisation does.
func (f *filled) oversight() {
	f.is("organisation", f.org.ID)
	f.oversee(f.IMI.Administrator, func(tx *tenants.OversightTx) error {
		o, err := organisations.Invite(tx, organisations.NewOrganisation{Name: "Accra Mediation Institute " + f.org.Slug, Country: "GH", TimeZone: "Africa/Accra",
			Administrator: organisations.Administrator{AdminName: "Efua Mensah", AdminEmail: uuid.NewString() + "@example.org", Locale: "en"}})
		f.is("organisation invited", o.TenantID)
		return err
	})
	f.oversee(f.IMI.Appraiser, func(tx *tenants.OversightTx) error {
		c, err := submissions.DeclareConflict(tx, f.org.CMTP, "I trained there.")
		f.is("conflict", c.ID)
		return err
	})
	job := uuid.Must(uuid.NewV7())
	f.Exec(`insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at, state, attempts, last_error, finished_at, dispatched)
		values ($1,$2,'mail','notify','member',$3,$3,$3,'dead',8,'invalid: fault.mail_refused',$3,true)`, f.org.ID, job, apptest.Start)
	f.is("job", job)
	f.write(f.IMI.AdministratorMember, func(tx *tenants.Tx) error {
		m, err := people.Invite(tx, people.NewMember{Name: "Noor Jansen", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleReviewer}})
		if err != nil {
			return err
		}
		f.is("IMI's membership invited", m.ID)
		link, err := tx.Link(tenants.NewLink{Act: people.ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, TTL: people.InvitationLife})
		f.ids["link of IMI"] = f.DB.LinkToken(link)
		return err
	})
	f.write(f.IMI.AdministratorMember, func(tx *tenants.Tx) error {
		k, _, err := people.CreateToken(tx, people.NewToken{Name: "Reports", Days: 30})
		f.is("IMI's token", k.ID)
		return err
	})
	f.is("IMI's membership", f.IMI.Reviewer.Membership())
}

// atIMI is IMI's own place: its people and their tokens, and of everything
// else the organisation's rows, which are not there.
func (f *filled) atIMI() *filled {
	imi := *f
	imi.ids = maps.Clone(f.ids)
	imi.ids["slug"] = tenants.OversightSlug
	for name, own := range map[string]string{"membership": "IMI's membership", "membership invited": "IMI's membership invited", "token": "IMI's token"} {
		imi.ids[name] = f.ids[own]
	}
	return &imi
}

// criteria are the criteria that an open score sheet asks about.
func (f *filled) criteria() (ids []string) {
	f.t.Helper()
	f.read(f.org.Assessor, func(tx *tenants.Tx) error {
		sheet, err := assessments.MySheet(tx, f.id("assessment"))
		for _, c := range sheet.Criteria {
			ids = append(ids, c.ID.String())
		}
		return err
	})
	return ids
}

// role is a role that the place's people may be given.
func (f *filled) role() string {
	if f.ids["slug"] == tenants.OversightSlug {
		return tenants.RoleReviewer
	}
	return tenants.RoleAssessor
}

// is gives a row its name.
func (f *filled) is(name string, id uuid.UUID) { f.ids[name] = id.String() }

func (f *filled) id(name string) uuid.UUID {
	f.t.Helper()
	id, err := uuid.Parse(f.ids[name])
	if err != nil {
		f.t.Fatalf("no row is named %q", name)
	}
	return id
}

func (f *filled) write(m tenants.Member, fn func(*tenants.Tx) error) {
	f.t.Helper()
	ok(f.t, f.DB.Write(f.t.Context(), m, fn))
}

func (f *filled) read(m tenants.Member, fn func(*tenants.Tx) error) {
	f.t.Helper()
	ok(f.t, f.DB.Read(f.t.Context(), m, fn))
}

func (f *filled) oversee(o tenants.Overseer, fn func(*tenants.OversightTx) error) {
	f.t.Helper()
	ok(f.t, f.DB.Oversee(f.t.Context(), o, "to fill an organisation", fn))
}

// day is so many days after a moment's, as columns without an hour have it.
func day(at time.Time, after int) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day()+after, 0, 0, 0, 0, time.UTC)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
