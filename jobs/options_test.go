package jobs

import (
	"strings"
	"testing"

	"accord/tenants"
)

func TestOptionsThatCannotBeAreAllNamedAtOnceWithoutTheirPasswords(t *testing.T) {
	t.Parallel()
	_, err := New(Options{RedisURL: "redis//:hunter2@nowhere", SMTPURL: "http://user:hunter2@mail", MailFrom: "nobody", BaseURL: "accord.example",
		Kinds: []Kind{{Name: "test.nothing"}, effect("mail")}})
	if err == nil {
		t.Fatal("they were taken")
	}
	for _, part := range []string{"database", "Redis", "mail server", "base address", "test.nothing", "mail is known"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the %s is not named:\n%v", part, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a password is told:\n%v", err)
	}
}

func TestAKindHasOneFormAndARetryThatCanBe(t *testing.T) {
	t.Parallel()
	do := func(*tenants.Tx, tenants.Task) error { return nil }
	for what, k := range map[string]Kind{
		"no name":       {Do: do},
		"no form":       {Name: "x"},
		"two forms":     {Name: "x", Do: do, Oversee: func(*tenants.OversightTx, tenants.Task) error { return nil }},
		"no tries":      {Name: "x", Do: do, Retry: Retry{Base: 1, Ceiling: 1}},
		"a low ceiling": {Name: "x", Do: do, Retry: Retry{Tries: 3, Base: 2, Ceiling: 1}},
	} {
		if k.check() == nil {
			t.Errorf("a kind with %s was taken", what)
		}
	}
	if err := (Kind{Name: "x", Do: do}).check(); err != nil {
		t.Error(err)
	}
}
