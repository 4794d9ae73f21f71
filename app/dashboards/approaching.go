package dashboards

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/pathways"
	"accord/app/programs"
	"accord/tenants"
)

// Approaching is somebody who passed an assessment, and whose certification IMI
// has not been asked for, or has given back: the next act is the organisation's.
type Approaching struct {
	Assessment assessments.Assessment
	Program    programs.Program
	Step       pathways.Step // of the certification that the program leads to
}

// Ready says whether nothing of what the rules ask is missing.
func (a Approaching) Ready() bool { return a.Step.Stage == pathways.Ready }

var byDecided = paging.Order{Name: "decided", Columns: []paging.Column{{Name: "decided_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// ListApproaching reads a page of them, whoever has waited longest first, in a
// fixed number of statements. It is for those who put forward. Returns
// Forbidden to others.
func ListApproaching(tx *tenants.Tx, ask paging.Ask) (paging.Page[Approaching], error) {
	if err := manages(tx); err != nil {
		return paging.Page[Approaching]{}, err
	}
	page, err := paging.List(approaching(tx), ask, byDecided, func(a assessments.Assessment) []any { return []any{*a.DecidedAt, a.ID} })
	if err != nil {
		return paging.Page[Approaching]{}, err
	}
	who := make([]uuid.UUID, len(page.Items))
	for i, a := range page.Items {
		who[i] = a.CandidateID
	}
	ways, err := pathways.Among(tx, who)
	if err != nil {
		return paging.Page[Approaching]{}, err
	}
	of, err := assessments.Programs(tx)
	all := make([]Approaching, len(page.Items))
	for i, a := range page.Items {
		all[i] = Approaching{Assessment: a, Program: of[a.ProgramID]}
		all[i].Step, _ = ways[a.CandidateID].For(certificationOf(of[a.ProgramID]))
	}
	return paging.Page[Approaching]{Items: all, Next: page.Next, Back: page.Back}, err
}
