package api_test

import (
	"net/http"
	"testing"
)

func TestANameThatIsThereTwiceIsRefusedAtItsPlace(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	for body, at := range map[string]string{
		`{"name":"Ana Torres","email":"ana@example.org","name":"Eva Torres"}`:                            "name",
		`{"name":"Ana Torres","email":"ana@example.org","na\u006de":"Eva Torres"}`:                       "name",
		`{"name":"Ana Torres","email":{"of":[{"a":1},{"b":1,"b":2}]}}`:                                   "email.of[1].b",
		`{"name":"Ana Torres","email":"ana@example.org","language":"es","language":"en","country":"EC"}`: "language",
	} {
		p := problem(t, c.post("/candidates", body), http.StatusBadRequest)
		fields(t, p, map[string]string{at: "api.twice"})
	}
	fields(t, problem(t, c.post("/candidates", `{"name":"Ana Torres","email":"ana@example.org","NAME":"Eva Torres"}`), 422), map[string]string{"NAME": "api.unexpected"})
	if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 0 {
		t.Errorf("%d candidates of that", n)
	}
}
