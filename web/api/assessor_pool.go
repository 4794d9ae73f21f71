package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/assessors"
	"accord/tenants"
	"accord/tenants/fault"
)

// assessor is a member who assesses, with all that they are proposed by.
type assessor struct {
	MembershipID uuid.UUID     `json:"membership_id"`
	Name         string        `json:"name"`
	Qualified    bool          `json:"qualified" doc:"Meets today what IMI asks of assessors"`
	Availability string        `json:"availability" enum:"free,unsaid,full,away" doc:"Today. full: as many new ones this month as they take"`
	Languages    []string      `json:"languages" doc:"ISO 639-1"`
	MonthlyLimit int           `json:"monthly_limit" doc:"Of new assessments; 0: none"`
	Open         int           `json:"open" doc:"Assessments that wait for their sheet"`
	ThisMonth    int           `json:"this_month" doc:"Assigned since the month began"`
	Appointments []appointment `json:"appointments"`
	Times        []spanOfDays  `json:"times" doc:"That are not over"`
}

type appointment struct {
	ID        uuid.UUID `json:"id"`
	ProgramID uuid.UUID `json:"program_id"`
	Grounds   string    `json:"grounds"`
	On        string    `json:"appointed_on" format:"date"`
}

type spanOfDays struct {
	ID    uuid.UUID `json:"id"`
	Kind  string    `json:"kind" enum:"free,away"`
	From  string    `json:"from" format:"date"`
	Until string    `json:"until" format:"date" doc:"The last day"`
}

func appointmentOf(a assessors.AssessorAppointment) appointment {
	return appointment{a.ID, a.ProgramID, a.Grounds, day(a.AppointedAt)}
}

func spanOf(t assessors.AssessorTime) spanOfDays {
	return spanOfDays{t.ID, t.Kind, day(t.FromOn), day(t.UntilOn)}
}

func assessorOf(a assessors.Assessor) assessor {
	return assessor{a.Member.ID, a.Member.Name, a.Qualified(), string(a.Availability()), a.Profile.LanguageList(), a.Profile.MonthlyLimit, a.Open, a.ThisMonth,
		each(a.Appointments, appointmentOf), each(a.Times, spanOf)}
}

// suggestion is somebody against whom nothing stands, and how they stand.
type suggestion struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Name         string    `json:"name"`
	Proposed     bool      `json:"proposed"`
	Independent  bool      `json:"independent" doc:"Has taught in no program in which the candidate was trained here"`
	Appointed    bool      `json:"appointed"`
	Qualified    bool      `json:"qualified"`
	Availability string    `json:"availability" enum:"free,unsaid,full,away"`
	Open         int       `json:"open"`
	Speaks       bool      `json:"speaks" doc:"The candidate's language"`
	Why          []string  `json:"why" doc:"How they stand in each point of the order, in the caller's language"`
	Against      string    `json:"against,omitempty" doc:"Why the proposal is not made of them"`
}

type assessorProposal struct {
	Open        int          `json:"open" doc:"Places to be filled"`
	Independent bool         `json:"independent" doc:"Somebody assigned or proposed is independent of the candidate's training"`
	Suggestions []suggestion `json:"suggestions" doc:"In the order: independent, appointed and qualified, available, least to do, language"`
	Refused     []choice     `json:"refused" doc:"Whom the conflict gate keeps out"`
}

func proposedOf(tx tenants.Transaction, p assessors.Proposal) assessorProposal {
	say := func(s fault.Sentence) string { return speaker(tx).Sentence(s) }
	return assessorProposal{p.Open, p.Independent, each(p.Suggestions, func(s assessors.Suggestion) suggestion {
		out := suggestion{s.Member.ID, s.Member.Name, s.Proposed, s.Independent, s.Appointed, s.Qualified(), string(s.Availability()), s.Open, s.Speaks, each(s.Why(), say), ""}
		if against := s.Fit(); against != nil {
			out.Against = say(*against)
		}
		return out
	}), each(p.Refused, func(r assessors.Refused) choice { return choice{r.Member.ID, r.Member.Name, say(r.Why)} })}
}

// OneAssessor is the member of an address.
type OneAssessor struct {
	In
	Member uuid.UUID `path:"member" format:"uuid"`
}

