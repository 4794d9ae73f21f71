package quality

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Progress is how far a plan is.
type Progress struct {
	SamplingPlan
	Drawn    int
	Reviewed int
	Due      int       // sheets that the plan asks for and that are not drawn yet; 0 where it has ended
	Next     uuid.UUID // the check that waits longest for its review; the zero id where none does
}

// InForce reads the plans in force with how far they are, in the same few
// questions whatever their number.
func InForce(tx *tenants.Tx) ([]Progress, error) {
	plans, err := plansInForce(tx)
	if err != nil {
		return nil, err
	}
	shares, err := sharesOf(tx, plans)
	if err != nil {
		return nil, err
	}
	all, err := progressOf(tx, plans)
	if err != nil {
		return nil, err
	}
	for _, s := range shares {
		all[s.Plan].Due += plans[s.Plan].dueOf(s)
	}
	return all, nil
}

// Ended reads the latest plans that ended.
func Ended(tx *tenants.Tx) ([]Progress, error) {
	plans, err := plansEnded(tx)
	if err != nil {
		return nil, err
	}
	return progressOf(tx, plans)
}

func progressOf(tx *tenants.Tx, plans []SamplingPlan) ([]Progress, error) {
	drawn, reviewed, err := checksOf(tx, plans)
	if err != nil {
		return nil, err
	}
	next, err := nextOf(tx, plans)
	all := make([]Progress, len(plans))
	for i, p := range plans {
		all[i] = Progress{SamplingPlan: p, Drawn: drawn[p.ID], Reviewed: reviewed[p.ID], Next: next[p.ID]}
	}
	return all, err
}

// NextOf is the check of a plan that waits longest for its review; the zero id
// where none does.
func NextOf(tx *tenants.Tx, p SamplingPlan) (uuid.UUID, error) {
	next, err := nextOf(tx, []SamplingPlan{p})
	return next[p.ID], err
}
