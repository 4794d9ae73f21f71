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

// checked is one line of a submission's completeness.
type checked struct {
	Obligation string `json:"obligation" doc:"IMI's obligation, by its id"`
	State      string `json:"state" enum:"met,missing,exempt"`
}

type manifestItem struct {
	VersionID uuid.UUID `json:"version_id"`
	Kind      string    `json:"kind"`
	Title     string    `json:"title"`
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
		func(tx *tenants.Tx, in *One) (submission, error) { return submissionNow(tx, in.ID) })
	read(s, operation(http.MethodGet, "/o/{organisation}/submissions/{id}/check", "checkSubmission", "Hold a submission line by line against the rules in force"),
		func(tx *tenants.Tx, in *One) (list[checked], error) {
			c, err := submissions.CheckOf(tx, in.ID)
			return list[checked]{Items: each(c.Lines, func(l submissions.Line) checked { return checked{l.Citation, string(l.State)} })}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/submissions/{id}/manifest", "setManifest", "Choose the document versions that are put forward"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Versions []uuid.UUID `json:"versions" maxItems:"60"`
				Reason   string      `json:"reason,omitempty" maxLength:"2000" doc:"For a completion before the program's recognition"`
			}
		}) (submission, error) {
			if _, err := submissions.Prepare(tx, submissions.Draft{SubmissionID: in.ID, Versions: in.Body.Versions, Reason: in.Body.Reason}); err != nil {
				return submission{}, err
			}
			return submissionNow(tx, in.ID)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/submissions/{id}/submission", "submit", "Submit, with the declaration of a named person; refused while something is missing"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Name   string `json:"name" maxLength:"200"`
				Words  string `json:"words" maxLength:"2000"`
				Agreed bool   `json:"agreed"`
			}
		}) (submission, error) {
			if _, err := submissions.Submit(tx, submissions.Declaration{SubmissionID: in.ID, Name: in.Body.Name, Words: in.Body.Words, Agreed: in.Body.Agreed}); err != nil {
				return submission{}, err
			}
			return submissionNow(tx, in.ID)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/submissions/{id}/withdrawal", "withdrawSubmission", "Withdraw a submission that is not decided"),
		func(tx *tenants.Tx, in *One) (submission, error) {
			if _, err := submissions.Withdraw(tx, in.ID); err != nil {
				return submission{}, err
			}
			return submissionNow(tx, in.ID)
		})
	s.imiSubmissions()
}

func (s *service) imiSubmissions() {
	const purpose = "to review what was submitted"
	type Named struct {
		ID uuid.UUID `path:"id" format:"uuid"`
	}
	look(s, operation(http.MethodGet, "/imi/submissions", "listSubmissionQueue", "List what was submitted to IMI"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			At
			Status string `query:"status" maxLength:"40"`
			Words  string `query:"search" maxLength:"200"`
		}) (list[submission], error) {
			page, err := submissions.Queue(tx, submissions.Filter{Status: submissions.Status(in.Status), Words: in.Words}, in.ask())
			return listOf(page, submissionOf), err
		})
	look(s, operation(http.MethodGet, "/imi/submissions/{id}", "getSubmitted", "Read a submission"), purpose,
		func(tx *tenants.OversightTx, in *Named) (submission, error) { return submissionNow(tx, in.ID) })
	look(s, operation(http.MethodGet, "/imi/submissions/{id}/manifest", "getManifest", "Read which document versions were put forward"), purpose,
		func(tx *tenants.OversightTx, in *Named) (list[manifestItem], error) {
			if _, err := submissions.Find(tx, in.ID); err != nil {
				return list[manifestItem]{}, err
			}
			items, err := submissions.Manifest(tx, in.ID)
			return list[manifestItem]{Items: each(items, func(i submissions.Item) manifestItem { return manifestItem{i.DocumentVersionID, i.Kind, i.Title} })}, err
		})
	oversee(s, operation(http.MethodPost, "/imi/submissions/{id}/decision", "decideSubmission", "Accept, return with reasons, or refuse"), "to decide on a submission",
		func(tx *tenants.OversightTx, in *struct {
			Named
			Body struct {
				Outcome string `json:"outcome" enum:"accepted,returned,refused"`
				Reasons string `json:"reasons,omitempty" maxLength:"4000"`
			}
		}) (decision, error) {
			d, err := submissions.Decide(tx, submissions.Judgement{SubmissionID: in.ID, Outcome: submissions.Outcome(in.Body.Outcome), Reasons: in.Body.Reasons})
			return decisionOf(d), err
		})
}
