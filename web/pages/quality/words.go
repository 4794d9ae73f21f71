package quality

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/quality"
	"accord/web/locales"
	ui "accord/web/templates"
)

var states = []quality.State{quality.Drawn, quality.Reviewed}

func columns(ctx context.Context, names ...string) (all []ui.Column) {
	for _, name := range names {
		key, num := strings.CutPrefix(name, "#")
		all = append(all, ui.Column{Label: ui.T(ctx, "quality."+key), Num: num})
	}
	return all
}

func endedColumns(ctx context.Context) []ui.Column {
	return columns(ctx, "program", "days", "#drawn", "#reviewed", "ended_on")
}

func checkColumns(ctx context.Context) []ui.Column {
	return columns(ctx, "assessor", "program", "drawn_on", "reviewer", "state")
}

func ownColumns(ctx context.Context) []ui.Column {
	return columns(ctx, "candidate", "program", "reviewed_on", "outcome")
}

func meetingColumns(ctx context.Context) []ui.Column {
	return columns(ctx, "meeting_title", "held_on", "about", "#took_part")
}

func figureColumns(ctx context.Context) []ui.Column {
	return columns(ctx, "criterion", "#pairs", "#exact", "#within", "kappa")
}

func stateOptions(ctx context.Context) (all []ui.Option) {
	for _, s := range states {
		all = append(all, ui.Option{Value: string(s), Label: ui.T(ctx, "quality.state."+string(s))})
	}
	return all
}

func outcomeOptions(ctx context.Context) (all []ui.Option) {
	for _, o := range quality.Outcomes {
		all = append(all, ui.Option{Value: string(o), Label: ui.T(ctx, "quality.outcome."+string(o)), Hint: ui.T(ctx, "quality.outcome_hint."+string(o))})
	}
	return all
}

func outcomeNames() (all []string) {
	for _, o := range quality.Outcomes {
		all = append(all, string(o))
	}
	return all
}

func outcomeTone(o quality.Outcome) ui.Tone {
	switch o {
	case quality.Sound:
		return ui.OK
	case quality.Advice:
		return ui.Warn
	}
	return ui.Bad
}

func outcomeIcon(o quality.Outcome) string {
	switch o {
	case quality.Sound:
		return "circle-check"
	case quality.Advice:
		return "message"
	}
	return "alert-circle"
}

func periodOptions(ctx context.Context) (all []ui.Option) {
	for _, months := range periods {
		n, _ := strconv.Atoi(months)
		all = append(all, ui.Option{Value: months, Label: ui.T(ctx, "quality.months", "Count", n)})
	}
	return all
}

