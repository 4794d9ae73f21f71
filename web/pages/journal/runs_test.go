package journal

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/tenants"
)

func TestWhatOnePersonDoesAgainAndAgainOnOneCaseIsOneLine(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	first, second := uuid.New(), uuid.New()
	did := func(who, action string, c uuid.UUID) journal.AuditLog {
		return journal.AuditLog{Actor: who, Action: action, CaseID: &c}
	}
	got := runs(ctx, []journal.AuditLog{
		did("Rosa", "logbook.added", first), did("Rosa", "logbook.added", first), did("Rosa", "logbook.added", first),
		did("Rosa", "logbook.added", second),  // another case
		did("Mateo", "logbook.added", second), // another person
		did("Mateo", "logbook.edited", second),
		did("Mateo", "logbook.added", second), // something stood between
	})
	if len(got) != 5 || len(got[0]) != 3 || count(got) != 7 {
		t.Errorf("the lines hold %v", got)
	}
}

func TestOneLetterToSeveralIsOneLineWithAllTheirNames(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	sent := func(letter string, to ...any) journal.AuditLog {
		return journal.AuditLog{Action: mailSent, Roles: []string{tenants.RoleClerk}, Detail: journal.Detail{"letter": letter, "to": to}}
	}
	got := runs(ctx, []journal.AuditLog{sent("reminder_before", "Rosa"), sent("reminder_before", "Mateo"), sent("outcome", "Rosa"), sent("outcome")})
	if len(got) != 2 {
		t.Fatalf("%d lines", len(got))
	}
	if said := got[0].told(ctx); said != "sent Rosa, Mateo the letter: reminder that a request falls due" {
		t.Errorf("it reads %q", said)
	}
	if said := Told(ctx, sent("outcome")); said != "sent the letter: the outcome of a request" {
		t.Errorf("a letter to nobody with a name reads %q", said)
	}
}
