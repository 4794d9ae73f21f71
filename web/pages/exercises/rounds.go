package exercises

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// course is a cohort with what it practises.
type course struct {
	file     trainings.File
	rounds   []exercises.Planned
	practice map[uuid.UUID]exercises.Practised
	plans    bool
}

func (p pages) rounds(m *web.Member) error {
	c, err := p.cohort(m)
	if err != nil {
		return err
	}
	var v course
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v.file, err = trainings.Load(tx, c.ID); err != nil {
			return err
		}
		if v.rounds, err = exercises.RoundsOf(tx, c.ID); err != nil {
			return err
		}
		v.plans = plans(tx, c)
		v.practice, err = exercises.Practice(tx, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("exercise.nav"), Crumbs: crumbs(m, c)}, roundsPage(v, c.Zone()))
}

// planning is what a round's form offers.
type planning struct {
	cohort   trainings.Cohort
	sessions []trainings.TrainingSession
	all      []exercises.Listed
}

func (p pages) planning(m *web.Member) (v planning, err error) {
	if v.cohort, err = p.cohort(m); err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if err := mayPlan(tx, v.cohort); err != nil {
			return err
		}
		f, err := trainings.Load(tx, v.cohort.ID)
		if err != nil {
			return err
		}
		for _, s := range f.Sessions {
			if s.CancelledAt == nil {
				v.sessions = append(v.sessions, s)
			}
		}
		v.all, err = exercises.List(tx, exercises.Filter{Program: v.cohort.ProgramID})
		return err
	})
	return v, err
}

func (p pages) blankRound(m *web.Member) error {
	v, err := p.planning(m)
	if err != nil {
		return err
	}
	f := forms.New()
	if s, err := uuid.Parse(m.Query("session")); err == nil {
		f.Set("session", s.String())
	}
	return m.Render(planPageOf(m, v.cohort), planPage(f, v, v.cohort.Zone()))
}

func (p pages) plan(m *web.Member) error {
	v, err := p.planning(m)
	if err != nil {
		return err
	}
	f := m.Form()
	session, exercise := f.UUID("session"), f.UUID("exercise")
	var r exercises.Round
	if err = f.Err(); err == nil && !v.holds(session) {
		err = fault.Absent("training_session")
	}
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { r, err = exercises.Plan(tx, session, exercise); return err })
	}
	if err != nil {
		return m.Refuse(f, err, planPageOf(m, v.cohort), planPage(f, v, v.cohort.Zone()))
	}
	return m.Redirect(at(v.cohort)+"/"+r.ID.String(), "round.planned")
}

func (v planning) holds(session uuid.UUID) bool {
	for _, s := range v.sessions {
		if s.ID == session {
			return true
		}
	}
	return false
}

func planPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("round.plan"), Crumbs: crumbs(m, c, ui.Crumb{Label: m.T.Say("exercise.nav"), Href: m.Link(at(c))})}
}

// laid is a round's page.
type laid struct {
	exercises.RoundBoard
	cohort trainings.Cohort
	plans  bool
	zone   *time.Location
	seed   int64             // of a proposal that is shown and not saved yet
	tables []exercises.Table // as the form shows them
}

func (v laid) at() string { return at(v.cohort) + "/" + v.Round.ID.String() }

func (p pages) laid(m *web.Member) (v laid, err error) {
	if v.cohort, err = p.cohort(m); err != nil {
		return v, err
	}
	v.zone = v.cohort.Zone()
	id, err := m.ID("round")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.RoundBoard, err = exercises.Board(tx, id); err != nil {
			return err
		}
		if v.Round.CohortID != v.cohort.ID {
			return fault.Absent("exercise_round")
		}
		v.plans = v.cohort.ClosedAt == nil && tx.Can("plan", &v.Round)
		return nil
	})
	v.tables = v.Arranged()
	return v, err
}

// round shows a round's tables; with ?propose it shows a proposal in their
// place, which is saved like any other arrangement, or not at all.
func (p pages) round(m *web.Member) error {
	v, err := p.laid(m)
	if err != nil {
		return err
	}
	if asked := m.Query("propose"); asked != "" && v.plans {
		if v.seed, err = strconv.ParseInt(asked, 10, 64); err != nil || v.seed <= 0 {
			v.seed = 1 + rand.Int64N(999_999)
		}
		v.tables = v.Propose(v.seed)
	}
	return m.Render(roundPageOf(m, v), roundPage(v.form(), v))
}

