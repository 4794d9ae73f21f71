package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/evaluations"
	"accord/app/materials"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// evaluation is a cohort's evaluation with what may be shown of its results.
type evaluation struct {
	ID       uuid.UUID  `json:"id"`
	CohortID uuid.UUID  `json:"cohort_id"`
	OpensAt  time.Time  `json:"opens_at"`
	ClosesAt time.Time  `json:"closes_at"`
	Answered int        `json:"answered"`
	Asked    int        `json:"asked"`
	Shown    bool       `json:"shown" doc:"Results are there: it has closed, with enough answers"`
	Results  []answered `json:"results,omitempty"`
}

// answered is what was answered to one question.
type answered struct {
	Kind   string   `json:"kind" enum:"scale,text"`
	En     string   `json:"en"`
	Es     string   `json:"es"`
	Counts []int    `json:"counts,omitempty" doc:"How often 1 to 5 was chosen"`
	Mean   *float64 `json:"mean,omitempty"`
	Texts  []string `json:"texts,omitempty"`
}

func evaluationOf(r evaluations.Results) evaluation {
	e := evaluation{ID: r.ID, CohortID: r.CohortID, OpensAt: r.OpensAt, ClosesAt: r.ClosesAt, Answered: r.Answered, Asked: r.Enrolled, Shown: r.Shown}
	for _, t := range r.Tallies {
		a := answered{Kind: t.Kind, En: t.En, Es: t.Es, Texts: t.Texts}
		if t.Kind == evaluations.Scale {
			a.Counts = t.Counts[:]
		}
		if mean, known := t.Mean(); known {
			a.Mean = &mean
		}
		e.Results = append(e.Results, a)
	}
	return e
}

func (s *service) evaluations() {
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}/evaluation", "getEvaluation", "Read a cohort's evaluation; results once it has closed, from three answers on"),
		func(tx *tenants.Tx, in *One) (evaluation, error) {
			r, err := evaluations.ResultsOf(tx, in.ID)
			return evaluationOf(r), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/evaluation", "openEvaluation", "Open a cohort's evaluation from a day to a day, or move the days of one that has not closed"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				From  string `json:"from" format:"date"`
				Until string `json:"until" format:"date"`
			}
		}) (evaluation, error) {
			e, err := evaluations.OfCohort(tx, in.ID)
			switch {
			case fault.Is(err, fault.NotFound):
				e, err = evaluations.Begin(tx, in.ID, dayOf(in.Body.From), dayOf(in.Body.Until))
			case err == nil:
				e, err = evaluations.Move(tx, e.ID, dayOf(in.Body.From), dayOf(in.Body.Until))
			}
			return evaluationOf(evaluations.Results{Evaluation: e}), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/evaluation/closing", "closeEvaluation", "Close a cohort's evaluation now, for good"),
		func(tx *tenants.Tx, in *One) (evaluation, error) {
			e, err := evaluations.OfCohort(tx, in.ID)
			if err == nil {
				e, err = evaluations.Close(tx, e.ID)
			}
			return evaluationOf(evaluations.Results{Evaluation: e}), err
		})
	s.materials()
}

// material is something that a cohort is given to read.
type material struct {
	ID          uuid.UUID  `json:"id"`
	CohortID    uuid.UUID  `json:"cohort_id"`
	Title       string     `json:"title"`
	Note        string     `json:"note,omitempty"`
	Address     string     `json:"address,omitempty"`
	VersionID   *uuid.UUID `json:"version_id,omitempty"`
	VisibleFrom time.Time  `json:"visible_from"`
}

func materialOf(m materials.Material) material {
	return material{m.ID, m.CohortID, m.Title, m.Note, m.Address, m.DocumentVersionID, m.VisibleFrom}
}

func (s *service) materials() {
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}/materials", "listMaterials", "List what a cohort is given to read"),
		func(tx *tenants.Tx, in *One) (list[material], error) {
			c, err := trainings.Get(tx, in.ID)
			if err != nil {
				return list[material]{}, err
			}
			all, err := materials.OfCohort(tx, c.ID)
			out := list[material]{Items: []material{}}
			for _, m := range all {
				out.Items = append(out.Items, materialOf(m))
			}
			return out, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/materials", "addMaterial", "Give a cohort a link or a version of a document of its own"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Title     string    `json:"title,omitempty" maxLength:"150"`
				Note      string    `json:"note,omitempty" maxLength:"300"`
				Address   string    `json:"address,omitempty" maxLength:"500"`
				VersionID uuid.UUID `json:"version_id,omitempty" format:"uuid"`
				From      string    `json:"from,omitempty" format:"date" doc:"The day from which it is shown; at once without it"`
			}
		}) (material, error) {
			n := materials.NewMaterial{Title: in.Body.Title, Note: in.Body.Note, Address: in.Body.Address, Version: in.Body.VersionID}
			if in.Body.From != "" {
				n.From = dayOf(in.Body.From)
			}
			m, err := materials.Add(tx, in.ID, n)
			return materialOf(m), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/materials/{id}/removal", "removeMaterial", "Take a material away"),
		func(tx *tenants.Tx, in *One) (material, error) {
			m, err := materials.Remove(tx, in.ID)
			return materialOf(m), err
		})
}