func (s *service) pool() {
	const at = "/o/{organisation}/assessors"
	read(s, operation(http.MethodGet, at, "listPool", "List who assesses for the organisation, with qualification, availability and load"),
		func(tx *tenants.Tx, in *struct {
			In
			Program      uuid.UUID `query:"program_id" format:"uuid"`
			Availability string    `query:"availability" enum:",free,unsaid,full,away"`
			Search       string    `query:"search" maxLength:"200"`
		}) (list[assessor], error) {
			all, err := assessors.List(tx, assessors.Filter{Program: in.Program, Availability: assessors.Availability(in.Availability), Search: in.Search})
			return list[assessor]{Items: each(all, assessorOf)}, err
		})
	read(s, operation(http.MethodGet, at+"/{member}", "getAssessor", "Read an assessor"),
		func(tx *tenants.Tx, in *OneAssessor) (assessor, error) {
			a, err := assessors.Of(tx, in.Member)
			if err != nil {
				return assessor{}, err
			}
			return assessorOf(a), nil
		})
	write(s, operation(http.MethodPut, at+"/{member}", "editAssessor", "Say in which languages and how much somebody assesses"),
		func(tx *tenants.Tx, in *struct {
			OneAssessor
			Body struct {
				Languages    []string `json:"languages" maxItems:"10" doc:"ISO 639-1"`
				MonthlyLimit int      `json:"monthly_limit" minimum:"0" maximum:"200" doc:"Of new assessments; 0: none"`
			}
		}) (assessor, error) {
			if _, err := assessors.EditProfile(tx, in.Member, assessors.NewProfile{Languages: in.Body.Languages, MonthlyLimit: in.Body.MonthlyLimit}); err != nil {
				return assessor{}, err
			}
			a, err := assessors.Of(tx, in.Member)
			if err != nil {
				return assessor{}, err
			}
			return assessorOf(a), nil
		})
	write(s, operation(http.MethodPost, at+"/{member}/appointments", "appointAssessor", "Appoint an assessor for a program, on stated grounds; nobody appoints themselves"),
		func(tx *tenants.Tx, in *struct {
			OneAssessor
			Body struct {
				ProgramID uuid.UUID `json:"program_id" format:"uuid"`
				Grounds   string    `json:"grounds" maxLength:"500"`
			}
		}) (appointment, error) {
			a, err := assessors.Appoint(tx, in.Member, in.Body.ProgramID, in.Body.Grounds)
			return appointmentOf(a), err
		})
	write(s, operation(http.MethodDelete, at+"/{member}/appointments/{appointment}", "endAppointment", "End an appointment; what they judge already stays theirs"),
		func(tx *tenants.Tx, in *struct {
			OneAssessor
			Appointment uuid.UUID `path:"appointment" format:"uuid"`
		}) (appointment, error) {
			a, err := assessors.AppointmentOf(tx, in.Member, in.Appointment)
			if err != nil {
				return appointment{}, err
			}
			a, err = assessors.End(tx, a.ID)
			return appointmentOf(a), err
		})
	write(s, operation(http.MethodPost, at+"/{member}/times", "noteAssessorDays", "Note days in which an assessor can assess, or cannot"),
		func(tx *tenants.Tx, in *struct {
			OneAssessor
			Body struct {
				Kind  string `json:"kind" enum:"free,away"`
				From  string `json:"from" format:"date"`
				Until string `json:"until" format:"date" doc:"The last day"`
			}
		}) (spanOfDays, error) {
			t, err := assessors.AddTime(tx, in.Member, assessors.NewTime{Kind: in.Body.Kind, From: dayOf(in.Body.From), Through: dayOf(in.Body.Until)})
			return spanOf(t), err
		})
	write(s, operation(http.MethodDelete, at+"/{member}/times/{time}", "removeAssessorDays", "Take noted days back"),
		func(tx *tenants.Tx, in *struct {
			OneAssessor
			Time uuid.UUID `path:"time" format:"uuid"`
		}) (spanOfDays, error) {
			t, err := assessors.TimeOf(tx, in.Member, in.Time)
			if err != nil {
				return spanOfDays{}, err
			}
			t, err = assessors.RemoveTime(tx, t.ID)
			return spanOf(t), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/proposal", "proposeAssessors", "Propose whom to assign to an assessment, and say why of each"),
		func(tx *tenants.Tx, in *One) (assessorProposal, error) {
			p, err := assessors.Propose(tx, in.ID)
			if err != nil {
				return assessorProposal{}, err
			}
			return proposedOf(tx, p), nil
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/proposal", "assignProposed", "Assign some of those whom the proposal is made of, all or none"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				MembershipIDs []uuid.UUID `json:"membership_ids" maxItems:"10"`
			}
		}) (list[assignment], error) {
			made, err := assessors.AssignProposed(tx, in.ID, in.Body.MembershipIDs)
			return list[assignment]{Items: each(made, assignmentOf)}, err
		})
}
