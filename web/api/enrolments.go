package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

type enrolment struct {
	ID          uuid.UUID `json:"id"`
	CohortID    uuid.UUID `json:"cohort_id"`
	CandidateID uuid.UUID `json:"candidate_id"`
}

func enrolmentOf(e trainings.Enrolment) enrolment { return enrolment{e.ID, e.CohortID, e.CandidateID} }

// enrolledNew is a person to be put on file and enrolled at once.
type enrolledNew struct {
	Name      string `json:"name" maxLength:"200"`
	Email     string `json:"email" maxLength:"254"`
	Language  string `json:"language,omitempty" maxLength:"2" doc:"ISO 639-1"`
	Country   string `json:"country,omitempty" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Reference string `json:"reference,omitempty" maxLength:"100" doc:"Your own number for them"`
	Passing   string `json:"passing,omitempty" maxLength:"500" doc:"Why this person comes before those on the waiting list. Without it, enrolling where somebody waits for the place is refused; only who keeps the list may give one"`
}

func (n enrolledNew) person() newCandidate {
	return newCandidate{n.Name, n.Email, n.Language, n.Country, n.Reference}
}

type completed struct {
	Completed int `json:"completed"`
}

func (s *service) enrolments() {
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/enrolments", "enrol", "Enrol a candidate on file in a cohort"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				CandidateID uuid.UUID `json:"candidate_id" format:"uuid"`
				Passing     string    `json:"passing,omitempty" maxLength:"500" doc:"Why this person comes before those on the waiting list. Without it, enrolling where somebody waits for the place is refused; only who keeps the list may give one"`
			}
		}) (enrolment, error) {
			e, err := trainings.EnrolOnFile(tx, in.ID, in.Body.CandidateID, in.Body.Passing)
			return enrolmentOf(e), called(err, "email", "candidate_id")
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/candidates", "enrolNew", "Put somebody on file and enrol them in a cohort; whoever is on file by that address is only enrolled"),
		func(tx *tenants.Tx, in *struct {
			One
			Body enrolledNew
		}) (enrolment, error) {
			e, err := trainings.Enrol(tx, in.ID, in.Body.person().in(), in.Body.Passing)
			return enrolmentOf(e), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/enrolments/{id}/withdrawal", "withdrawEnrolment", "Note that a candidate left a cohort"),
		func(tx *tenants.Tx, in *One) (enrolment, error) {
			e, err := trainings.Withdraw(tx, in.ID)
			return enrolmentOf(e), err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/enrolments/{id}/withdrawal", "readmitEnrolment", "Take a candidate back into a cohort that they left"),
		func(tx *tenants.Tx, in *One) (enrolment, error) {
			e, err := trainings.Readmit(tx, in.ID)
			return enrolmentOf(e), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/completions", "complete", "Confirm that candidates completed the course, by its rule"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Enrolments []uuid.UUID `json:"enrolments" maxItems:"1000"`
			}
		}) (completed, error) {
			n, err := trainings.Complete(tx, in.ID, in.Body.Enrolments)
			return completed{n}, called(err, "enrolment", "enrolments")
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/enrolments/{id}/exception", "completeByException", "Confirm a completion although the rule is not met, for a reason that stays with it"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Reason string `json:"reason" maxLength:"1000"`
			}
		}) (done, error) {
			return done{true}, trainings.CompleteByException(tx, in.ID, in.Body.Reason)
		})
}
