package knowledge

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"accord/app/knowledge"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

// manages says whether the reader looks after all scripts, and not those alone
// that they mark.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}

func standingOf(m *web.Member) knowledge.Standing {
	if of := knowledge.Standing(m.Query("standing")); slices.Contains(knowledge.Standings, of) {
		return of
	}
	return ""
}

// scripts are all that were filed, each with what comes next.
func (p pages) scripts(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	var page paging.Page[knowledge.Item]
	err := p.read(m, func(tx *tenants.Tx) (err error) { page, err = knowledge.List(tx, standingOf(m), m.Ask()); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("knowledge.scripts")}, scriptsPage(page, standingOf(m) != ""))
}

// exportScripts gives the list, narrowed as it is on the page, as a table.
func (p pages) exportScripts(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	var all []knowledge.Item
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[knowledge.Item], error) {
			return knowledge.List(tx, standingOf(m), ask)
		})
		return err
	})
	if err != nil {
		return err
	}
	ctx, say, rows := ui.With(m.Context(), m.View()), m.T.Say, make([][]string, len(all))
	for i, s := range all {
		rows[i] = []string{s.CandidateName, s.SatOn.Format(time.DateOnly), s.FiledAt.In(m.OrganisationZone()).Format(time.DateOnly), strings.Join(markerNames(s), "; "),
			strconv.Itoa(s.In()), say("knowledge.standing." + string(s.Standing)), Result(ctx, s.Script)}
	}
	return m.SendTable(say("knowledge.scripts_file"), []string{say("candidate.one"), say("knowledge.sat_on"), say("knowledge.filed_on"), say("knowledge.markers"),
		say("knowledge.marks_in_count"), say("cohort.status"), say("knowledge.result")}, rows)
}

func markerNames(s knowledge.Item) []string {
	all := make([]string, len(s.Markings))
	for i, g := range s.Markings {
		all[i] = g.MarkerName
	}
	return all
}
