package boot

import (
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/identities"
	"accord/tenants"
	"accord/web/webtest"
)

// consents: who agrees to be recorded (see evidence), a link to somebody else's
// own consents, and an identity that was checked.
func (f *filled) consents() {
	f.is("privacy notice", f.Notice(f.org, "privacy"))
	f.is("recording notice", f.Notice(f.org, "recording"))
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		if _, err := consents.Remind(tx, f.id("privacy notice"), []uuid.UUID{f.id("candidate left")}); err != nil {
			return err
		}
		_, err := identities.Note(tx, identities.NewCheck{Candidate: f.id("candidate"), Outcome: identities.Done, Paper: "passport", Country: "EC", Seen: "in_person", LastSigns: "4711", CheckedOn: tx.Now()})
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Tomás Vera", Email: uuid.NewString() + "@example.org", Language: "es"})
		if err != nil {
			return err
		}
		f.is("candidate invited", c.ID)
		_, err = candidates.InviteToFile(tx, c.ID)
		return err
	})
	for _, name := range []string{"mine", "mine contested"} { // what the candidate who signs in was told
		f.is("assessment "+name, f.Row("result", map[string]any{"tenant_id": f.org.ID, "candidate_id": f.id("candidate"), "outcome": "failed", "language": "en", "email": "a@example.org",
			"told_at": apptest.Start, "appeal_until": apptest.Start.AddDate(0, 0, 30)}))
	}
	f.Row("appeal", map[string]any{"tenant_id": f.org.ID, "candidate_id": f.id("candidate"), "assessment_id": f.id("assessment mine contested"), "ground": "facts", "by_candidate": true, "lodged_at": apptest.Start, "state": "lodged", "due_at": apptest.Start.AddDate(0, 0, 20)})
	f.ids["consent link"] = f.DB.LinkToken(f.ID(`select id from link where act = 'consent' and subject_id = $1`, f.id("candidate left")))
}

func aCheck(*filled) webtest.Form {
	return webtest.Form{"outcome": {"done"}, "paper": {"passport"}, "country": {"EC"}, "seen": {"by_video"}, "last_signs": {"4711"}, "reason": {""},
		"checked_on.day": {"16"}, "checked_on.month": {"11"}, "checked_on.year": {"2026"}}
}

func checked(*filled) any {
	return object{"outcome": "done", "document": "passport", "country": "EC", "seen": "by_video", "last_signs": "4711", "checked_on": "2026-11-16"}
}
