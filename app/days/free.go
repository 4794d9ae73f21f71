package days

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// free says no, and whom it concerns, when somebody of these slots is in another
// at that time. What happens at the same moment the database refuses: taken.
func free(tx *tenants.Tx, d Day, slots []Slot, parts map[uuid.UUID][]Part) error {
	var ids, whose []uuid.UUID
	var emails []string
	from, to := slots[0].StartsAt, slots[0].EndsAt
	for _, s := range slots {
		ids = append(ids, s.ID)
		if !s.Free() {
			whose = append(whose, *s.CandidateID)
		}
		for _, p := range parts[s.ID] {
			emails = append(emails, p.Email)
		}
		from, to = earlier(from, s.StartsAt), later(to, s.EndsAt)
	}
	otherSlots, otherParts, err := others(tx, ids, from, to, whose, emails)
	if err != nil {
		return err
	}
	for _, s := range slots {
		for _, o := range otherSlots {
			if !s.Free() && *o.CandidateID == *s.CandidateID && overlap(s.StartsAt, s.EndsAt, o.StartsAt, o.EndsAt) {
				return occupied(s.CandidateName, o.StartsAt, d)
			}
		}
		for _, p := range parts[s.ID] {
			for _, o := range otherParts {
				if o.Email == p.Email && overlap(s.StartsAt, s.EndsAt, o.StartsAt, o.EndsAt) {
					return occupied(p.Name, o.StartsAt, d)
				}
			}
		}
	}
	return nil
}

func occupied(name string, at time.Time, d Day) error {
	return fault.New(fault.Conflict, "slot.person_taken", "Name", name, "Clock", at.In(d.Zone()).Format("15:04"))
}

// taken is what the database says of a double booking, as a sentence.
func taken(err error, slots ...Slot) error {
	switch {
	case tenants.Violates(err, "day_slot_candidate_free"):
		return fault.New(fault.Conflict, "slot.candidate_taken").Because(err)
	case tenants.Violates(err, "slot_part_free"):
		return fault.New(fault.Conflict, "slot.someone_taken").Because(err)
	case tenants.Violates(err, "day_slot_room_free"):
		room := ""
		for _, s := range slots {
			if s.Room != "" {
				room = s.Room
			}
		}
		return fault.New(fault.Conflict, "slot.room_taken", "Room", room).Because(err)
	}
	return err
}

func overlap(a, b, c, d time.Time) bool { return a.Before(d) && c.Before(b) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
