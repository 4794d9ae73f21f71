package materials

import (
	"github.com/a-h/templ"

	"accord/app/evidence"
	"accord/app/materials"
	"accord/app/trainings"
	"accord/tenants"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

// OwnSection is what a trainee is given to read, on their personal page.
func OwnSection() personalpages.Section {
	return personalpages.Section{Order: personalpages.OrderSessions + 10, Key: "material.nav", ID: "materials",
		Load: func(g *personalpages.Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
			all, err := materials.OfCohort(tx, t.Cohort.ID)
			if err != nil || len(all) == 0 {
				return nil, err
			}
			return ownCard(g, all), nil
		}}
}

func versionOptions(all []evidence.Version) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, v := range all {
		options[i] = ui.Option{Value: v.ID.String(), Label: v.Title, Hint: v.FileName}
	}
	return options
}
