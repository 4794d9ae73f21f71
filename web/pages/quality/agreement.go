package quality

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/programs"
	"accord/app/quality"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// periods are how many months back the page counts; "" is all.
var periods = []string{"6", "12", "24"}

// agreed is how far assessors agree under one program.
type agreed struct {
	quality.Agreement
	programs  []programs.Program
	assessors []people.Membership
	over      quality.Over
	wrong     bool // one assessor was chosen twice
	opened    bool // the pairs behind one figure are asked for: of line, that near
	line      int
	near      quality.Nearness
}

// shown are the pairs that are listed: those behind the figure that was opened,
// or all.
func (v agreed) shown() []quality.Pair {
	if v.opened {
		return v.Behind(v.line, v.near)
	}
	return v.Pairs
}

// open reads which figure was opened.
func (v *agreed) open(m *web.Member) {
	n, err := strconv.Atoi(m.Query("line"))
	if v.opened = err == nil && n >= quality.VerdictLine && n <= len(v.Criteria); !v.opened {
		return
	}
	v.line = n
	for _, near := range []quality.Nearness{quality.SameMark, quality.NearMark} {
		if m.Query("marks") == string(near) {
			v.near = near
		}
	}
}

func (p pages) agreed(m *web.Member) (v agreed, err error) {
	err = p.managed(m, func(tx *tenants.Tx) error {
		all, err := quality.Programs(tx)
		if err != nil {
			return err
		}
		v.programs = byTitle(all)
		if v.assessors, err = quality.Assessors(tx); err != nil || len(v.programs) == 0 {
			return err
		}
		v.over = overOf(m, tx.Now(), v.programs)
		if v.over.One != uuid.Nil && v.over.One == v.over.Other {
			v.wrong, v.over.Other = true, uuid.Nil
		}
		v.Agreement, err = quality.Agree(tx, v.over)
		v.open(m)
		return err
	})
	return v, err
}

// overOf is what the address asks for, of the first program where it names none.
func overOf(m *web.Member, now time.Time, all []programs.Program) quality.Over {
	over := quality.Over{Program: all[0].ID}
	if id, err := uuid.Parse(m.Query("program")); err == nil && slices.ContainsFunc(all, func(p programs.Program) bool { return p.ID == id }) {
		over.Program = id
	}
	for name, into := range map[string]*uuid.UUID{"one": &over.One, "other": &over.Other} {
		if id, err := uuid.Parse(m.Query(name)); err == nil {
			*into = id
		}
	}
	if slices.Contains(periods, m.Query("months")) {
		months, _ := strconv.Atoi(m.Query("months"))
		over.From = now.AddDate(0, -months, 0)
	}
	return over
}

func (p pages) agreement(m *web.Member) error {
	v, err := p.agreed(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("quality.tab.agreement"), Crumbs: crumbs(m)}, agreementPage(v))
}

// exportAgreement gives the figures as a table, or with ?of=pairs the paired marks.
func (p pages) exportAgreement(m *web.Member) error {
	v, err := p.agreed(m)
	if err != nil {
		return err
	}
	if m.Query("of") == "pairs" {
		return m.SendTable(m.T.Say("quality.pairs_file"), v.pairHeader(m), v.pairRows(m))
	}
	header := []string{m.T.Say("quality.criterion"), m.T.Say("quality.pairs"), m.T.Say("quality.exact"), m.T.Say("quality.within"), m.T.Say("quality.kappa"), m.T.Say("quality.reading")}
	var rows [][]string
	for _, l := range v.lines(m.T) {
		kappa, reading := "", m.T.Say("quality.kappa."+string(l.figures.Kappa.State), "Count", l.figures.Kappa.Missing)
		if l.figures.Kappa.State == quality.Given {
			kappa, reading = hundredths(m.T, l.figures.Kappa.Hundredths), m.T.Say("quality.reading."+l.figures.Kappa.Reading())
		}
		within := ""
		if l.graded {
			within = strconv.Itoa(l.figures.Share(l.figures.Within))
		}
		rows = append(rows, []string{l.title, strconv.Itoa(l.figures.N), strconv.Itoa(l.figures.Share(l.figures.Exact)), within, kappa, reading})
	}
	return m.SendTable(m.T.Say("quality.agreement_file"), header, rows)
}

func (v agreed) pairHeader(m *web.Member) []string {
	header := []string{m.T.Say("quality.candidate"), m.T.Say("quality.decided_on"), m.T.Say("quality.assessor_a"), m.T.Say("quality.assessor_b")}
	for _, c := range v.Criteria {
		title := c.Title.In(m.T.Locale())
		header = append(header, title+" (A)", title+" (B)")
	}
	return append(header, m.T.Say("quality.verdict")+" (A)", m.T.Say("quality.verdict")+" (B)")
}

func (v agreed) pairRows(m *web.Member) (rows [][]string) {
	for _, p := range v.shown() {
		row := []string{p.Assessment.CandidateName, p.Assessment.DecidedAt.In(m.OrganisationZone()).Format(time.DateOnly), p.A.AssessorName, p.B.AssessorName}
		for _, c := range v.Criteria {
			both, there := p.Marks[c.Lineage]
			for _, s := range both {
				row = append(row, markWords(m.T, s, there))
			}
		}
		for _, passes := range p.Passes {
			row = append(row, verdictWords(m.T, passes))
		}
		rows = append(rows, row)
	}
	return rows
}
