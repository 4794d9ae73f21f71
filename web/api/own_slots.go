package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
)

// ownSlots are a candidate's own slots, and whether they come to each.
func (s *service) ownSlots() {
	const at = "/o/{organisation}/own-slots"
	type oneOwn struct {
		In
		Slot uuid.UUID `path:"slot" format:"uuid"`
	}
	read(s, operation(http.MethodGet, at, "listOwnSlots", "List the slots of assessment days to which the caller is invited as a candidate"),
		func(tx *tenants.Tx, _ *In) (struct {
			Items []daySlot `json:"items"`
		}, error) {
			var out struct {
				Items []daySlot `json:"items"`
			}
			if !tx.HasRole(tenants.RoleCandidate) {
				return out, fault.Denied()
			}
			all, err := days.Own(tx)
			out.Items = each(all, ownSlot)
			return out, err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/confirmation", "confirmOwnSlot", "Say that one comes; until it begins the answer may change, and a slot that moves asks anew"),
		func(tx *tenants.Tx, in *oneOwn) (done, error) {
			_, err := days.Confirm(tx, in.Slot)
			return done{true}, err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/refusal", "declineOwnSlot", "Say that one cannot come, and why; those who plan are told"),
		func(tx *tenants.Tx, in *struct {
			In
			Slot uuid.UUID `path:"slot" format:"uuid"`
			Body struct {
				Reason string `json:"reason" maxLength:"300" doc:"Only those who plan the day read it"`
			}
		}) (done, error) {
			_, err := days.Decline(tx, in.Slot, in.Body.Reason)
			return done{true}, err
		})
}

func ownSlot(e days.Entry) daySlot {
	said := days.Answers{}
	if e.Answer != nil {
		said[e.ID] = *e.Answer
	}
	return slotSaid(e.Slot, said)
}
