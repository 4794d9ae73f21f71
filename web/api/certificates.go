package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/certificates"
	"accord/tenants"
)

// certificate is a certificate of completion as its organisation sees it.
type certificate struct {
	ID             uuid.UUID  `json:"id"`
	Number         string     `json:"number"`
	Holder         string     `json:"holder"`
	CandidateID    uuid.UUID  `json:"candidate_id"`
	CohortID       uuid.UUID  `json:"cohort_id"`
	Course         string     `json:"course"`
	Program        string     `json:"program"`
	Hours          float64    `json:"hours"`
	CompletedOn    string     `json:"completed_on" format:"date"`
	IssuedOn       string     `json:"issued_on" format:"date"`
	State          string     `json:"state" enum:"in_force,replaced,revoked"`
	SealedAt       *time.Time `json:"sealed_at,omitempty" doc:"When its PDF was made; absent while it is being made"`
	VersionID      *uuid.UUID `json:"version_id,omitempty" doc:"The PDF, among the evidence"`
	ReplacedBy     *uuid.UUID `json:"replaced_by_id,omitempty"`
	ReplacedReason string     `json:"replaced_reason,omitempty"`
	RevokedAt      *time.Time `json:"revoked_at,omitempty"`
	RevokedReason  string     `json:"revoked_reason,omitempty"`
}

func certificateOf(c certificates.Certificate) certificate {
	return certificate{c.ID, c.Number, c.Holder, c.CandidateID, c.CohortID, c.Course, c.Program, c.Hours, day(c.CompletedOn), day(c.IssuedOn), string(c.State()),
		c.SealedAt, c.DocumentVersionID, c.ReplacedByID, c.ReplacedReason, c.RevokedAt, c.RevokedReason}
}

// run is an issue of certificates and how far it has come.
type run struct {
	ID       uuid.UUID `json:"id"`
	CohortID uuid.UUID `json:"cohort_id"`
	Total    int       `json:"total"`
	Done     int       `json:"done" doc:"PDFs made, or not needed any more"`
}

// shownCertificate is what everybody may read of a certificate.
type shownCertificate struct {
	Number       string  `json:"number"`
	Holder       string  `json:"holder"`
	Organisation string  `json:"organisation"`
	Program      string  `json:"program"`
	Course       string  `json:"course"`
	Hours        float64 `json:"hours"`
	StartsOn     string  `json:"starts_on" format:"date"`
	CompletedOn  string  `json:"completed_on" format:"date"`
	IssuedOn     string  `json:"issued_on" format:"date"`
	State        string  `json:"state" enum:"in_force,replaced,revoked"`
	ReplacedBy   string  `json:"replaced_by,omitempty" doc:"The number that counts instead"`
	RevokedOn    string  `json:"revoked_on,omitempty" format:"date"`
}

func shownCertificateOf(p certificates.Published) shownCertificate {
	c := shownCertificate{p.Number, p.Holder, p.Organisation, p.Program, p.Course, p.Hours, day(p.StartsOn), day(p.CompletedOn), day(p.IssuedOn), string(p.State()), p.ReplacedBy, ""}
	if p.RevokedOn != nil {
		c.RevokedOn = day(*p.RevokedOn)
	}
	return c
}

func (s *service) certificates() {
	public(s, operation(http.MethodGet, "/certificates/{number}", "verifyCertificate", "Verify a certificate of completion by its number"),
		func(tx *tenants.PublicTx, in *struct {
			Number string `path:"number" maxLength:"60"`
		}) (shownCertificate, error) {
			c, err := certificates.Verify(tx, in.Number)
			return shownCertificateOf(c), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/certificates", "listCertificates", "List certificates of completion"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Search  string    `query:"search" maxLength:"200" doc:"In the holder's name, the number or the course"`
			State   string    `query:"state" enum:"in_force,replaced,revoked"`
			Program uuid.UUID `query:"program_id" format:"uuid"`
			Cohort  uuid.UUID `query:"cohort_id" format:"uuid"`
		}) (list[certificate], error) {
			page, err := certificates.List(tx, certificates.Filter{Search: in.Search, State: certificates.State(in.State), Program: in.Program, Cohort: in.Cohort}, in.ask())
			return listOf(page, certificateOf), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/certificates/{id}", "getCertificate", "Read a certificate of completion"),
		func(tx *tenants.Tx, in *One) (certificate, error) {
			c, err := certificates.Find(tx, in.ID)
			return certificateOf(c), err
		})
	s.issuing()
}

// issuing are the acts of a program manager.
func (s *service) issuing() {
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/certificates", "issueCertificates", "Issue the certificates of a cohort's completions; who has one gets no second"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Enrolments []uuid.UUID `json:"enrolments,omitempty" maxItems:"1000" doc:"Of these; of all who wait when it is left out"`
			}
		}) (run, error) {
			r, err := certificates.Issue(tx, in.ID, in.Body.Enrolments)
			return run{ID: r.ID, CohortID: r.CohortID, Total: r.Total}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/certificate-runs/{id}", "getCertificateRun", "Read how far an issue of certificates has come"),
		func(tx *tenants.Tx, in *One) (run, error) {
			r, err := certificates.RunOf(tx, in.ID)
			return run{r.ID, r.CohortID, r.Total, r.Done}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/certificates/{id}/correction", "correctCertificate", "Issue a certificate again under another name; the old number leads to the new"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Holder string `json:"holder" maxLength:"200"`
				Reason string `json:"reason" maxLength:"1000"`
				File   bool   `json:"file,omitempty" doc:"Put the name in the candidate's file as well; refused to whoever may not edit it"`
			}
		}) (certificate, error) {
			correct := certificates.Correct
			if in.Body.File {
				correct = certificates.CorrectWithFile
			}
			c, err := correct(tx, in.ID, in.Body.Holder, in.Body.Reason)
			return certificateOf(c), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/certificates/{id}/revocation", "revokeCertificate", "Revoke a certificate, for good"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Reason string `json:"reason" maxLength:"1000"`
			}
		}) (certificate, error) {
			c, err := certificates.Revoke(tx, in.ID, in.Body.Reason)
			return certificateOf(c), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/certificates/{id}/letter", "sendCertificate", "Write to a certificate's holder where it is"),
		func(tx *tenants.Tx, in *One) (certificate, error) {
			if err := certificates.Send(tx, in.ID); err != nil {
				return certificate{}, err
			}
			c, err := certificates.Find(tx, in.ID)
			return certificateOf(c), err
		})
}
