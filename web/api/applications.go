package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
)

// application is what somebody sent in from a program's public page.
type application struct {
	ID          uuid.UUID  `json:"id"`
	ProgramID   uuid.UUID  `json:"program_id"`
	CohortID    *uuid.UUID `json:"cohort_id,omitempty" doc:"Absent where the program assesses: it has no cohorts"`
	State       string     `json:"state" enum:"received,asked,admitted,waiting,declined,withdrawn"`
	Name        string     `json:"name"`
	Email       string     `json:"email"`
	Language    string     `json:"language"`
	Country     string     `json:"country"`
	Profession  string     `json:"profession"`
	SubmittedAt *time.Time `json:"submitted_at"`
	DecidedAt   *time.Time `json:"decided_at,omitempty"`
	CandidateID *uuid.UUID `json:"candidate_id,omitempty"`
}

func applicationOf(a applications.Application) application {
	return application{a.ID, a.ProgramID, a.CohortID, string(a.State), a.Name, a.Email, a.Language, a.Country, a.Profession, a.SubmittedAt, a.DecidedAt, a.CandidateID}
}

type question struct {
	Question   string     `json:"question"`
	AskedAt    time.Time  `json:"asked_at"`
	Answer     string     `json:"answer"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
}

// applicationFile is an application with all that it says.
type applicationFile struct {
	Application application `json:"application"`
	Motivation  string      `json:"motivation"`
	Training    string      `json:"training" doc:"In mediation, before; where the program assesses, practice too"`
	Notice      string      `json:"privacy_notice" doc:"The version that was accepted"`
	Reason      string      `json:"reason,omitempty" doc:"Why it was declined"`
	Questions   []question  `json:"questions"`
	OnFile      []candidate `json:"on_file" doc:"Candidates who may be the same person, while it is to be decided"`
}

// publication is when a cohort takes applications.
type publication struct {
	CohortID uuid.UUID `json:"cohort_id"`
	OpensAt  time.Time `json:"opens_at"`
	ClosesAt time.Time `json:"closes_at"`
	Free     int       `json:"places_free" doc:"Places that nobody has or waits for"`
}

// takingApplications is how a program that assesses takes applications.
type takingApplications struct {
	ProgramID uuid.UUID `json:"program_id"`
	OpensAt   time.Time `json:"opens_at"`
	ClosesAt  time.Time `json:"closes_at"`
	Languages []string  `json:"languages"`
	FeeNote   string    `json:"fee_note"`
	Places    *int      `json:"places,omitempty" doc:"Absent: however many"`
	Admitted  int       `json:"admitted" doc:"Since applications opened"`
}

func (s *service) applications() {
	read(s, operation(http.MethodGet, "/o/{organisation}/applications", "listApplications", "List the applications that were sent in"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			State   string    `query:"state" enum:"received,asked,admitted,waiting,declined,withdrawn"`
			Program uuid.UUID `query:"program_id" format:"uuid"`
			Cohort  uuid.UUID `query:"cohort_id" format:"uuid"`
			Search  string    `query:"search" maxLength:"200"`
		}) (list[application], error) {
			f := applications.Filter{State: applications.State(in.State), Program: in.Program, Cohort: in.Cohort, Search: in.Search}
			page, err := applications.List(tx, f, in.ask())
			return listOf(page, func(l applications.Listed) application { return applicationOf(l.Application) }), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/applications/{id}", "getApplication", "Read an application, what was asked back, and who on file may be the same person"),
		func(tx *tenants.Tx, in *One) (applicationFile, error) {
			a, err := applications.Get(tx, in.ID)
			if err != nil {
				return applicationFile{}, err
			}
			f := applicationFile{Application: applicationOf(a), Motivation: a.Motivation, Training: a.Training, Notice: a.Notice, Reason: a.Reason, OnFile: []candidate{}}
			asked, err := applications.QuestionsOf(tx, a.ID)
			if err != nil {
				return f, err
			}
			f.Questions = each(asked, func(q applications.Question) question { return question{q.Question, q.AskedAt, q.Answer, q.AnsweredAt} })
			if a.Open() {
				alike, err := applications.Namesakes(tx, a)
				if err != nil {
					return f, err
				}
				f.OnFile = each(alike, candidateOf)
			}
			return f, nil
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/applications/{id}/admission", "admitApplicant", "Admit an applicant: they become a candidate, or are joined with one, and are enrolled or put on the waiting list; where the program assesses, they are on file to be assessed"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				CohortID uuid.UUID `json:"cohort_id,omitempty" format:"uuid" doc:"Another cohort of the program than the one they chose"`
				Join     uuid.UUID `json:"candidate_id,omitempty" format:"uuid" doc:"The candidate on file whom they are"`
				Anew     bool      `json:"somebody_new,omitempty" doc:"They are nobody on file, although somebody has their name"`
				Invite   bool      `json:"invite_to_file,omitempty" doc:"Mail them an invitation to sign in to their own file; who signs in already gets none"`
			}
		}) (application, error) {
			a, err := applications.Admit(tx, in.ID, applications.Admission{Cohort: in.Body.CohortID, Join: in.Body.Join, Anew: in.Body.Anew, Invite: in.Body.Invite})
			return applicationOf(a), called(called(err, "join", "candidate_id"), "cohort", "cohort_id")
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/applications/{id}/refusal", "declineApplicant", "Decline an application, for a reason that the applicant reads"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Reason string `json:"reason" maxLength:"1000"`
			}
		}) (application, error) {
			a, err := applications.Decline(tx, in.ID, in.Body.Reason)
			return applicationOf(a), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/applications/{id}/questions", "askApplicant", "Ask an applicant something back; they answer by their link"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Question string `json:"question" maxLength:"2000"`
			}
		}) (made, error) {
			q, err := applications.Ask(tx, in.ID, in.Body.Question)
			return made{q.ID}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/programs/{id}/publication", "takeApplications", "Put a program that assesses up for applications on its public page, or change how"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				OpensOn   string   `json:"opens_on" format:"date" doc:"The first day of applications"`
				ClosesOn  string   `json:"closes_on" format:"date" doc:"The last day of applications, the whole of it"`
				Languages []string `json:"languages" maxItems:"20" doc:"In which one is assessed, of the program's (ISO 639-1)"`
				FeeNote   string   `json:"fee_note,omitempty" maxLength:"500"`
				Places    int      `json:"places,omitempty" minimum:"0" maximum:"10000" doc:"How many are admitted; absent: however many"`
			}
		}) (takingApplications, error) {
			b := in.Body
			o, err := programs.TakeApplications(tx, in.ID, programs.NewOffer{Days: programs.Days{OpensOn: dayOf(b.OpensOn), ClosesOn: dayOf(b.ClosesOn)}, Languages: b.Languages, FeeNote: b.FeeNote, Places: b.Places})
			return takingApplications{o.ID, o.OpensAt, o.ClosesAt, o.Spoken(), o.FeeNote, o.Places, o.Admitted}, err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/programs/{id}/publication", "stopApplications", "Take a program's applications off its public page; who has applied is decided on all the same"),
		func(tx *tenants.Tx, in *One) (done, error) { return done{true}, programs.StopApplications(tx, in.ID) })
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/publication", "publishCohort", "Put a cohort on its program's public page and take applications for it"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				OpensOn  string `json:"opens_on" format:"date" doc:"The first day of applications"`
				ClosesOn string `json:"closes_on" format:"date" doc:"The last day of applications, the whole of it"`
			}
		}) (publication, error) {
			o, err := trainings.Publish(tx, in.ID, trainings.NewOffer{OpensOn: dayOf(in.Body.OpensOn), ClosesOn: dayOf(in.Body.ClosesOn)})
			return publication{o.ID, o.OpensAt, o.ClosesAt, o.Free}, err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/cohorts/{id}/publication", "unpublishCohort", "Take a cohort off its program's public page; who has applied is decided on all the same"),
		func(tx *tenants.Tx, in *One) (done, error) { return done{true}, trainings.Unpublish(tx, in.ID) })
}
