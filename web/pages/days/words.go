package days

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"accord/app/assessments"
	"accord/app/days"
	"accord/app/trainings"
	"accord/web/forms"
	peoplepages "accord/web/pages/people"
	ui "accord/web/templates"
)

var outcomes = []string{string(days.Held), string(days.NoShow), string(days.Cancelled)}

func readClock(f *forms.Form, name string) trainings.Clock {
	c, known := trainings.ReadClock(f.Text(name, 5))
	if !known && f.Fault(name) == nil {
		f.Fail(name, "form.clock")
	}
	return c
}

// readOptional reads a whole number that may be left out: 0.
func readOptional(f *forms.Form, name string, most int) int {
	typed := f.OptionalText(name, 3)
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 || n > most {
		f.Fail(name, "form.between", "Min", 0, "Max", most)
	}
	return n
}

// hours are a slot's, by the clock of its day: "09:00–10:00".
func hours(ctx context.Context, d days.Day, s days.Slot) string {
	t := ui.From(ctx).T.In(d.Zone())
	return t.Clock(s.StartsAt) + "–" + t.Clock(s.EndsAt)
}

// hoursIn are hours with the day and the zone: "Monday 23 November 2026, 09:00–10:00 GMT-5".
func hoursIn(ctx context.Context, d days.Day, s days.Slot) string {
	return heldOn(ctx, d) + ", " + hours(ctx, d, s) + " " + zone(ctx, d)
}

// heldOn is a day with its name.
func heldOn(ctx context.Context, d days.Day) string {
	return ui.T(ctx, "weekday."+strconv.Itoa((int(d.HeldOn.Weekday())+6)%7+1)) + " " + ui.From(ctx).T.Day(d.HeldOn)
}

// zone names the day's own zone as every other page does: "Guayaquil (UTC−5)".
func zone(ctx context.Context, d days.Day) string {
	return ui.From(ctx).T.In(d.Zone()).ZoneName(d.HeldOn)
}

func meta(ctx context.Context, d days.Day) []ui.Meta {
	all := []ui.Meta{{Icon: "calendar-event", Text: heldOn(ctx, d)}}
	if d.Place != "" {
		all = append(all, ui.Meta{Icon: "map-pin", Text: d.Place})
	}
	if d.Link != "" {
		all = append(all, ui.Meta{Icon: "video", Text: ui.T(ctx, "slot.online"), Href: templ.SafeURL(d.Link)})
	}
	return append(all, ui.Meta{Icon: "world", Text: zone(ctx, d)})
}

func tone(s days.State) ui.Tone {
	switch s {
	case days.Published, days.Invited:
		return ui.Info
	case days.Held, days.Closed:
		return ui.OK
	case days.NoShow:
		return ui.Warn
	}
	return ui.Mute
}

func icon(s days.State) string {
	switch s {
	case days.Published, days.Invited:
		return "send"
	case days.Held, days.Closed:
		return "circle-check"
	case days.NoShow:
		return "user-x"
	case days.Cancelled:
		return "ban"
	}
	return "circle-dashed"
}

func whenOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Label: ui.T(ctx, "day.ahead")}, {Value: "past", Label: ui.T(ctx, "day.past")}}
}

