package appeals

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Deliberation is where a panel stands: who sits, what is drafted, and what each
// of them says to it.
type Deliberation struct {
	Panel  []Panellist
	Ruling *Ruling     // the last draft; nil where there is none, its drafter has left, or it is not the actor's to read
	Votes  []PanelVote // of who sits, on that draft

	last Ruling // also where its drafter has left
}

// Deliberate reads where an appeal's panel stands.
func Deliberate(tx *tenants.Tx, appeal uuid.UUID) (Deliberation, error) {
	all, err := deliberations(tx, []uuid.UUID{appeal})
	return all[appeal], err
}

// counting is the deliberation with those votes that count: on the last draft, of
// who sits, while its drafter does.
func (d Deliberation) counting(votes []PanelVote) Deliberation {
	sits := func(id uuid.UUID) bool {
		return slices.ContainsFunc(d.Panel, func(p Panellist) bool { return p.ID == id })
	}
	if !sits(d.last.PanellistID) {
		return d
	}
	d.Ruling = &d.last
	for _, v := range votes {
		if v.RulingID == d.last.ID && sits(v.PanellistID) {
			d.Votes = append(d.Votes, v)
		}
	}
	return d
}

// Drafts counts the drafts so far, those that count no more too.
func (d Deliberation) Drafts() int { return d.last.Number }

// Awaited are those who have not voted on the draft.
func (d Deliberation) Awaited() []Panellist {
	return slices.DeleteFunc(slices.Clone(d.Panel), func(p Panellist) bool { return d.Of(p) != nil })
}

// Of is the vote of one of the panel, nil where they have not voted.
func (d Deliberation) Of(p Panellist) *PanelVote {
	i := slices.IndexFunc(d.Votes, func(v PanelVote) bool { return v.PanellistID == p.ID })
	if i < 0 {
		return nil
	}
	return &d.Votes[i]
}

// Agreed counts those who agree.
func (d Deliberation) Agreed() (n int) {
	for _, v := range d.Votes {
		if v.Agrees {
			n++
		}
	}
	return n
}

// Voted says that everybody who sits has.
func (d Deliberation) Voted() bool { return d.Ruling != nil && len(d.Awaited()) == 0 }

// Carried says that everybody has voted, and more than half agree. The database
// says the same of the rows (app.panel_carries).
func (d Deliberation) Carried() bool {
	return d.Incomplete() == nil && d.Voted() && 2*d.Agreed() > len(d.Panel)
}

// Divided says that everybody has voted, and no more than half agree: it is
// drafted anew, or a further member is named.
func (d Deliberation) Divided() bool { return d.Voted() && 2*d.Agreed() <= len(d.Panel) }

// Incomplete says why the panel cannot decide as it is, or nil.
func (d Deliberation) Incomplete() *fault.Sentence {
	i := slices.IndexFunc(d.Panel, func(p Panellist) bool { return p.DeclaredAt == nil })
	var s fault.Sentence
	switch {
	case len(d.Panel) < MinPanel:
		s = fault.Say("appeal.panel_small", "Min", MinPanel)
	case i >= 0:
		s = fault.Say("appeal.panel_undeclared", "Name", d.Panel[i].Name)
	default:
		return nil
	}
	return &s
}
