package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/submissions"
	"accord/tenants"
)

type submission struct {
	ID            uuid.UUID  `json:"id"`
	Organisation  uuid.UUID  `json:"organisation_id"`
	Reference     string     `json:"reference"`
	CandidateID   uuid.UUID  `json:"candidate_id"`
	ProgramID     uuid.UUID  `json:"program_id"`
	Holder        string     `json:"holder"`
	Certification string     `json:"certification"`
	RuleSet       string     `json:"rule_set,omitempty"`
	Status        string     `json:"status" doc:"Derived from both sides"`
	SubmittedAt   *time.Time `json:"submitted_at,omitempty"`
	Decision      *decision  `json:"decision,omitempty"`
}

// submissionFile is a submission as its organisation sees it.
type submissionFile struct {
	submission
	Declaration *declaration `json:"declaration,omitempty" doc:"What is to be declared with it, while it is a draft; what was declared, once it was submitted"`
}

type decision struct {
	Outcome   string    `json:"outcome" enum:"accepted,returned,refused"`
	Reasons   string    `json:"reasons"`
	DecidedAt time.Time `json:"decided_at"`
}

func decisionOf(d submissions.Decision) decision {
	return decision{string(d.Outcome), d.Reasons, d.DecidedAt}
}

func submissionOf(l submissions.Listed) submission {
	s := submission{ID: l.ID, Organisation: l.TenantID, Reference: l.Reference, CandidateID: l.CandidateID, ProgramID: l.ProgramID, Holder: l.Holder,
		Certification: l.Certification, RuleSet: l.RuleSet, Status: string(l.Status), SubmittedAt: l.SubmittedAt}
	if l.Decision != nil {
		d := decisionOf(*l.Decision)
		s.Decision = &d
	}
	return s
}

// submissionNow reads a submission with its decision.
func submissionNow(tx tenants.Transaction, id uuid.UUID) (submission, error) {
	found, err := submissions.Find(tx, id)
	if err != nil {
		return submission{}, err
	}
	d, err := submissions.DecisionOf(tx, id)
	return submissionOf(submissions.Listed{Submission: found, Decision: d, Status: submissions.StatusOf(found, d)}), err
}

func (s *service) submissions() {
	read(s, operation(http.MethodGet, "/o/{organisation}/submissions", "listSubmissions", "List the organisation's submissions"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Status string `query:"status" maxLength:"40"`
			Words  string `query:"search" maxLength:"200"`
		}) (list[submission], error) {
			page, err := submissions.List(tx, submissions.Filter{Status: submissions.Status(in.Status), Words: in.Words}, in.ask())
			return listOf(page, submissionOf), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/submissions", "startSubmission", "Start a submission of a candidate under a program"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				CandidateID uuid.UUID `json:"candidate_id" format:"uuid"`
				ProgramID   uuid.UUID `json:"program_id" format:"uuid"`
			}
		}) (submission, error) {
			made, err := submissions.Start(tx, in.Body.CandidateID, in.Body.ProgramID)
			return submissionOf(submissions.Listed{Submission: made, Status: submissions.StatusOf(made, nil)}), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/submissions/{id}", "getSubmission", "Read a submission"),
		func(tx *tenants.Tx, in *One) (submissionFile, error) {
			found, err := submissions.Find(tx, in.ID)
			if err != nil {
				return submissionFile{}, err
			}
			now, err := submissionNow(tx, in.ID)
			return submissionFile{now, declarationOf(tx, found)}, err
		})
	s.drafts()
	write(s, operation(http.MethodPost, "/o/{organisation}/submissions/{id}/withdrawal", "withdrawSubmission", "Withdraw a submission that is not decided"),
		func(tx *tenants.Tx, in *One) (submission, error) {
			if _, err := submissions.Withdraw(tx, in.ID); err != nil {
				return submission{}, err
			}
			return submissionNow(tx, in.ID)
		})
	s.imiSubmissions()
}