func byTitle(all map[uuid.UUID]programs.Program) (sorted []programs.Program) {
	for _, p := range all {
		sorted = append(sorted, p)
	}
	slices.SortFunc(sorted, func(a, b programs.Program) int {
		if d := strings.Compare(a.Title, b.Title); d != 0 {
			return d
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	return sorted
}

func programOptions(all []programs.Program) (options []ui.Option) {
	for _, p := range all {
		options = append(options, ui.Option{Value: p.ID.String(), Label: p.Title})
	}
	return options
}

func memberOptions(all []people.Membership) (options []ui.Option) {
	for _, m := range all {
		options = append(options, ui.Option{Value: m.ID.String(), Label: m.Name})
	}
	return options
}

func tookOptions(all []quality.StandardisationMember) (options []ui.Option) {
	for _, m := range all {
		options = append(options, ui.Option{Value: m.MembershipID.String(), Label: m.Name})
	}
	return options
}

func programNames(all map[uuid.UUID]programs.Program) (names []string) {
	for id := range all {
		names = append(names, id.String())
	}
	return names
}

func memberNames(all []quality.StandardisationMember) (names []string) {
	for _, m := range all {
		names = append(names, m.MembershipID.String())
	}
	return names
}

// idsOf reads ids that a form has offered.
func idsOf(names []string) (all []uuid.UUID) {
	for _, name := range names {
		if id, err := uuid.Parse(name); err == nil {
			all = append(all, id)
		}
	}
	return all
}

// days are a plan's first and last.
func days(ctx context.Context, p quality.SamplingPlan) string {
	return ui.From(ctx).T.Day(p.FromOn) + " – " + ui.From(ctx).T.Day(p.UntilOn)
}

// asks is what a plan asks for, in a sentence or two.
func asks(ctx context.Context, p quality.SamplingPlan) string {
	said := ui.T(ctx, "quality.asks", "Percent", p.Percent, "Count", p.Least)
	if p.FirstCases > 0 {
		said += " " + ui.T(ctx, "quality.asks_first", "Count", p.FirstCases)
	}
	return said
}

func dueWords(ctx context.Context, due int) string {
	if due == 0 {
		return ui.T(ctx, "quality.none_due")
	}
	return ui.T(ctx, "quality.sheets", "Count", due)
}

func seed(p quality.SamplingPlan) string { return strconv.FormatInt(p.Seed, 10) }

// kind is the weight of a plan's next action: a page has one primary.
func kind(first bool) ui.Kind {
	if first {
		return ui.Primary
	}
	return ui.Plain
}

// aboutWords are the programs that a meeting was about.
func (v met) aboutWords(ctx context.Context, s quality.Standardisation) string {
	var titles []string
	for _, one := range v.about[s.ID] {
		titles = append(titles, v.programs[one.ProgramID].Title)
	}
	if len(titles) == 0 {
		return ui.T(ctx, "quality.about_all")
	}
	slices.Sort(titles)
	return strings.Join(titles, ", ")
}

func (v recording) titleOf(ctx context.Context) string {
	if v.corrects.ID != uuid.Nil {
		return ui.T(ctx, "quality.correct")
	}
	return ui.T(ctx, "quality.new_meeting")
}

func (v recording) kindOf(context.Context) string { return v.corrects.Title }

func (v recording) textKey() string {
	if v.corrects.ID != uuid.Nil {
		return "quality.correct_text"
	}
	return "quality.record_text"
}

// line is one line of the figures: the verdict's, or a criterion's.
type line struct {
	number  int // of a criterion; 0 for the verdict
	title   string
	graded  bool // marks have a distance; verdicts have none
	figures quality.Figures
}

func (v agreed) lines(t locales.T) []line {
	return append([]line{{title: t.Say("quality.verdict_line"), figures: v.Verdict}}, v.criterionLines(t)...)
}

func (v agreed) criterionLines(t locales.T) (all []line) {
	for i, c := range v.Criteria {
		all = append(all, line{number: i + 1, title: c.Title.In(t.Locale()), graded: true, figures: c.Figures})
	}
	return all
}

// behindHref opens the pairs that a figure counts, of what the page is about.
func behindHref(ctx context.Context, l line, near quality.Nearness) templ.SafeURL {
	q := url.Values{"line": {strconv.Itoa(l.number)}}
	for name, values := range ui.From(ctx).Query {
		if name != "line" && name != "marks" {
			q[name] = values
		}
	}
	if near != quality.Any {
		q.Set("marks", string(near))
	}
	return ui.Path(ctx, "/quality/agreement?"+q.Encode()+"#pairs")
}

// openedWords name the figure that was opened: "Reframes: 3 pairs of the same mark".
func openedWords(ctx context.Context, v agreed) string {
	key := "quality.behind"
	switch v.near {
	case quality.SameMark:
		key = "quality.behind_same"
	case quality.NearMark:
		key = "quality.behind_near"
	}
	return ui.T(ctx, key, "Line", v.lines(ui.From(ctx).T)[v.line].title, "Count", len(v.shown()))
}

func agreementTitle(ctx context.Context, v agreed) string {
	if v.Program.Title == "" {
		return ui.T(ctx, "quality.tab.agreement")
	}
	return v.Program.Title
}

func shareWords(ctx context.Context, f quality.Figures, of int) string {
	if f.N == 0 {
		return "—"
	}
	return ui.From(ctx).T.Percent(f.Share(of))
}

// hundredths writes a figure with its two places, always: "0.40", "−0,05".
func hundredths(t locales.T, n int) string {
	sign := ""
	if n < 0 {
		sign, n = "−", -n
	}
	point := strings.Trim(t.Decimal(0.5), "05")
	return sign + strconv.Itoa(n/100) + point + strconv.Itoa(n%100 + 100)[1:]
}

func markWords(t locales.T, s assessments.Score, there bool) string {
	switch {
	case s.Points != nil:
		return strconv.Itoa(*s.Points)
	case there && s.NotSeen:
		return t.Say("quality.not_seen")
	}
	return "—"
}

func bothWords(t locales.T, p quality.Pair, c quality.Criterion) string {
	both, there := p.Marks[c.Lineage]
	return markWords(t, both[0], there) + " · " + markWords(t, both[1], there)
}

func verdictWords(t locales.T, passes bool) string {
	if passes {
		return t.Say("assessment.outcome.passed")
	}
	return t.Say("assessment.outcome.failed")
}
