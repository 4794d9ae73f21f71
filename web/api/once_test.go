package api_test

import (
	"sync"
	"testing"

	"github.com/google/uuid"

	"accord/web/webtest"
)

func TestAPostThatIsSentAgainIsDoneOnceAndAnsweredTheSame(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager).say("Idempotency-Key", "import-7-row-12")
	body := person("Ana Torres")
	first := c.post("/candidates", body).Status(201)
	again := c.post("/candidates", body).Status(201)
	if first.Text != again.Text {
		t.Errorf("first %s, again %s", first.Text, again.Text)
	}
	if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 1 {
		t.Errorf("%d candidates", n)
	}
	if n := w.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'candidate.added'`, w.Andina.ID); n != 1 {
		t.Errorf("it stands in the journal %d times", n)
	}
}

func TestManyAtOnceWithOneKeyAreOneAct(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager).say("Idempotency-Key", uuid.NewString())
	body := person("Ana Torres")
	answers := make([]*webtest.Answer, 6)
	var sent sync.WaitGroup
	for i := range answers {
		sent.Go(func() { answers[i] = c.post("/candidates", body) })
	}
	sent.Wait()
	for _, a := range answers { // one whose answer was not kept yet is told that it is done
		if a.StatusCode != 201 && a.StatusCode != 409 {
			t.Errorf("answered %d: %s", a.StatusCode, a.Text)
		}
	}
	if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 1 {
		t.Errorf("%d candidates", n)
	}
}

func TestAKeyIsForOneActOfOnePerson(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	const key = "the-key-of-this-act"
	c := as(t, s, w, w.Andina.Manager).say("Idempotency-Key", key)
	made := id(t, c.post("/candidates", person("Ana Torres")))
	problem(t, c.post("/candidates", person("Somebody Else")), 409) // another body
	problem(t, c.call("PUT", "/candidates/"+made, person("Ana Torres")), 409)
	problem(t, c.post("/programs", object{"kind": "CMTP", "title": "T", "language": "en"}), 409)
	// Another person's same key, and the same person's in another place, are others.
	id(t, as(t, s, w, w.Andina.Admin).say("Idempotency-Key", key).post("/candidates", person("Another One")))
	id(t, as(t, s, w, w.Nordic.Manager).say("Idempotency-Key", key).post("/candidates", person("Kari Nordmann")))
	if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 2 {
		t.Errorf("%d candidates", n)
	}
}

func TestAKeyOfWhatWasRefusedIsFree(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager).say("Idempotency-Key", "tried-and-tried-again")
	body := person("Ana Torres")
	problem(t, c.post("/candidates", object{"name": "", "email": body["email"]}), 422)
	id(t, c.post("/candidates", body))
	problem(t, c.say("Idempotency-Key", "short").post("/candidates", person("Ana")), 422)
	problem(t, c.say("Idempotency-Key", "a key with spaces").post("/candidates", person("Ana")), 422)
}
