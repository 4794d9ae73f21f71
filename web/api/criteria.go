package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
)

type newCriterion struct {
	Heading   string `json:"heading" enum:"experience,knowledge,skills"`
	Title     string `json:"title" maxLength:"300"`
	Benchmark string `json:"benchmark,omitempty" maxLength:"2000"`
	ScaleMax  int    `json:"scale_max" minimum:"1" maximum:"100" doc:"The highest score"`
	PassMark  int    `json:"pass_mark" minimum:"0" maximum:"100" doc:"The lowest score that passes"`
}

func (n newCriterion) in() programs.NewCriterion {
	return programs.NewCriterion{Heading: n.Heading, Title: n.Title, Benchmark: n.Benchmark, ScaleMax: n.ScaleMax, PassMark: n.PassMark}
}

func programCriterionOf(c programs.ProgramCriterion) criterion {
	return criterion{c.ID, c.Heading, c.Title, c.Benchmark, c.ScaleMax, c.PassMark}
}

// criteria are what must be shown under a program; getProgram lists them in
// their order.
func (s *service) criteria() {
	type OfProgram struct {
		One
		Criterion uuid.UUID `path:"criterion" format:"uuid"`
	}
	const at = "/o/{organisation}/programs/{id}/criteria"
	read(s, operation(http.MethodGet, at, "listCriteria", "List a program's criteria, in their order"),
		func(tx *tenants.Tx, in *One) (list[criterion], error) {
			w, err := programs.Load(tx, in.ID)
			return list[criterion]{Items: each(w.Criteria, programCriterionOf)}, err
		})
	write(s, operation(http.MethodPost, at, "addCriterion", "Add a criterion to a program that IMI does not hold yet"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newCriterion
		}) (criterion, error) {
			c, err := programs.AddCriterion(tx, in.ID, in.Body.in())
			return programCriterionOf(c), err
		})
	write(s, operation(http.MethodPut, at+"/{criterion}", "editCriterion", "Change a criterion"),
		func(tx *tenants.Tx, in *struct {
			OfProgram
			Body newCriterion
		}) (done, error) {
			return done{true}, programs.EditCriterion(tx, in.ID, in.Criterion, in.Body.in())
		})
	write(s, operation(http.MethodDelete, at+"/{criterion}", "removeCriterion", "Remove a criterion"),
		func(tx *tenants.Tx, in *OfProgram) (done, error) {
			return done{true}, programs.RemoveCriterion(tx, in.ID, in.Criterion)
		})
	write(s, operation(http.MethodPost, at+"/{criterion}/raise", "raiseCriterion", "Move a criterion one place up"),
		func(tx *tenants.Tx, in *OfProgram) (done, error) {
			return done{true}, programs.RaiseCriterion(tx, in.ID, in.Criterion)
		})
}
