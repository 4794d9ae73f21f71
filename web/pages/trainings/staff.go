package trainings

import (
	"context"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	qualificationpages "accord/web/pages/qualifications"
	ui "accord/web/templates"
)

// staffing is who can be named to teach a cohort, and how they stand.
type staffing struct {
	all     []people.Membership
	choices map[uuid.UUID]trainings.Choice
}

// trainers asks who trains a cohort, and who coaches in it.
func (p pages) trainers(m *web.Member) error {
	c, _, err := p.cohort(m, "staff")
	if err != nil {
		return err
	}
	v, err := p.staffing(m, c)
	if err != nil {
		return err
	}
	f := forms.New()
	err = p.read(m, func(tx *tenants.Tx) error {
		around, err := trainings.Surroundings(tx, c)
		f.Set("trainers", idsOf(around.Trainers)...).Set("coaches", idsOf(around.Coaches)...)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(staffPageOf(m, c), staffPage(f, c, v))
}

func (p pages) staffing(m *web.Member, c trainings.Cohort) (v staffing, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.all, err = trainings.TrainersToChoose(tx); err != nil {
			return err
		}
		ids := make([]uuid.UUID, len(v.all))
		for i, one := range v.all {
			ids[i] = one.ID
		}
		choices, err := trainings.Choices(tx, c, ids)
		v.choices = make(map[uuid.UUID]trainings.Choice, len(choices))
		for _, one := range choices {
			v.choices[one.Member] = one
		}
		return err
	})
	return v, err
}

func (p pages) staff(m *web.Member) error {
	c, _, err := p.cohort(m, "staff")
	if err != nil {
		return err
	}
	v, err := p.staffing(m, c)
	if err != nil {
		return err
	}
	f := m.Form()
	in := trainings.Staffing{Trainers: f.UUIDs("trainers", 500), Coaches: f.UUIDs("coaches", 500), Reasons: map[uuid.UUID]string{}}
	for _, one := range v.all {
		in.Reasons[one.ID] = f.OptionalText("reason."+one.ID.String(), 500)
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return trainings.Appoint(tx, c.ID, in) })
	}
	if err != nil {
		return m.Refuse(f, err, staffPageOf(m, c), staffPage(f, c, v))
	}
	return m.Redirect(at(c), "cohort.staffed")
}

// askExcept asks why somebody teaches who does not qualify on a session's date.
func (p pages) askExcept(m *web.Member) error {
	c, who, err := p.teacherOf(m)
	if err != nil {
		return err
	}
	return m.Render(staffPageOf(m, c), exceptPage(forms.New(), c, who))
}

func (p pages) exceptTeacher(m *web.Member) error {
	c, who, err := p.teacherOf(m)
	if err != nil {
		return err
	}
	f := m.Form()
	reason := f.OptionalText("reason", 500)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return trainings.Except(tx, c.ID, who.member.ID, reason) })
	}
	if err != nil {
		return m.Refuse(f, err, staffPageOf(m, c), exceptPage(f, c, who))
	}
	return m.Redirect(at(c), "teaching.excepted", "Name", who.member.Name)
}

// taught is somebody who teaches a cohort, with how they stand.
type taught struct {
	member people.Membership
	judged []trainings.Judged
}

func (p pages) teacherOf(m *web.Member) (c trainings.Cohort, who taught, err error) {
	if c, _, err = p.cohort(m, "staff"); err != nil {
		return c, who, err
	}
	id, err := m.ID("member")
	if err != nil {
		return c, who, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		who.member, who.judged, err = trainings.Teacher(tx, c, id)
		return err
	})
	return c, who, err
}

func staffPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("cohort.teachers"), Crumbs: crumbs(m, crumbOf(m, c))}
}

func idsOf(all []people.Membership) []string {
	ids := make([]string, len(all))
	for i, m := range all {
		ids[i] = m.ID.String()
	}
	return ids
}

// teachOptions are those who can be named, each with how they stand on the
// sessions' dates.
func teachOptions(ctx context.Context, v staffing) []ui.Option {
	options := memberOptions(ctx, v.all)
	for i, m := range v.all {
		options[i].Hint += " · " + standingWords(ctx, v.choices[m.ID].Judged)
	}
	return options
}

// standingWords says in a line how somebody stands on sessions' dates.
func standingWords(ctx context.Context, all []trainings.Judged) string {
	if lacking := trainings.Unqualified(all); len(lacking) > 0 {
		return ui.T(ctx, "teaching.unqualified_on", "On", ui.From(ctx).T.Day(lacking[0].On), "Rules", qualificationpages.Lacks(ctx, lacking[0].Lines), "Count", len(lacking))
	}
	switch worst, on := worstOf(all); worst {
	case standards.Awaited:
		return ui.T(ctx, "teaching.awaited_on", "On", ui.From(ctx).T.Day(on.On))
	case standards.Exempt:
		return ui.T(ctx, "teaching.exempt")
	}
	return ui.T(ctx, "teaching.qualified")
}

// worstOf is what sessions come to together, and the first that does.
func worstOf(all []trainings.Judged) (standards.State, trainings.Judged) {
	for _, state := range []standards.State{standards.Missing, standards.Awaited, standards.Exempt} {
		for _, j := range all {
			if j.State == state {
				return state, j
			}
		}
	}
	return standards.Met, trainings.Judged{}
}

// judgedFor are one member's sessions.
func (v cohortView) judgedFor(member uuid.UUID) (all []trainings.Judged) {
	for _, j := range v.judged {
		if j.Member == member {
			all = append(all, j)
		}
	}
	return all
}

// sees says whether the reader may see what qualifies a member.
func sees(all []trainings.Judged) bool {
	for _, j := range all {
		if len(j.Lines) > 0 {
			return true
		}
	}
	return false
}

// lackingAt are the trainers of a session who do not qualify on its date.
func (v cohortView) lackingAt(session uuid.UUID) (names []string) {
	for _, j := range trainings.Unqualified(v.judged) {
		if j.Session.ID != session {
			continue
		}
		for _, m := range v.teach[session] {
			if m.ID == j.Member {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

// reasonsAsked are those for whom a reason is asked, or was given.
func reasonsAsked(f *forms.Form, v staffing) (all []people.Membership) {
	for _, m := range v.all {
		if name := "reason." + m.ID.String(); f.Fault(name) != nil || f.Value(name) != "" {
			all = append(all, m)
		}
	}
	return all
}

func memberOptions(ctx context.Context, all []people.Membership) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, m := range all {
		options[i] = ui.Option{Value: m.ID.String(), Label: m.Name, Hint: m.Email}
		if m.AcceptedAt == nil { // they may be planned with, but have not come yet
			options[i].Hint += " · " + ui.T(ctx, "people.state.invited")
		}
	}
	return options
}
