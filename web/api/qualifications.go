package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/qualifications"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// qualified is what qualifies a member who trains, coaches or assesses.
type qualified struct {
	MembershipID uuid.UUID      `json:"membership_id"`
	Name         string         `json:"name"`
	Standing     string         `json:"standing" enum:"met,lapses_soon,not_met" doc:"Today"`
	LapsesOn     string         `json:"lapses_on,omitempty" format:"date" doc:"The first day on which the rules are not met any more if nothing is added, within a year"`
	Unconfirmed  int            `json:"unconfirmed" doc:"Facts that await confirmation; only confirmed ones count"`
	On           string         `json:"on" format:"date" doc:"The day the lines are for"`
	Lines        []teachingLine `json:"lines"`
	Training     struct {
		Title     string `json:"title,omitempty"`
		Provider  string `json:"provider,omitempty"`
		On        string `json:"on,omitempty" format:"date"`
		Confirmed bool   `json:"confirmed"`
	} `json:"training"`
	Registration struct {
		Law       string `json:"law,omitempty" enum:"asks,does_not"`
		Register  string `json:"register,omitempty"`
		Number    string `json:"number,omitempty"`
		Until     string `json:"until,omitempty" format:"date"`
		Confirmed bool   `json:"confirmed"`
	} `json:"registration"`
	Practice []practice `json:"practice" doc:"In the list, that of the years the rules ask about and what awaits confirmation; all of it for one member"`
}

type teachingLine struct {
	Citation string `json:"citation"`
	State    string `json:"state" enum:"met,awaited,missing,exempt"`
	Said     string `json:"said" doc:"In the caller's language"`
}

type practice struct {
	ID        uuid.UUID `json:"id"`
	HeldOn    string    `json:"held_on" format:"date"`
	Hours     float64   `json:"hours"`
	Role      string    `json:"role" enum:"mediator,co_mediator"`
	Field     string    `json:"field"`
	Confirmed bool      `json:"confirmed"`
}

func practiceOf(p qualifications.Practice) practice {
	return practice{p.ID, day(p.HeldOn), p.Hours, p.Role, p.Field, p.ConfirmedAt != nil}
}

func linesOf(tx tenants.Transaction, lines []standards.Line) []teachingLine {
	return each(lines, func(l standards.Line) teachingLine {
		return teachingLine{l.Citation, string(l.State), speaker(tx).Sentence(l.Sentence)}
	})
}

func qualifiedOf(tx *tenants.Tx, m people.Membership, r qualifications.Record, on time.Time) qualified {
	q := r.Qualification
	out := qualified{MembershipID: m.ID, Name: m.Name, Standing: string(r.Standing()), Unconfirmed: r.Unconfirmed(), On: day(on),
		Lines: linesOf(tx, r.On(on)), Practice: each(r.Practices, practiceOf)}
	if lapse, ok := r.Lapse(); ok {
		out.LapsesOn = day(lapse)
	}
	out.Training.Title, out.Training.Provider, out.Training.On, out.Training.Confirmed = q.Training, q.Provider, dayAt(q.TrainedOn), q.TrainingConfirmedAt != nil
	out.Registration.Law, out.Registration.Register, out.Registration.Number = q.Law, q.Register, q.Number
	out.Registration.Until, out.Registration.Confirmed = dayAt(q.RegisteredUntil), q.RegistrationConfirmedAt != nil
	return out
}

// dayAt is a day that may be none.
func dayAt(at *time.Time) string {
	if at == nil {
		return ""
	}
	return day(*at)
}

func optionalDay(text string) *time.Time {
	if text == "" {
		return nil
	}
	at := dayOf(text)
	return &at
}

type newPractice struct {
	HeldOn string  `json:"held_on" format:"date"`
	Hours  float64 `json:"hours" minimum:"0.01" maximum:"1000"`
	Role   string  `json:"role" enum:"mediator,co_mediator"`
	Field  string  `json:"field" maxLength:"100" doc:"What it was about. Never a party's name"`
	NoName bool    `json:"no_name,omitempty" doc:"Your word that the field names nobody, asked for when it looks as if it did"`
}

func (n newPractice) in() qualifications.NewPractice {
	return qualifications.NewPractice{HeldOn: dayOf(n.HeldOn), Hours: n.Hours, Role: n.Role, Field: n.Field, NoName: n.NoName}
}

