package days

import (
	"strings"
	"time"

	"accord/app/days"
	"accord/web"
)

// sheet is the day as it hangs at the door and lies on the table: made to be printed.
func (p pages) sheet(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, v, "day.sheet"), sheetPage(v))
}

func (p pages) export(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	t := m.T.In(v.Zone())
	header := []string{m.T.Say("day.begins"), m.T.Say("slot.ends"), m.T.Say("day.time_zone"), m.T.Say("slot.room"), m.T.Say("slot.link"), m.T.Say("assessment.candidate"), m.T.Say("assessment.assessors"),
		m.T.Say("slot.players"), m.T.Say("slot.scenario"), m.T.Say("slot.version"), m.T.Say("cohort.status"), m.T.Say("slot.absent"), m.T.Say("slot.note")}
	if v.sees {
		header = append(header, m.T.Say("slot.answer"), m.T.Say("slot.why_not"))
	}
	var rows [][]string
	for _, s := range v.Slots {
		row := []string{t.Clock(s.StartsAt), t.Clock(s.EndsAt), v.TimeZone, s.Room, s.LinkOr(v.Day), s.CandidateName, names(v.Parts[s.ID], days.Assessor), names(v.Parts[s.ID], days.RolePlayer),
			s.Scenario, s.ScenarioVersion, m.T.Say("slot.state." + string(s.State)), absent(v.Parts[s.ID]), s.Note}
		if v.sees {
			said := ""
			if r := v.Answers.To(s); r != "" {
				said = m.T.Say("slot.reply." + string(r))
			}
			row = append(row, said, v.Answers[s.ID].Reason)
		}
		rows = append(rows, row)
	}
	return m.SendTable(m.T.Say("day.export_file", "On", v.HeldOn.Format(time.DateOnly)), header, rows)
}

func names(all []days.Part, part string) string {
	var some []string
	for _, p := range all {
		if p.Part == part {
			some = append(some, p.Name)
		}
	}
	return strings.Join(some, ", ")
}

func absent(all []days.Part) string {
	var some []string
	for _, p := range all {
		if p.Absent {
			some = append(some, p.Name)
		}
	}
	return strings.Join(some, ", ")
}
