package api_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"accord/app/apptest"
)

// page is one page of a list of candidates.
type page struct {
	Items []struct{ ID, Name string }
	Next  string
	Back  string
}

func TestAListIsReadPageByPageThereAndBack(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	for i := range 25 {
		w.Row("candidate", map[string]any{"tenant_id": w.Andina.ID, "name": fmt.Sprintf("Bea %02d", i/2), "email": strings.Repeat("x", i+1) + "@example.org", "created_at": apptest.Start})
	}
	w.Row("candidate", map[string]any{"tenant_id": w.Nordic.ID, "name": "Ana of the others"})
	c := as(t, s, w, w.Andina.Manager)
	read := func(query string) (p page) {
		c.get("/candidates?limit=10" + query).Status(200).JSON(&p)
		return p
	}
	var there, back []string
	first := read("")
	if first.Back != "" || first.Next == "" || len(first.Items) != 10 {
		t.Fatalf("the first page has %d, back %q, next %q", len(first.Items), first.Back, first.Next)
	}
	at := first
	for {
		for _, i := range at.Items {
			there = append(there, i.ID)
		}
		if at.Next == "" {
			break
		}
		at = read("&after=" + url.QueryEscape(at.Next))
	}
	for {
		for i := range at.Items {
			back = append(back, at.Items[len(at.Items)-1-i].ID)
		}
		if at.Back == "" {
			break
		}
		at = read("&before=" + url.QueryEscape(at.Back))
	}
	slices.Reverse(back)
	if len(there) != 25 || !slices.Equal(there, back) {
		t.Fatalf("there %d rows, back %d, the same in order: %t", len(there), len(back), slices.Equal(there, back))
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(there))); len(distinct) != 25 {
		t.Errorf("%d rows of 25", len(distinct))
	}
	var all page
	c.get("/candidates?limit=100&search=bea+03").Status(200).JSON(&all)
	if len(all.Items) != 2 || all.Next != "" {
		t.Errorf("a search finds %d", len(all.Items))
	}
	c.get("/candidates").Status(200).JSON(&all)
	if len(all.Items) != 25 {
		t.Errorf("a page that nothing is said of has %d rows", len(all.Items))
	}
}

func TestACursorThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	for _, at := range []string{"nonsense", "' or 1=1 --", strings.Repeat("A", 400), "eyJ0ZW5hbnRfaWQiOiJ4In0"} {
		problem(t, c.get("/candidates?after="+url.QueryEscape(at)), 422)
		problem(t, c.get("/cohorts?before="+url.QueryEscape(at)), 422)
	}
	problem(t, c.get("/candidates?after="+strings.Repeat("A", 501)), 422)
}

func TestAnEmptyListIsAList(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	for _, path := range []string{"/candidates", "/cohorts", "/assessments", "/evidence", "/submissions", "/requests"} {
		if a := c.get(path).Status(200); strings.TrimSpace(a.Text) != `{"items":[]}` {
			t.Errorf("%s is %s", path, a.Text)
		}
	}
}