// form is the tables as fields.
func (v laid) form() *forms.Form {
	f := forms.New().Set("was", strconv.Itoa(v.Round.Revision)).Set("seed", strconv.FormatInt(v.seed, 10)).Set("tables", strconv.Itoa(len(v.tables)))
	for i, t := range v.tables {
		if t.Coach != nil {
			f.Set(fmt.Sprintf("coach.%d", i+1), t.Coach.String())
		}
		for _, s := range t.Seats {
			f.Set("table."+s.Enrolment.String(), strconv.Itoa(i+1)).Set("role."+s.Enrolment.String(), s.Role)
		}
	}
	return f
}

// arrange saves the tables of the form: a table for each number that somebody
// sits at or that has a coach.
func (p pages) arrange(m *web.Member) error {
	v, err := p.laid(m)
	if err != nil {
		return err
	}
	if !v.plans {
		return fault.Denied()
	}
	f := m.Form()
	in := v.arrangement(f)
	v.tables, v.seed = in.Tables, in.Seed
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := exercises.Arrange(tx, v.Round.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, roundPageOf(m, v), roundPage(f, v))
	}
	return m.Redirect(v.at(), "round.arranged")
}

func (v laid) arrangement(f *forms.Form) exercises.Arrangement {
	in := exercises.Arrangement{Was: f.Int("was", 1, 1_000_000), Seed: int64(f.Int("seed", 0, 999_999_999))}
	f.OptionalText("tables", 4)
	seats, last := map[int][]exercises.Place{}, 0
	for _, p := range v.People {
		id := p.Enrolment.String()
		at, _ := strconv.Atoi(f.OptionalChoice("table."+id, v.numbers()...))
		role := f.OptionalChoice("role."+id, v.roles()...)
		if at == 0 {
			continue
		}
		if role == "" {
			role = exercises.Observer
		}
		seats[at], last = append(seats[at], exercises.Place{Enrolment: p.Enrolment, Role: role}), max(last, at)
	}
	coaches := map[int]uuid.UUID{}
	for n := 1; n <= v.most(); n++ {
		if id := f.OptionalUUID(fmt.Sprintf("coach.%d", n)); id != uuid.Nil {
			coaches[n], last = id, max(last, n)
		}
	}
	in.Tables = make([]exercises.Table, last)
	for n := range in.Tables {
		in.Tables[n].Seats = seats[n+1]
		if id, is := coaches[n+1]; is {
			in.Tables[n].Coach = &id
		}
	}
	return in
}

// most is how many tables the form offers: one more than there would be people
// for, and no fewer than there are.
func (v laid) most() int {
	return max(len(v.tables), len(v.Tables), len(v.People)/max(1, v.Version.Seats())+1)
}

func (v laid) numbers() []string {
	all := make([]string, v.most())
	for i := range all {
		all[i] = strconv.Itoa(i + 1)
	}
	return all
}

// roles are those of the exercise, in the order forms offer them.
func (v laid) roles() (all []string) {
	if v.Version.Mediators > 0 {
		all = append(all, exercises.Mediator)
	}
	return append(append(all, v.Version.Parts()...), exercises.Observer)
}

func roundPageOf(m *web.Member, v laid) ui.Page {
	return ui.Page{Title: v.Version.Title, Crumbs: crumbs(m, v.cohort, ui.Crumb{Label: m.T.Say("exercise.nav"), Href: m.Link(at(v.cohort))})}
}

func (p pages) askCancel(m *web.Member) error {
	v, err := p.laid(m)
	if err != nil {
		return err
	}
	if !v.plans {
		return fault.Denied()
	}
	return m.Render(roundPageOf(m, v), cancelPage(forms.New(), v))
}

func (p pages) cancel(m *web.Member) error {
	v, err := p.laid(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := exercises.Cancel(tx, v.Round.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, roundPageOf(m, v), cancelPage(f, v))
	}
	return m.Redirect(at(v.cohort), "round.cancelled_now", "Title", v.Version.Title)
}
