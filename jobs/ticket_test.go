package jobs

import (
	"testing"

	"github.com/google/uuid"

	"accord/tenants"
)

func TestATicketComesBackAsItWent(t *testing.T) {
	t.Parallel()
	for _, want := range []ticket{
		{uuid.New(), uuid.New(), 0, "request.remind", tenants.DoorMember},
		{uuid.New(), uuid.New(), 7, "mail", tenants.DoorOverseer},
	} {
		if got, err := readTicket(want.kind, want.payload()); err != nil || got != want {
			t.Errorf("%+v came back as %+v (%v)", want, got, err)
		}
	}
}

func TestWhatIsNoTicketIsRefused(t *testing.T) {
	t.Parallel()
	id := uuid.NewString()
	for _, payload := range []string{"", "x", id + " " + id + " 0", id + " " + id + " 0 member more", "x " + id + " 0 member", id + " x 0 member",
		id + " " + id + " x member", id + " " + id + " 0 clerk", id + " " + id + " 0 gate"} {
		if got, err := readTicket("mail", []byte(payload)); err == nil {
			t.Errorf("%q was read as %+v", payload, got)
		}
	}
}
