package boot

import (
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/web/webtest"
)

// assessments: one of somebody whom a trainer trained, in every state it has.
func (f *filled) assessments() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is("candidate", c.ID)
		return err
	})
	f.Force(`update candidate set person_id = $2 where id = $1`, f.id("candidate"), f.candidate.Person())
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
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Rafael Onofre Suárez", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is("candidate disputed", c.ID)
		return err
	})
	f.assessed("assessment disputed", "candidate disputed", "disputed")
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
	for i, m := range []tenants.Member{f.org.Assessor, f.org.Assessor2} {
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
			points, in := 4, assessments.SheetInput{AssessmentID: f.id(name), Marks: map[uuid.UUID]assessments.Mark{}}
			if state == "disputed" && i > 0 {
				points = 1
			}
			for _, c := range sheet.Criteria {
				in.Marks[c.ID] = assessments.Mark{Points: &points, Note: "Shown throughout"}
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

// agreed is what a moderation of the disputed assessment agrees on.
func (f *filled) agreed() (all []object) {
	for _, id := range f.disputed() {
		all = append(all, object{"criterion_id": id, "points": 3, "note": "Late, but clear."})
	}
	return all
}

// disputed are the criteria of the disputed assessment.
func (f *filled) disputed() (all []uuid.UUID) {
	for i := range 3 {
		all = append(all, f.ID(`select id from assessment_criterion where assessment_id = $1 order by position offset $2 limit 1`, f.id("assessment disputed"), i))
	}
	return all
}

// minuteOf is the minute of that moderation.
func minuteOf(f *filled) webtest.Form {
	form := webtest.Form{"held_on.day": {"16"}, "held_on.month": {"11"}, "held_on.year": {"2026"}, "reasons": {"Both watched it again."}}
	for _, id := range f.disputed() {
		form[assessments.PointsField(id)], form[assessments.NoteField(id)] = []string{"3"}, []string{"Late, but clear."}
	}
	return form
}
