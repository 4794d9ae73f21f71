package register_test

import (
	"fmt"
	"slices"
	"testing"

	"accord/app/paging"
	"accord/app/register"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s stage) search(t *testing.T, name string, ask paging.Ask) (names []string, page paging.Page[register.PublishedCredential]) {
	t.Helper()
	s.public(t, func(tx *tenants.PublicTx) (err error) {
		page, err = register.Search(tx, name, "", ask)
		for _, p := range page.Items {
			names = append(names, p.Holder)
		}
		return err
	})
	return names, page
}

func TestAHolderIsFoundByTheBeginningsOfTheirNames(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	mark := "Zq" + s.Andina.Slug[len(s.Andina.Slug)-6:] // the database is shared with other tests
	full := "José Ángel Núñez-Ocampo O'Neill " + mark
	s.awarded(t, s.Andina, full)
	s.awarded(t, s.Andina, "Josefina Prado "+mark)
	for name, want := range map[string][]string{
		"jose angel " + mark:   {full},
		"NÚÑEZ " + mark:        {full},
		mark + " nunez jos":    {full},
		"ocampo " + mark:       {full},
		"o'nei " + mark:        {full},
		"jos " + mark:          {"Josefina Prado " + mark, full},
		"osef " + mark:         nil, // a beginning, not a part
		"prado & !x | " + mark: nil,
		"prado':* " + mark:     {"Josefina Prado " + mark},
	} {
		got, _ := s.search(t, name, paging.Ask{})
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", name, got, want)
		}
	}
}

func TestASearchThatWouldReadEverybodyOffIsRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, name := range []string{"", " ", "a", "%", "& |", "é"} {
		s.public(t, func(tx *tenants.PublicTx) error {
			_, err := register.Search(tx, name, "", paging.Ask{})
			refused(t, name, err, fault.Invalid, "")
			return nil
		})
	}
}

func TestASearchIsReadPageByPage(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	mark := "Yx" + s.Andina.Slug[len(s.Andina.Slug)-6:]
	for i := range 5 {
		s.awarded(t, s.Andina, fmt.Sprintf("%c Person %s", 'A'+i, mark))
	}
	var all []string
	ask := paging.Ask{Limit: 2}
	for {
		names, page := s.search(t, mark, ask)
		all = append(all, names...)
		if page.Next == "" {
			break
		}
		ask.After = page.Next
	}
	if len(all) != 5 || !slices.IsSorted(all) {
		t.Errorf("read %v", all)
	}
}

func TestProgramsAreFoundByWhatTheyOffer(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	city := "Cuenca" + s.Andina.Slug[len(s.Andina.Slug)-6:]
	publish := func(kind, title string, online bool, said map[string]any) {
		row := map[string]any{"tenant_id": s.Andina.ID, "kind": kind, "title": title, "city": city, "country": "EC", "language": "es", "languages": "es", "online": online, "organisation": "Academia"}
		for k, v := range said {
			row[k] = v
		}
		s.Row("published_program", row)
	}
	publish("CMTP", "Fundamentos de mediación", false, nil)
	publish("QAP", "Evaluación de mediadores", true, nil)
	publish("CMTP", "Retirado", true, map[string]any{"withdrawn_on": "2026-01-01"})
	for what, c := range map[string]struct {
		filter register.ProgramFilter
		want   []string
	}{
		"all that are recognised": {register.ProgramFilter{}, []string{"Evaluación de mediadores", "Fundamentos de mediación"}},
		"of a kind":               {register.ProgramFilter{Kind: "CMTP"}, []string{"Fundamentos de mediación"}},
		"online":                  {register.ProgramFilter{Online: true}, []string{"Evaluación de mediadores"}},
		"in a language":           {register.ProgramFilter{Language: "en"}, nil},
		"in a country":            {register.ProgramFilter{Country: "EC"}, []string{"Evaluación de mediadores", "Fundamentos de mediación"}},
	} {
		c.filter.Words = city
		s.public(t, func(tx *tenants.PublicTx) error {
			page, err := register.Programs(tx, c.filter, paging.Ask{})
			var got []string
			for _, p := range page.Items {
				got = append(got, p.Title)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", what, got, c.want)
			}
			return err
		})
	}
}
