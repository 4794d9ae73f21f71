package days

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/days"
	"accord/app/journal"
)

// unsaid are events that say of a day what another says already: to whom it was
// told follows from what was done.
func unsaid(e journal.AuditLog) bool {
	return e.Action == "mail.sent" || e.Action == "slot.told"
}

// slotIn is the slot of the day that an event concerns. An answer names it in
// its details, a swap names the second.
func (v shown) slotIn(e journal.AuditLog) (all []days.Slot) {
	for _, s := range v.Slots {
		if concerns(e, s.ID) {
			all = append(all, s)
		}
	}
	return all
}

func concerns(e journal.AuditLog, slot uuid.UUID) bool {
	return e.SubjectID != nil && *e.SubjectID == slot || e.Detail.Text("slot") == slot.String() || e.Detail.Text("with") == slot.String()
}

// note is what the day's page says of an event, to who plans it: whose slot, at
// which hour as it stands now, who is meant, and why. A candidate's own reason
// is not in the log: it is read from their answer as it stands.
func (v shown) note(ctx context.Context) func(journal.AuditLog) string {
	latest := map[uuid.UUID]uuid.UUID{} // the newest event of each answer
	for _, e := range slices.Backward(v.events) {
		if e.Resource == "slot_answer" && e.SubjectID != nil && e.Action != "slot.kept" {
			latest[*e.SubjectID] = e.ID
		}
	}
	return func(e journal.AuditLog) string {
		var said []string
		if e.Action != "slot.planned" {
			for _, s := range v.slotIn(e) {
				words := hours(ctx, v.Day, s)
				if !s.Free() {
					words = s.CandidateName + ", " + words
				}
				said = append(said, words)
			}
		}
		said = append(said, e.Detail.Text("name"), e.Detail.Text("reason"), e.Detail.Text("note"))
		if e.Action == "slot.declined" && e.SubjectID != nil && latest[*e.SubjectID] == e.ID {
			for _, a := range v.Said {
				if a.ID == *e.SubjectID && !a.Comes {
					said = append(said, a.Reason)
				}
			}
		}
		return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · ")
	}
}

// story are the day's events that concern one slot.
func (v slotShown) story() (some []journal.AuditLog) {
	for _, e := range v.events {
		if concerns(e, v.slot.ID) {
			some = append(some, e)
		}
	}
	return some
}
