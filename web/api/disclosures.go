package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

// disclosure is an opening of one version to IMI.
type disclosure struct {
	ID              uuid.UUID  `json:"id"`
	VersionID       uuid.UUID  `json:"version_id"`
	SubmissionID    *uuid.UUID `json:"submission_id,omitempty"`
	RequestID       *uuid.UUID `json:"request_id,omitempty"`
	DisclosedAt     time.Time  `json:"disclosed_at"`
	WithdrawnAt     *time.Time `json:"withdrawn_at,omitempty"`
	WithdrawnReason string     `json:"withdrawn_reason,omitempty"`
}

func disclosureOf(d evidence.Disclosure) disclosure {
	return disclosure{d.ID, d.DocumentVersionID, d.SubmissionID, d.RequestID, d.DisclosedAt, d.WithdrawnAt, d.WithdrawnReason}
}

func (s *service) disclosures() {
	const at = "/o/{organisation}/evidence/{id}/disclosures"
	read(s, operation(http.MethodGet, at, "listDisclosures", "Read for what a document version was opened to IMI"),
		func(tx *tenants.Tx, in *One) (list[disclosure], error) {
			all, err := disclosuresOf(tx, in.ID)
			return list[disclosure]{Items: each(all, disclosureOf)}, err
		})
	write(s, operation(http.MethodPost, at+"/{disclosure}/withdrawal", "withdrawDisclosure", "Close a document version to IMI again that was opened by mistake, with the reason"),
		func(tx *tenants.Tx, in *struct {
			One
			Disclosure uuid.UUID `path:"disclosure" format:"uuid"`
			Body       struct {
				Reason string `json:"reason" maxLength:"500"`
			}
		}) (disclosure, error) {
			all, err := disclosuresOf(tx, in.ID)
			if err != nil {
				return disclosure{}, err
			}
			for _, d := range all {
				if d.ID == in.Disclosure {
					d, err := evidence.Withdraw(tx, d.ID, in.Body.Reason)
					return disclosureOf(d), err
				}
			}
			return disclosure{}, fault.Absent("disclosure")
		})
}

// disclosuresOf are those of a version that the caller may see.
func disclosuresOf(tx *tenants.Tx, version uuid.UUID) ([]evidence.Disclosure, error) {
	if _, err := evidence.Get(tx, version); err != nil {
		return nil, err
	}
	return evidence.Disclosures(tx, version)
}
