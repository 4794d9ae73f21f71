package evidence_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/paging"
	"accord/tenants"
)

func TestTheLibraryShowsWhatDocumentsAreNowAndFilters(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	passport := c.typed(t)
	sheet := c.scan()
	sheet.CandidateID, sheet.CohortID, sheet.Kind, sheet.Title = uuid.Nil, c.cohort, "attendance", "Signed sheet"
	signed := c.established(t, c.uploaded(t, c.Andina.Trainer, sheet, pdf))
	lie := c.scan()
	lie.Title = "Not what it says"
	c.established(t, c.uploaded(t, c.Andina.Manager, lie, png))
	newer := c.established(t, c.uploaded(t, c.Andina.Manager, evidence.NewUpload{DocumentID: passport.DocumentID, Why: "sharper", FileName: "p.pdf"}, pdf))
	_, err := c.room.Begin(t.Context(), c.Andina.Manager, c.scan())
	ok(t, err)

	for what, l := range map[string]struct {
		by   tenants.Member
		f    evidence.Filter
		want []string
	}{
		"everything":            {c.Andina.Manager, evidence.Filter{}, []string{"Passport", "Not what it says", "Signed sheet"}},
		"refused":               {c.Andina.Manager, evidence.Filter{State: evidence.Refused}, []string{"Not what it says"}},
		"a kind":                {c.Andina.Manager, evidence.Filter{Kind: "attendance"}, []string{"Signed sheet"}},
		"a cohort":              {c.Andina.Manager, evidence.Filter{CohortID: c.cohort}, []string{"Signed sheet"}},
		"a candidate":           {c.Andina.Manager, evidence.Filter{CandidateID: c.candidate}, []string{"Passport", "Not what it says"}},
		"all there ever was":    {c.Andina.Manager, evidence.Filter{State: "all"}, []string{"Passport", "Passport", "Not what it says", "Signed sheet", "Passport"}},
		"the assessor's":        {c.Andina.Assessor, evidence.Filter{}, []string{"Passport", "Not what it says"}},
		"the trainer's":         {c.Andina.Trainer, evidence.Filter{}, []string{"Passport", "Not what it says", "Signed sheet"}},
		"another trainer's":     {c.Andina.Trainer2, evidence.Filter{}, nil},
		"another organisation":  {c.Nordic.Manager, evidence.Filter{}, nil},
		"someone else's person": {c.Nordic.Manager, evidence.Filter{CandidateID: c.candidate, State: "all"}, nil},
	} {
		ok(t, c.DB.Read(t.Context(), l.by, func(tx *tenants.Tx) error {
			page, err := evidence.Library(tx, l.f, paging.Ask{})
			if got := titles(page.Items); !equal(got, l.want) {
				t.Errorf("%s: %q, expected %q", what, got, l.want)
			}
			return err
		}))
	}
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error {
		file, err := evidence.OfCandidate(tx, c.candidate)
		if len(file) != 2 || file[0].ID != newer.ID && file[1].ID != newer.ID {
			t.Errorf("the file: %+v", file)
		}
		page, err2 := evidence.Library(tx, evidence.Filter{}, paging.Ask{Limit: 2})
		next, err3 := evidence.Library(tx, evidence.Filter{}, paging.Ask{Limit: 2, After: page.Next})
		if len(page.Items) != 2 || len(next.Items) != 1 || next.Items[0].ID != signed.ID {
			t.Errorf("pages: %q, %q", titles(page.Items), titles(next.Items))
		}
		ok(t, err2)
		ok(t, err3)
		return err
	}))
}

func titles(rows []evidence.Version) (all []string) {
	for _, v := range rows {
		all = append(all, v.Title)
	}
	return all
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
