package programs_test

import (
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
)

func TestIMISeesWhatWaitsAndWhatEachOrganisationIsRecognisedFor(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	create(t, w, w.Andina.Manager, qap()) // stays a draft
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	ok(t, oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		waiting := 0
		for ask := (paging.Ask{Limit: 100}); ; {
			page, err := programs.Proposals(tx, programs.Filter{Kind: programs.QAP, Waiting: true}, ask)
			ok(t, err)
			for _, one := range page.Items {
				if one.State() != programs.Proposed {
					t.Errorf("%s waits, but is %s", one.Title, one.State())
				}
				if one.TenantID == w.Andina.ID {
					waiting++
				}
			}
			if page.Next == "" {
				break
			}
			ask.After = page.Next
		}
		counts, err := programs.Count(tx)
		ok(t, err)
		recognised, err := paging.Every(paging.Ask{}, func(ask paging.Ask) (paging.Page[programs.Listed], error) {
			return programs.Proposals(tx, programs.Filter{Recognised: true}, ask)
		})
		ok(t, err)
		for _, one := range recognised {
			if one.State() != programs.Recognised {
				t.Errorf("%s is listed as recognised, but is %s", one.Title, one.State())
			}
		}
		if int64(len(recognised)) != counts.Recognised {
			t.Errorf("%d are recognised, and %d are listed", counts.Recognised, len(recognised))
		}
		of, err := programs.Of(tx, w.Andina.ID)
		if waiting != 1 || len(of) != 3 {
			t.Errorf("%d wait, %d were put forward", waiting, len(of))
		}
		return err
	}))
	_, err := recognise(t, w, w.IMI.Administrator, w.Andina.ID, p.ID)
	ok(t, err)
	ok(t, oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		for account, want := range map[int]bool{programs.TypeTrains: false, programs.TypeAssesses: true, programs.TypeBoth: false} {
			ids, err := programs.OfType(tx, account)
			ok(t, err)
			has := false
			for _, id := range ids {
				has = has || id == w.Andina.ID
			}
			if has != want {
				t.Errorf("type %d: %v", account, has)
			}
		}
		return nil
	}))
	ok(t, w.DB.Read(t.Context(), w.Andina.Trainer, func(tx *tenants.Tx) error {
		all, err := programs.List(tx)
		if len(all) != 4 || all[0].Kind != programs.CMTP || all[0].State() != programs.Recognised {
			t.Errorf("the list reads %+v", all)
		}
		return err
	}))
}

func TestTheNextAuditIsTwoYearsOnAtTheEndOfAHalfYear(t *testing.T) {
	t.Parallel()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for from, want := range map[time.Time]time.Time{
		day(2026, 11, 16): day(2028, 12, 31),
		day(2026, 1, 1):   day(2028, 6, 30),
		day(2026, 6, 30):  day(2028, 6, 30),
		day(2026, 7, 1):   day(2028, 12, 31),
		day(2026, 12, 31): day(2028, 12, 31),
		day(2028, 2, 29):  day(2030, 6, 30),
	} {
		if got := programs.NextAudit(from); !got.Equal(want) {
			t.Errorf("from %s: %s", from.Format(time.DateOnly), got.Format(time.DateOnly))
		}
	}
}

func TestTheUsualCriteriaStandInBothLanguagesAndPass(t *testing.T) {
	t.Parallel()
	for _, kind := range programs.Kinds {
		en, es := programs.Usual(programs.Program{Kind: kind, Language: "en"}), programs.Usual(programs.Program{Kind: kind, Language: "es"})
		if (len(en) > 0) != (kind != programs.CMTP) || len(en) != len(es) {
			t.Errorf("%s has %d and %d", kind, len(en), len(es))
		}
		for i := range en {
			if en[i].Title == es[i].Title || en[i].Benchmark == "" || es[i].Benchmark == "" || en[i].PassMark > en[i].ScaleMax || en[i].PassMark < 1 {
				t.Errorf("%s: %+v", kind, en[i])
			}
		}
	}
}
