package trainings

import (
	"fmt"
	"testing"

	"accord/app/paging"
	"accord/tenants"
)

func TestTheListIsNarrowedSortedAndCounted(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 1, 3)
	s.everywhere(t, 0, 4)
	_, err := s.complete(t, s.Andina.Trainer, 0)
	ok(t, err)
	for i, months := range []int{-12, 12} {
		in := november(s.World)
		in.Code, in.Title = fmt.Sprintf("X-%d", i), fmt.Sprintf("Otoño %d", i)
		in.StartsOn, in.EndsOn = in.StartsOn.AddDate(0, months, 0), in.EndsOn.AddDate(0, months, 0)
		openFor(t, s.World, in)
	}
	find := func(m tenants.Member, f Filter, ask paging.Ask) (codes string, first Listed) {
		ok(t, read(t, s.World, m, func(tx *tenants.Tx) error {
			page, err := List(tx, f, ask)
			for _, c := range page.Items {
				codes += c.Code + " "
			}
			if len(page.Items) > 0 {
				first = page.Items[0]
			}
			return err
		}))
		return codes, first
	}
	for _, x := range []struct {
		f    Filter
		sort string
		want string
	}{
		{Filter{}, "", "X-1 FOUND-2026-A X-0 "}, {Filter{}, "-starts", "X-0 FOUND-2026-A X-1 "}, {Filter{}, "code", "FOUND-2026-A X-0 X-1 "},
		{Filter{}, "-title", "X-1 X-0 FOUND-2026-A "},
		{Filter{State: Running}, "", "FOUND-2026-A "}, {Filter{State: Planned}, "", "X-1 "}, {Filter{State: Over}, "", "X-0 "}, {Filter{State: Closed}, "", ""},
		{Filter{Search: "otono"}, "", "X-1 X-0 "}, {Filter{Program: s.Andina.QAP}, "", ""}, {Filter{Program: s.Andina.CMTP, Search: "quito a"}, "code", "FOUND-2026-A X-0 X-1 "},
	} {
		if got, _ := find(s.Andina.Manager, x.f, paging.Ask{Sort: x.sort}); got != x.want {
			t.Errorf("%+v sorted by %q: %q, want %q", x.f, x.sort, got, x.want)
		}
	}
	_, c := find(s.Andina.Manager, Filter{State: Running}, paging.Ask{})
	if c.Enrolled != 3 || c.Completed != 1 || c.Sessions != 5 || c.Program.Title != "Foundations of Mediation" {
		t.Errorf("counted as %+v", c)
	}
	for m, want := range map[*tenants.Member]string{&s.Andina.Trainer: "FOUND-2026-A ", &s.Andina.Trainer2: "", &s.Andina.Assessor: "", &s.Nordic.Manager: ""} {
		if got, _ := find(*m, Filter{}, paging.Ask{}); got != want {
			t.Errorf("%v sees %q", m.Roles(), got)
		}
	}
}
