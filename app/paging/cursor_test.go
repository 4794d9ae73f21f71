package paging

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

var byStart = Order{Name: "start", Desc: true, Columns: []Column{{Name: "starts_on", Type: tenants.TypeTime}, {Name: "seats", Type: tenants.TypeNumber}, {Name: "title", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}

func TestACursorComesBackAsTheKeyItWasMadeOf(t *testing.T) {
	t.Parallel()
	at, id := time.Date(2026, 10, 10, 15, 0, 0, 123000, time.UTC), uuid.New()
	values, err := byStart.decode(byStart.encode([]any{at, 24, "Ñandú, \"otoño\"", id}))
	if err != nil {
		t.Fatal(err)
	}
	if !values[0].(time.Time).Equal(at) || values[1] != 24.0 || values[2] != "Ñandú, \"otoño\"" || values[3] != id {
		t.Errorf("came back as %v", values)
	}
}

func TestACursorThatIsNotOneOfThisOrderIsInvalid(t *testing.T) {
	t.Parallel()
	at, id := time.Now(), uuid.New()
	raw := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	up := byStart
	up.Desc = false
	other := Order{Name: "title", Columns: byStart.Columns}
	for name, cursor := range map[string]string{
		"not base64":           "%%%",
		"not JSON":             raw("cohort"),
		"of another order":     other.encode([]any{at, 1, "a", id}),
		"of the order upward":  up.encode([]any{at, 1, "a", id}),
		"with a key too short": byStart.encode([]any{at, 1}),
		"with a false id":      byStart.encode([]any{at, 1, "a", "1 or 1=1"}),
		"with a false time":    byStart.encode([]any{"yesterday", 1, "a", id}),
		"with text as number":  byStart.encode([]any{at, "1", "a", id}),
		"with a list as text":  raw(`{"o":"start","d":true,"k":["2026-10-10T00:00:00Z",1,["a"],"` + id.String() + `"]}`),
		"too long":             byStart.encode([]any{at, 1, strings.Repeat("a", 3000), id}),
	} {
		if _, err := byStart.decode(cursor); !fault.Is(err, fault.Invalid) {
			t.Errorf("a cursor %s: %v", name, err)
		}
	}
}

func TestAnUnknownSortIsTheFirstOrderAndAMinusTurnsIt(t *testing.T) {
	t.Parallel()
	title := Order{Name: "title"}
	for sort, want := range map[string]Order{
		"": byStart, "seats; drop table": byStart, "title": title,
		"-title": {Name: "title", Desc: true}, "start": byStart,
	} {
		got := Choose(Ask{Sort: sort}, byStart, title)
		if got.Name != want.Name || got.Desc != want.Desc {
			t.Errorf("sort %q: %s desc %v", sort, got.Name, got.Desc)
		}
	}
	if got := Choose(Ask{Sort: "-start"}, byStart, title); got.Desc {
		t.Error("-start did not turn the order")
	}
}
