package jobs

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/tenants"
)

// ticket is what travels through Redis: where to find a task, and nothing of
// its content.
type ticket struct {
	tenant, id uuid.UUID
	generation int // counts how often the row was put on the way anew
	kind       string
	door       tenants.Door
}

// taskID is unique in Redis. The same generation twice is one task; another
// generation is another, for one that Redis holds but nobody works on.
func (t ticket) taskID() string {
	if t.generation == 0 {
		return t.id.String()
	}
	return t.id.String() + "." + strconv.Itoa(t.generation)
}

func (t ticket) payload() []byte {
	return fmt.Appendf(nil, "%s %s %d %s", t.tenant, t.id, t.generation, t.door)
}

func readTicket(kind string, payload []byte) (ticket, error) {
	t := ticket{kind: kind}
	parts := strings.Split(string(payload), " ")
	if len(parts) != 4 {
		return t, fmt.Errorf("jobs: a ticket of %d parts", len(parts))
	}
	var err error
	if t.tenant, err = uuid.Parse(parts[0]); err != nil {
		return t, fmt.Errorf("jobs: a ticket's tenant: %w", err)
	}
	if t.id, err = uuid.Parse(parts[1]); err != nil {
		return t, fmt.Errorf("jobs: a ticket's id: %w", err)
	}
	if t.generation, err = strconv.Atoi(parts[2]); err != nil {
		return t, fmt.Errorf("jobs: a ticket's generation: %w", err)
	}
	t.door = tenants.Door(parts[3])
	if t.door != tenants.DoorMember && t.door != tenants.DoorOverseer {
		return t, fmt.Errorf("jobs: a ticket of the door %q", parts[3])
	}
	return t, nil
}
