package boot

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/register"
	"accord/app/spotchecks"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web/locales"
)

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