func (s *service) qualifications() {
	const at = "/o/{organisation}/qualifications"
	read(s, operation(http.MethodGet, at, "listQualifications", "List who trains, coaches and assesses, and what qualifies them"),
		func(tx *tenants.Tx, in *struct {
			In
			Search   string `query:"search" maxLength:"200"`
			Standing string `query:"standing" enum:"met,lapses_soon,not_met"`
		}) (list[qualified], error) {
			all, err := qualifications.List(tx, qualifications.Filter{Search: in.Search, Standing: qualifications.Standing(in.Standing)})
			return list[qualified]{Items: each(all, func(one qualifications.Listed) qualified {
				return qualifiedOf(tx, one.Member, one.Record, one.Today())
			})}, err
		})
	read(s, operation(http.MethodGet, at+"/{member}", "getQualifications", "Hold a member against what is asked of those who teach on a day"),
		func(tx *tenants.Tx, in *struct {
			OfMember
			On string `query:"on" format:"date" doc:"Today when it is left out"`
		}) (qualified, error) {
			return qualifiedOn(tx, in.Member, in.On)
		})
	write(s, operation(http.MethodPut, at+"/{member}", "editQualifications", "Say what training a member completed and where they are registered; what changes must be confirmed again"),
		func(tx *tenants.Tx, in *struct {
			OfMember
			Body struct {
				Training  string `json:"training,omitempty" maxLength:"200"`
				Provider  string `json:"provider,omitempty" maxLength:"200"`
				TrainedOn string `json:"trained_on,omitempty" format:"date"`
				Law       string `json:"law,omitempty" enum:"asks,does_not" doc:"Whether the law asks for a registration"`
				Register  string `json:"register,omitempty" maxLength:"200"`
				Number    string `json:"number,omitempty" maxLength:"60"`
				Until     string `json:"registered_until,omitempty" format:"date"`
			}
		}) (qualified, error) {
			b := in.Body
			if _, err := qualifications.Edit(tx, in.Member, qualifications.NewQualification{Training: b.Training, Provider: b.Provider, TrainedOn: optionalDay(b.TrainedOn), Law: b.Law,
				Register: b.Register, Number: b.Number, RegisteredUntil: optionalDay(b.Until)}); err != nil {
				return qualified{}, err
			}
			return qualifiedOn(tx, in.Member, "")
		})
	write(s, operation(http.MethodPost, at+"/{member}/confirmations", "confirmQualifications", "Confirm facts of which proof was seen; nobody confirms their own"),
		func(tx *tenants.Tx, in *struct {
			OfMember
			Body struct {
				Training     bool        `json:"training,omitempty"`
				Registration bool        `json:"registration,omitempty"`
				Practice     []uuid.UUID `json:"practice,omitempty" maxItems:"1000"`
			}
		}) (confirmedFacts, error) {
			n, err := qualifications.Confirm(tx, in.Member, qualifications.Confirming{Training: in.Body.Training, Registration: in.Body.Registration, Practices: in.Body.Practice})
			return confirmedFacts{n}, err
		})
	s.practice(at)
	s.teachers()
}

// OfMember is an address that names a member.
type OfMember struct {
	In
	Member uuid.UUID `path:"member" format:"uuid"`
}

type confirmedFacts struct {
	Confirmed int `json:"confirmed" doc:"Facts that were not confirmed before"`
}

func qualifiedOn(tx *tenants.Tx, member uuid.UUID, on string) (qualified, error) {
	m, err := qualifications.Member(tx, member)
	if err != nil {
		return qualified{}, err
	}
	r, err := qualifications.RecordOf(tx, member)
	if err != nil {
		return qualified{}, err
	}
	at := r.Today()
	if on != "" {
		at = dayOf(on)
	}
	return qualifiedOf(tx, m, r, at), nil
}

func (s *service) practice(at string) {
	type OfPractice struct {
		OfMember
		Practice uuid.UUID `path:"practice" format:"uuid"`
	}
	mine := func(tx *tenants.Tx, in OfPractice) error {
		p, err := qualifications.PracticeOf(tx, in.Practice)
		if err == nil && p.MembershipID != in.Member {
			err = fault.Absent("practice")
		}
		return err
	}
	write(s, operation(http.MethodPost, at+"/{member}/practice", "addPractice", "Note a mediation that a member has done; never with a party's name"),
		func(tx *tenants.Tx, in *struct {
			OfMember
			Body newPractice
		}) (practice, error) {
			p, err := qualifications.AddPractice(tx, in.Member, in.Body.in())
			return practiceOf(p), err
		})
	write(s, operation(http.MethodPut, at+"/{member}/practice/{practice}", "editPractice", "Change a mediation; one that was confirmed must be again"),
		func(tx *tenants.Tx, in *struct {
			OfPractice
			Body newPractice
		}) (practice, error) {
			if err := mine(tx, in.OfPractice); err != nil {
				return practice{}, err
			}
			p, err := qualifications.EditPractice(tx, in.Practice, in.Body.in())
			return practiceOf(p), err
		})
	write(s, operation(http.MethodDelete, at+"/{member}/practice/{practice}", "removePractice", "Take a mediation away"),
		func(tx *tenants.Tx, in *OfPractice) (done, error) {
			if err := mine(tx, *in); err != nil {
				return done{}, err
			}
			_, err := qualifications.RemovePractice(tx, in.Practice)
			return done{err == nil}, err
		})
}