func programOptions(l listed) []ui.Option {
	var all []ui.Option
	for _, p := range l.programs {
		all = append(all, ui.Option{Value: p.ID.String(), Label: p.Title})
	}
	slices.SortFunc(all, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return all
}

func choosable(a around) []ui.Option {
	var all []ui.Option
	for _, p := range a.programs {
		all = append(all, ui.Option{Value: p.ID.String(), Label: p.Title, Hint: p.Kind})
	}
	return all
}

// held are the places where the programs are held, for the hint.
func held(a around) string {
	var all []string
	for _, l := range a.places {
		all = append(all, l.Name)
	}
	return strings.Join(all, ", ")
}

func waitingOptions(ctx context.Context, all []assessments.Assessment, none bool) []ui.Option {
	var options []ui.Option
	if none {
		options = append(options, ui.Option{Value: "", Label: ui.T(ctx, "slot.nobody_yet")})
	}
	for _, a := range all {
		options = append(options, ui.Option{Value: a.ID.String(), Label: a.CandidateName, Hint: ui.T(ctx, "slot.waits_since", "On", ui.From(ctx).T.Date(a.OpenedAt))})
	}
	return options
}

// assessorOptions are those who can be added, and others those who cannot.
func assessorOptions(ctx context.Context, v slotShown) (options []ui.Option, others []assessments.Choice) {
	for _, c := range v.assess {
		switch {
		case taking(v, c.Membership.Email):
		case c.Refusal != nil:
			others = append(others, c)
		default:
			options = append(options, ui.Option{Value: c.Membership.ID.String(), Label: c.Membership.Name})
		}
	}
	return options, others
}

func playerOptions(ctx context.Context, v slotShown) []ui.Option {
	all := []ui.Option{{Value: "", Label: ui.T(ctx, "slot.no_member")}}
	for _, m := range v.play {
		if !taking(v, m.Email) {
			all = append(all, ui.Option{Value: m.ID.String(), Label: m.Name})
		}
	}
	return all
}

func taking(v slotShown, email string) bool {
	for _, p := range v.parts {
		if p.Email == email {
			return true
		}
	}
	return false
}

func swapOptions(ctx context.Context, v slotShown) []ui.Option {
	var all []ui.Option
	for _, e := range v.others {
		name := e.CandidateName
		if e.Free() {
			name = ui.T(ctx, "slot.free")
		}
		label := hours(ctx, e.Day, e.Slot) + " · " + name
		if e.Day.ID != v.Day.ID {
			label = heldOn(ctx, e.Day) + ", " + label
		}
		all = append(all, ui.Option{Value: e.ID.String(), Label: label})
	}
	return all
}

func outcomeOptions(ctx context.Context) (all []ui.Option) {
	for _, o := range outcomes {
		all = append(all, ui.Option{Value: o, Label: ui.T(ctx, "slot.outcome."+o), Hint: ui.T(ctx, "slot.outcome_hint."+o)})
	}
	return all
}

func absentOptions(v slotShown) (all []ui.Option) {
	for _, p := range v.parts {
		if p.Part == days.Assessor {
			all = append(all, ui.Option{Value: p.ID.String(), Label: p.Name})
		}
	}
	return all
}

func listColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "day.one")}, {Label: ui.T(ctx, "day.on")}, {Label: ui.T(ctx, "day.candidates"), Num: true}, {Label: ui.T(ctx, "day.free"), Num: true}, {Label: ui.T(ctx, "day.confirmed")}, {Label: ui.T(ctx, "cohort.status")}}
}

func slotColumns(ctx context.Context, acts bool) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "slot.hours")}, {Label: ui.T(ctx, "assessment.candidate")}, {Label: ui.T(ctx, "slot.who")}, {Label: ui.T(ctx, "slot.scenario")}, {Label: ui.T(ctx, "cohort.status")}}
	if acts {
		all = append(all, ui.Column{Label: ui.T(ctx, "assessment.next"), Quiet: true})
	}
	return all
}

func todayColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.candidate")}, {Label: ui.T(ctx, "slot.hours")}, {Label: ui.T(ctx, "slot.where")}, {Label: ui.T(ctx, "slot.scenario")}, {Label: ui.T(ctx, "assessment.next"), Quiet: true}}
}

func partColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "slot.name")}, {Label: ui.T(ctx, "slot.part")}, {Label: ui.T(ctx, "slot.take_out"), Quiet: true}}
}

// begun says whether how a slot went can be noted.
func begun(s days.Slot, now time.Time) bool {
	return s.State == days.Invited && !s.StartsAt.After(now)
}

func attendanceWord(ctx context.Context, s days.Slot) string {
	if s.Settled() {
		return ui.T(ctx, "slot.state."+string(s.State))
	}
	return ui.T(ctx, "slot.attend_act")
}

func slotTitle(ctx context.Context, v slotShown) string {
	if v.slot.Free() {
		return ui.T(ctx, "slot.free")
	}
	return v.slot.CandidateName
}

func slotMeta(ctx context.Context, v slotShown) []ui.Meta {
	return []ui.Meta{{Icon: "clock", Text: hoursIn(ctx, v.Day, v.slot)}}
}

