package merges

import (
	"encoding/json"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

// Review is a merge as its page shows it.
type Review struct {
	Merge     Merge
	Kept      candidates.Candidate
	Moved     map[string]int   // what hangs on the one that stays because of it, by table
	Obstacles []fault.Sentence // what stands in the way of undoing it
}

// ReviewOf reads a merge with what it moved, and what came since that stands
// in the way of undoing it. Returns NotFound.
func ReviewOf(tx *tenants.Tx, id uuid.UUID) (Review, error) {
	r := Review{}
	var err error
	if r.Merge, err = Get(tx, id); err != nil {
		return r, err
	}
	if r.Kept, err = stays(tx, r.Merge); err != nil {
		return r, err
	}
	if r.Moved, err = counted(tx, id); err != nil || !r.Merge.Open(tx.Now()) {
		return r, err
	}
	r.Obstacles, err = r.since(tx)
	return r, err
}

// stays is the record that stayed; if it went into a third, it as it is there.
func stays(tx *tenants.Tx, m Merge) (candidates.Candidate, error) {
	c, err := candidates.Get(tx, m.KeptID)
	if fault.Is(err, fault.NotFound) {
		return merged(tx, m.KeptID)
	}
	return c, err
}

// since is what came after the merge and stands in the way of undoing it: it
// was said of the two as one. The database refuses the same.
func (r Review) since(tx *tenants.Tx) (all []fault.Sentence, err error) {
	if r.Kept.MergedInto != nil {
		return []fault.Sentence{fault.Say("merge.merged_again", "Name", r.Kept.Name)}, nil
	}
	issued, err := where[certificates.Certificate](tx, "candidate_id = ? and enrolment_id in (?)", r.Kept.ID,
		tx.DB().Model(&Moved{}).Select("id").Where("merge_id = ? and of_table = 'enrolment'", r.Merge.ID))
	if err != nil {
		return nil, err
	}
	for _, c := range issued {
		all = append(all, fault.Say("merge.certificate_since", "Number", c.Number))
	}
	put, err := where[submissions.Submission](tx, "candidate_id = ? and submitted_at >= ?", r.Kept.ID, r.Merge.MergedAt)
	if err != nil {
		return nil, err
	}
	for _, s := range put {
		all = append(all, fault.Say("merge.submitted_since", "Reference", s.Reference))
	}
	decided, err := where[assessments.Assessment](tx, "candidate_id = ? and decided_at >= ?", r.Kept.ID, r.Merge.MergedAt)
	if err != nil {
		return nil, err
	}
	if len(decided) > 0 {
		all = append(all, fault.Say("merge.decided_since"))
	}
	taken, err := r.taken(tx)
	return append(all, taken...), err
}

// taken says whether an address that an undoing needs is another's by now.
func (r Review) taken(tx *tenants.Tx) ([]fault.Sentence, error) {
	var keptBefore, keptAfter, goneBefore struct{ Email string }
	for b, into := range map[*[]byte]any{&r.Merge.KeptBefore: &keptBefore, &r.Merge.KeptAfter: &keptAfter, &r.Merge.MergedBefore: &goneBefore} {
		if err := json.Unmarshal(*b, into); err != nil {
			return nil, err
		}
	}
	keeps := r.Kept.Email // corrected since, it stays so
	if keeps == keptAfter.Email {
		keeps = keptBefore.Email
	}
	if keeps == goneBefore.Email {
		return []fault.Sentence{fault.Say("merge.address_taken", "Email", keeps, "Name", r.Kept.Name)}, nil
	}
	other, is, err := holder(tx, []string{keeps, goneBefore.Email}, r.Merge.KeptID, r.Merge.MergedID)
	if err != nil || !is {
		return nil, err
	}
	return []fault.Sentence{fault.Say("merge.address_taken", "Email", other.Email, "Name", other.Name)}, nil
}

// Undo parts two records again: what the merge moved, and what came to hang on
// it since, goes back. Undone before, it stays so. Returns NotFound, Forbidden,
// and Conflict after Days and when something that came since stands in the way.
func Undo(tx *tenants.Tx, id uuid.UUID) (Merge, error) {
	m, err := Get(tx, id)
	if err != nil {
		return m, err
	}
	if err := lock(tx, m.KeptID, m.MergedID); err != nil {
		return m, err
	}
	r, err := ReviewOf(tx, id) // again: somebody may have undone it before the locks were ours
	if m = r.Merge; err != nil {
		return m, err
	}
	gone, err := merged(tx, m.MergedID)
	if err != nil {
		return m, err
	}
	if err := allow(tx, &m, "undo", &r.Kept, &gone); err != nil {
		return m, err
	}
	switch {
	case m.State == Undone:
		return m, nil
	case !m.Open(tx.Now()):
		return m, fault.New(fault.Conflict, "merge.too_late", "Days", Days)
	case len(r.Obstacles) > 0:
		return m, refusal(r.Obstacles)
	}
	m.State = Undoing // the database puts back what it moved
	if err := update(tx, &m, "State"); err != nil {
		if tenants.Violates(err, "undo_refused") {
			return m, fault.New(fault.Conflict, "merge.changed").Because(err)
		}
		return m, err
	}
	now := tx.Now()
	m.UndoneAt, m.UndoneBy, m.UndoneByName = &now, membership(tx), tx.Name()
	if err := m.end(tx, Undone, "UndoneAt", "UndoneBy", "UndoneByName"); err != nil {
		return m, err
	}
	detail := map[string]any{"merge": m.ID, "kept": m.KeptID, "merged": m.MergedID}
	tx.Record(tenants.Event{Action: "candidate.parted", Resource: "candidate_merge", Subject: m.ID, Case: m.KeptID, Detail: detail})
	tx.Record(tenants.Event{Action: "candidate.parted", Resource: "candidate_merge", Subject: m.ID, Case: m.MergedID, Detail: detail})
	return m, tx.NotDue(m.ID)
}

// end closes a merge and erases what undoing it needed.
func (m *Merge) end(tx *tenants.Tx, s State, fields ...string) error {
	m.State, m.KeptBefore, m.KeptAfter, m.MergedBefore, m.MergedAfter = s, nil, nil, nil, nil
	return update(tx, m, append(fields, "State", "KeptBefore", "KeptAfter", "MergedBefore", "MergedAfter")...)
}