// staffing is who teaches a cohort.
type staffing struct {
	Memberships []uuid.UUID   `json:"memberships" maxItems:"50" doc:"Who trains it"`
	Coaches     *[]uuid.UUID  `json:"coaches,omitempty" maxItems:"50" doc:"Who gives feedback in its exercises; they stay when it is left out"`
	Reasons     []teachReason `json:"reasons,omitempty" maxItems:"50" doc:"Why somebody teaches who does not qualify on a session's date; a program manager decides, never for themselves"`
}

type teachReason struct {
	Membership uuid.UUID `json:"membership"`
	Reason     string    `json:"reason" maxLength:"500"`
}

func (b staffing) appoint(tx *tenants.Tx, cohort uuid.UUID) error {
	in := trainings.Staffing{Trainers: b.Memberships, KeepCoaches: b.Coaches == nil, Reasons: map[uuid.UUID]string{}}
	if b.Coaches != nil {
		in.Coaches = *b.Coaches
	}
	for _, r := range b.Reasons {
		in.Reasons[r.Membership] = r.Reason
	}
	return called(trainings.Appoint(tx, cohort, in), b.names()...)
}

// names says where a reason stands that the verbs name by its member.
func (b staffing) names() (all []string) {
	for _, m := range b.Memberships {
		all = append(all, "reason."+m.String(), "reasons")
	}
	if b.Coaches != nil {
		for _, m := range *b.Coaches {
			all = append(all, "reason."+m.String(), "reasons")
		}
	}
	return all
}

// teaches is somebody who teaches a session, held against its date.
type teaches struct {
	MembershipID uuid.UUID      `json:"membership_id"`
	SessionID    uuid.UUID      `json:"session_id"`
	On           string         `json:"on" format:"date"`
	State        string         `json:"state" enum:"met,awaited,missing,exempt"`
	Lines        []teachingLine `json:"lines"`
}

type lapse struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Name         string    `json:"name"`
	CohortID     uuid.UUID `json:"cohort_id"`
	SessionID    uuid.UUID `json:"session_id" doc:"The first session for which they do not qualify"`
	On           string    `json:"on" format:"date"`
	State        string    `json:"state" enum:"awaited,missing"`
}

func (s *service) teachers() {
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}/teachers", "listTeachers", "Hold everybody who teaches a cohort against each session's date"),
		func(tx *tenants.Tx, in *One) (list[teaches], error) {
			f, err := trainings.Load(tx, in.ID)
			if err != nil {
				return list[teaches]{}, err
			}
			around, err := trainings.Surroundings(tx, f.Cohort)
			if err != nil {
				return list[teaches]{}, err
			}
			all, err := trainings.Qualified(tx, f, around)
			return list[teaches]{Items: each(all, func(j trainings.Judged) teaches {
				return teaches{j.Member, j.Session.ID, day(j.On), string(j.State), linesOf(tx, j.Lines)}
			})}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/teachers/{member}/exception", "exceptTeacher", "Let somebody teach who does not qualify on a session's date, for a reason"),
		func(tx *tenants.Tx, in *struct {
			One
			Member uuid.UUID `path:"member" format:"uuid"`
			Body   struct {
				Reason string `json:"reason" maxLength:"500"`
			}
		}) (done, error) {
			return done{true}, trainings.Except(tx, in.ID, in.Member, in.Body.Reason)
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/lapses", "listLapses", "List who does not qualify for their next session as things stand"),
		func(tx *tenants.Tx, in *In) (list[lapse], error) {
			l, err := trainings.Lapsing(tx)
			return list[lapse]{Items: each(l.All, func(one trainings.Lapse) lapse {
				return lapse{one.Member.ID, one.Member.Name, one.Cohort.ID, one.Session.ID, day(one.On), string(one.State)}
			})}, err
		})
}
