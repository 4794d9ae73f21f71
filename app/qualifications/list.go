package qualifications

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
)

// Filter narrows the list of those who teach.
type Filter struct {
	Standing Standing
	Search   string // in name and address
}

// Listed is a member with what qualifies them.
type Listed struct {
	Member people.Membership
	Record
}

// List reads everybody who trains, coaches or assesses and whose
// qualifications the actor may see, by name, in a constant number of questions.
func List(tx *tenants.Tx, f Filter) ([]Listed, error) {
	members, err := Teaching(tx)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, 0, len(members))
	for _, m := range members {
		ids = append(ids, m.ID)
	}
	records, err := Records(tx, ids, time.Time{})
	if err != nil {
		return nil, err
	}
	var all []Listed
	for _, m := range members {
		if !contains(m, f.Search) || !tx.Can("read", &Qualification{TenantID: tx.Tenant(), ID: m.ID, MembershipID: m.ID}) {
			continue
		}
		if r := records[m.ID]; f.Standing == "" || r.Standing() == f.Standing {
			all = append(all, Listed{m, r})
		}
	}
	return all, nil
}

func contains(m people.Membership, search string) bool {
	in := paging.Plain(m.Name + " " + m.Email)
	for _, word := range strings.Fields(paging.Plain(search)) {
		if !strings.Contains(in, word) {
			return false
		}
	}
	return true
}
