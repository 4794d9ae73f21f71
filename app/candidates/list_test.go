package candidates

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/app/sheets"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestPagesOfTheListFollowEachOtherBothWays(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for i := range 7 {
		add(t, w, w.Andina.Manager, NewCandidate{Name: fmt.Sprintf("Person %c", 'A'+i), Email: fmt.Sprintf("p%d@x.example", i)})
	}
	add(t, w, w.Nordic.Manager, NewCandidate{Name: "Person A", Email: "p@x.example"})
	for sort, want := range map[string]string{"": "ABC DEF G", "-name": "GFE DCB A", "added": "GFE DCB A", "-added": "ABC DEF G"} {
		ask := paging.Ask{Sort: sort, Limit: 3}
		var there, back []string
		for range 3 {
			page := page(t, w, Filter{}, ask)
			there = append(there, lettered(page))
			ask.After, ask.Before = page.Next, page.Back
			if page.Next == "" {
				break
			}
		}
		for ask.After = ""; ask.Before != ""; {
			page := page(t, w, Filter{}, ask)
			back = append([]string{lettered(page)}, back...)
			ask.Before = page.Back
		}
		if got := strings.Join(there, " "); got != want {
			t.Errorf("sorted by %q: %q", sort, got)
		}
		if got := strings.Join(append(back, there[2]), " "); got != want {
			t.Errorf("sorted by %q, going back: %q", sort, got)
		}
	}
}

func TestASearchFindsPartsOfNamesWithoutAccents(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	add(t, w, w.Andina.Manager, NewCandidate{Name: "José Núñez", Email: "jn@correo.example", Language: "es", Reference: "R-100%"})
	add(t, w, w.Andina.Manager, NewCandidate{Name: "Ana Bel", Email: "ana@correo.example"})
	for search, want := range map[string]int{"nunez": 1, "NÚÑ jose": 1, "jn@": 1, "correo": 2, "100%": 1, "%": 1, "_": 0, "nobody": 0, `\`: 0, "": 2} {
		if got := len(page(t, w, Filter{Search: search}, paging.Ask{}).Items); got != want {
			t.Errorf("%q finds %d", search, got)
		}
	}
	if got := len(page(t, w, Filter{Language: "es"}, paging.Ask{}).Items); got != 1 {
		t.Errorf("the language finds %d", got)
	}
}

func TestAForeignCursorIsInvalidAndNoRowIsLost(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	err := read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := List(tx, Filter{}, paging.Ask{After: "bm90IGEgY3Vyc29y"})
		return err
	})
	refused(t, err, fault.Invalid)
}

func TestAnExportHoldsTheListAndNoFormula(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	add(t, w, w.Andina.Manager, camila)
	w.Exec("update candidate set reference = '=1+1' where tenant_id = $1", w.Andina.ID) // as older data may hold
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := All(tx, Filter{})
		var b bytes.Buffer
		if err == nil {
			err = sheets.Write(&b, sheets.CSV, []string{"Name", "Email", "Language", "Country", "Reference", "Added"}, Export(all))
		}
		if got := strings.Split(b.String(), "\r\n"); got[1] != "Camila Torres Vega,camila.torres.vega@correo.example,es,EC,'=1+1,2026-11-16" {
			t.Errorf("exported as %q", got)
		}
		return err
	}))
}

func page(t *testing.T, w *apptest.World, f Filter, ask paging.Ask) paging.Page[Candidate] {
	t.Helper()
	var p paging.Page[Candidate]
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) { p, err = List(tx, f, ask); return err }))
	return p
}

func lettered(p paging.Page[Candidate]) string {
	s := ""
	for _, c := range p.Items {
		s += strings.TrimPrefix(c.Name, "Person ")
	}
	return s
}

// What a search looks in is kept by the database, and what is typed is made
// plain here: both have to mean the same letters.
func TestTheDatabaseWritesPlainLettersAsSearchesDo(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for _, text := range []string{"Áàâäãå ÉÈÊË ÍÌÎÏ ÓÒÔÖÕØ ÚÙÛÜ Ñ Ç ÝŸ", "Núñez", "straße ŠĐ Ωmega", "plain", "Müller-Lüdenscheid 100%_"} {
		if w.Count(`select count(*) from (select app.plain($1) as said) x where said = $2`, text, paging.Plain(text)) != 1 {
			t.Errorf("%q is %q here, and something else to the database", text, paging.Plain(text))
		}
	}
}
