package boot

import (
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/evidence"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
)

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
		e, err := trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Rosa Lema", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"}, "")
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
			e, err := trainings.EnrolOnFile(tx, f.id("cohort"), c.ID, "")
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
			e, err := trainings.Enrol(tx, f.id("cohort over"), candidates.NewCandidate{Name: "Candidate " + name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"}, "")
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
		who, err := candidates.Get(tx, c.CandidateID)
		if err != nil {
			return err
		}
		link, err := tx.Link(tenants.NewLink{Act: certificates.ActCertificate, Subject: c.ID, Email: who.Email, Name: c.Holder, TTL: certificates.LinkLife})
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
