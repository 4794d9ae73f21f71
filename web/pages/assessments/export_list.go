package assessments

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
)

// exportList gives the list, narrowed as it is on the page, as a table.
func (p pages) exportList(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	var all []assessments.Item
	var named map[uuid.UUID]programs.Program
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if all, err = assessments.Every(tx, filterOf(m)); err == nil {
			named, err = assessments.Programs(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	rows := make([][]string, len(all))
	for i, a := range all {
		outcome, decided := "", ""
		if a.Outcome != nil {
			outcome, decided = m.T.Say("assessment.outcome."+string(*a.Outcome)), m.T.Date(*a.DecidedAt)
		}
		if a.FellAt != nil {
			outcome = m.T.Say("assessment.outcome_fell", "Outcome", outcome)
		}
		rows[i] = []string{a.CandidateName, named[a.ProgramID].Title, strconv.Itoa(a.Attempt), m.T.Date(a.OpenedAt), names(a.Assessors), strconv.Itoa(a.In), strconv.Itoa(len(a.Assessors)),
			m.T.Say("assessment.stage." + string(a.Stage)), outcome, decided}
	}
	say := m.T.Say
	return m.SendTable(say("assessment.export_file"), []string{say("assessment.candidate"), say("assessment.program"), say("assessment.attempt"), say("assessment.opened_on"), say("assessment.assessors"),
		say("assessment.sheets_in"), say("assessment.sheets_asked"), say("assessment.stage"), say("assessment.outcome"), say("assessment.decided_at")}, rows)
}