// partNote is how to reach somebody, for those who plan.
func partNote(v slotShown, p days.Part) string {
	if v.plans {
		return p.Email
	}
	return ""
}

func whoTitle(ctx context.Context, v slotShown) string {
	if v.slot.Free() {
		return ui.T(ctx, freeKey(v.slot))
	}
	return ui.T(ctx, "slot.nobody")
}

func whoEmpty(ctx context.Context, v slotShown) string {
	if v.slot.Free() {
		return ui.T(ctx, "slot.free_text")
	}
	return ui.T(ctx, "slot.nobody_text")
}

func placeHint(ctx context.Context, places string) string {
	if places == "" {
		return ui.T(ctx, "cohort.place_hint")
	}
	return ui.T(ctx, "day.place_hint", "Places", places)
}

func zoneOptions(ctx context.Context) []ui.Option {
	return append([]ui.Option{{Value: "", Label: ui.T(ctx, "day.zone_of_place")}}, peoplepages.ZoneOptions()...)
}

// backHref is where whoever notes how a slot went came from.
func backHref(ctx context.Context, v slotShown) templ.SafeURL {
	if v.plans {
		return ui.Path(ctx, at(v.Day.ID))
	}
	return ui.Path(ctx, "/today")
}

// goneKey says of a slot's assessor that they are away, and to who plans what
// can be done.
func goneKey(v slotShown) string {
	if v.edits() {
		return "slot.gone_act"
	}
	return "slot.gone"
}

// said is somebody, and words on them.
type said struct{ who, words string }

// goneBy are those who are away, each with the hours of their slots.
func goneBy(ctx context.Context, w days.Whole) (all []said) {
	for _, g := range w.Gone() {
		at := slices.IndexFunc(all, func(s said) bool { return s.who == g.Part.Name })
		if at < 0 {
			all = append(all, said{g.Part.Name, hours(ctx, w.Day, g.Slot)})
			continue
		}
		all[at].words += ", " + hours(ctx, w.Day, g.Slot)
	}
	return all
}

func replyTone(r days.Reply) ui.Tone {
	switch r {
	case days.Comes:
		return ui.OK
	case days.CannotCome:
		return ui.Bad
	}
	return ui.Mute
}

func replyIcon(r days.Reply) string {
	switch r {
	case days.Comes:
		return "check"
	case days.CannotCome:
		return "x"
	}
	return "hourglass"
}

// keptKey says what became of a slot whose candidate cannot come.
func keptKey(e days.Entry) string {
	if e.Answer.KeptAt != nil {
		return "slot.kept_text"
	}
	return "slot.declined_text"
}

func confirmKind(e days.Entry) ui.Kind {
	if e.Reply() == days.Unanswered {
		return ui.Primary
	}
	return ui.Plain
}

func declineKey(e days.Entry) string {
	if e.Reply() == days.CannotCome {
		return "slot.decline_change"
	}
	return "slot.decline"
}

func replyOptions(ctx context.Context) []ui.Option {
	all := []ui.Option{{Label: ui.T(ctx, "ui.all")}}
	for _, r := range days.Replies {
		all = append(all, ui.Option{Value: string(r), Label: ui.T(ctx, "slot.reply."+string(r))})
	}
	return all
}

func missingOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Label: ui.T(ctx, "ui.all")}, {Value: "missing", Label: ui.T(ctx, "day.answers_missing")}}
}

// freeKey says of a slot that is nobody's why nobody takes part.
func freeKey(s days.Slot) string {
	if s.Ahead() {
		return "slot.free_nobody"
	}
	return "slot.free_ended"
}

// confirmed is how many of those who are invited come, for those who may know.
func confirmed(ctx context.Context, v shown) string {
	t := v.Tally()
	if !v.sees || t.Asked == 0 {
		return ""
	}
	said := ui.T(ctx, "day.confirmed_of", "Count", t.Confirmed, "Of", t.Asked)
	if t.Declined > 0 {
		said += " · " + ui.T(ctx, "day.declined_n", "Count", t.Declined)
	}
	if t.Missing() > 0 {
		said += " · " + ui.T(ctx, "day.missing_n", "Count", t.Missing())
	}
	return said
}
