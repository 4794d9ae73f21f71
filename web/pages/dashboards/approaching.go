package dashboards

import (
	"strings"
	"time"

	"accord/app/dashboards"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// approaching is who passed and is not with IMI, each with what comes next.
func (p pages) approaching(m *web.Member) error {
	var page paging.Page[dashboards.Approaching]
	err := p.read(m, func(tx *tenants.Tx) (err error) { page, err = dashboards.ListApproaching(tx, m.Ask()); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("dashboard.approaching"), Crumbs: []ui.Crumb{{Label: m.T.Say("overview.nav"), Href: m.Link("/")}}}, approachingPage(page))
}

// export gives the list as a table.
func (p pages) export(m *web.Member) error {
	var all []dashboards.Approaching
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[dashboards.Approaching], error) {
			return dashboards.ListApproaching(tx, ask)
		})
		return err
	})
	if err != nil {
		return err
	}
	ctx, say := ui.With(m.Context(), m.View()), m.T.Say
	rows := make([][]string, len(all))
	for i, a := range all {
		lacks := missing(ctx, a)
		if a.Step.Returned != nil {
			lacks = append([]string{say("dashboard.returned")}, lacks...)
		}
		rows[i] = []string{a.Assessment.CandidateName, say("certification." + a.Step.Certification.ID), a.Program.Title,
			a.Assessment.DecidedAt.In(m.OrganisationZone()).Format(time.DateOnly), say("pathway.stage." + string(a.Step.Stage)), strings.Join(lacks, "; ")}
	}
	return m.SendTable(say("dashboard.approaching_file"), []string{say("candidate.one"), say("dashboard.certification"), say("assessment.program"), say("dashboard.passed_on"), say("cohort.status"), say("dashboard.missing")}, rows)
}
