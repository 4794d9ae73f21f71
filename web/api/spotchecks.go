package api

import (
	"encoding/hex"
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/spotchecks"
	"accord/app/submissions"
	"accord/tenants"
)

type request struct {
	ID            uuid.UUID  `json:"id"`
	Organisation  uuid.UUID  `json:"organisation_id"`
	Reference     string     `json:"reference"`
	Holder        string     `json:"holder"`
	Kind          string     `json:"kind" enum:"routine,for_cause,urgent"`
	Reason        string     `json:"reason"`
	State         string     `json:"state" enum:"issued,in_preparation,partly_answered,answered,closed"`
	IssuedAt      time.Time  `json:"issued_at"`
	DueAt         time.Time  `json:"due_at"`
	ReadableUntil time.Time  `json:"readable_until"`
	ClosedAt      *time.Time `json:"closed_at,omitempty"`
	Outcome       string     `json:"outcome,omitempty"`
	Demands       []demand   `json:"demands"`
}

type demand struct {
	ID          uuid.UUID  `json:"id"`
	Kind        string     `json:"kind"`
	Note        string     `json:"note,omitempty"`
	Explanation string     `json:"explanation,omitempty"`
	Proposals   []proposal `json:"proposals,omitempty" doc:"The organisation's own; IMI sees none of them"`
	Released    []released `json:"released"`
}

type proposal struct {
	ID        uuid.UUID  `json:"id"`
	VersionID *uuid.UUID `json:"version_id,omitempty" doc:"None while a record is being rendered"`
	Record    string     `json:"record,omitempty"`
}

type released struct {
	VersionID uuid.UUID `json:"version_id"`
	Title     string    `json:"title"`
	SHA256    string    `json:"sha256"`
}

type newDemand struct {
	Kind string `json:"kind" maxLength:"60"`
	Note string `json:"note,omitempty" maxLength:"1000"`
}

func requestOf(k spotchecks.Case) request {
	r := request{ID: k.ID, Organisation: k.TenantID, Reference: k.Reference, Holder: k.Holder, Kind: string(k.Kind), Reason: k.Reason, State: string(k.State()),
		IssuedAt: k.IssuedAt, DueAt: k.DueAt, ReadableUntil: k.ReadableUntil, ClosedAt: k.ClosedAt}
	if k.Finding != nil {
		r.Outcome = k.Finding.Outcome
	}
	for _, d := range k.Demands {
		out := demand{ID: d.ID, Kind: d.Kind, Note: d.Note, Released: []released{}}
		if d.Answer != nil {
			out.Explanation = d.Answer.Explanation
		}
		for _, p := range d.Proposals {
			out.Proposals = append(out.Proposals, proposal{p.ID, p.DocumentVersionID, p.Record})
		}
		for _, i := range d.Released {
			out.Released = append(out.Released, released{i.DocumentVersionID, i.Title, hex.EncodeToString(i.SHA256)})
		}
		r.Demands = append(r.Demands, out)
	}
	return r
}

func (s *service) spotChecks() {
	read(s, operation(http.MethodGet, "/o/{organisation}/requests", "listRequests", "List the document requests from IMI"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			State  string `query:"state" enum:"open,overdue,closed"`
			Search string `query:"search" maxLength:"200"`
		}) (list[request], error) {
			page, err := spotchecks.List(tx, spotchecks.Filter{State: in.State, Search: in.Search}, in.ask())
			return listOf(page, requestOf), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/requests/{id}", "getRequest", "Read a document request with what is prepared and released"),
		func(tx *tenants.Tx, in *One) (request, error) {
			k, err := spotchecks.Load(tx, in.ID)
			return requestOf(k), err
		})
	type OfDemand struct {
		One
		Demand uuid.UUID `path:"demand" format:"uuid"`
	}
	write(s, operation(http.MethodPost, "/o/{organisation}/requests/{id}/demands/{demand}/proposals", "proposeDocument", "Put a document version against a demand"),
		func(tx *tenants.Tx, in *struct {
			OfDemand
			Body struct {
				VersionID uuid.UUID `json:"version_id" format:"uuid"`
			}
		}) (done, error) {
			return done{true}, spotchecks.Propose(tx, in.ID, in.Demand, in.Body.VersionID)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/requests/{id}/demands/{demand}/records", "proposeRecords", "Put the records that Accord keeps against a demand"),
		func(tx *tenants.Tx, in *OfDemand) (done, error) {
			return done{true}, spotchecks.ProposeRecords(tx, in.ID, in.Demand)
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/requests/{request}/proposals/{id}", "removeProposal", "Take a proposal away again"),
		func(tx *tenants.Tx, in *struct {
			One
			Request uuid.UUID `path:"request" format:"uuid"`
		}) (done, error) {
			return done{true}, spotchecks.Unpropose(tx, in.Request, in.ID)
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/requests/{id}/demands/{demand}/explanation", "explainAbsence", "Explain why there is no document for a demand"),
		func(tx *tenants.Tx, in *struct {
			OfDemand
			Body struct {
				Explanation string `json:"explanation" maxLength:"2000"`
			}
		}) (done, error) {
			return done{true}, spotchecks.Explain(tx, in.ID, in.Demand, in.Body.Explanation)
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/requests/{id}/demands/{demand}/explanation", "takeExplanationBack", "Take an explanation back that is not released"),
		func(tx *tenants.Tx, in *OfDemand) (done, error) {
			return done{true}, spotchecks.TakeBack(tx, in.ID, in.Demand)
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/requests/{id}/demands/{demand}/documents", "listAddable", "List the candidate's document versions that could be put against a demand"),
		func(tx *tenants.Tx, in *OfDemand) (list[version], error) {
			all, err := addable(tx, in.ID, in.Demand)
			return list[version]{Items: each(all, versionOf)}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/requests/{id}/releases", "releaseDocuments", "Open exactly these proposals to IMI for this request, with a signed statement"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Proposals []uuid.UUID `json:"proposals" maxItems:"500"`
				Statement string      `json:"statement" maxLength:"2000"`
			}
		}) (made, error) {
			r, err := spotchecks.Send(tx, in.ID, in.Body.Proposals, in.Body.Statement)
			return made{r.ID}, err
		})
	s.imiSpotChecks()
}

// addable are the versions about the candidate that a demand does not have.
func addable(tx *tenants.Tx, request, demand uuid.UUID) ([]evidence.Version, error) {
	k, err := spotchecks.Load(tx, request)
	if err != nil {
		return nil, err
	}
	d, err := k.Demand(demand)
	if err != nil {
		return nil, err
	}
	put, err := submissions.Find(tx, k.SubmissionID)
	if err != nil {
		return nil, err
	}
	all, err := evidence.OfCandidate(tx, put.CandidateID)
	return d.Addable(all), err
}

func (s *service) imiSpotChecks() {
	const purpose = "to follow spot checks"
	look(s, operation(http.MethodGet, "/imi/spot-checks", "listSpotChecks", "List the document requests to every organisation"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			At
			State        string    `query:"state" enum:"open,overdue,closed"`
			Search       string    `query:"search" maxLength:"200"`
			Organisation uuid.UUID `query:"organisation" format:"uuid"`
		}) (list[request], error) {
			page, err := spotchecks.List(tx, spotchecks.Filter{State: in.State, Search: in.Search, Organisation: in.Organisation}, in.ask())
			return listOf(page, requestOf), err
		})
	type Named struct {
		ID uuid.UUID `path:"id" format:"uuid"`
	}
	look(s, operation(http.MethodGet, "/imi/spot-checks/{id}", "getSpotCheck", "Read a document request with exactly what was released to it"), purpose,
		func(tx *tenants.OversightTx, in *Named) (request, error) {
			k, err := spotchecks.Load(tx, in.ID)
			return requestOf(k), err
		})
	oversee(s, operation(http.MethodPost, "/imi/spot-checks", "issueSpotCheck", "Request documents about a credential's holder"), "to issue a document request",
		func(tx *tenants.OversightTx, in *struct {
			Body struct {
				CredentialID uuid.UUID   `json:"credential_id" format:"uuid"`
				Kind         string      `json:"kind" enum:"routine,for_cause,urgent"`
				Reason       string      `json:"reason" maxLength:"2000" doc:"The organisation reads it"`
				Demands      []newDemand `json:"demands" maxItems:"30"`
			}
		}) (request, error) {
			n := spotchecks.NewRequest{Credential: in.Body.CredentialID, Kind: spotchecks.Urgency(in.Body.Kind), Reason: in.Body.Reason}
			for _, d := range in.Body.Demands {
				n.Demands = append(n.Demands, spotchecks.NewDemand{Kind: d.Kind, Note: d.Note})
			}
			r, err := spotchecks.Issue(tx, n)
			if err != nil {
				return request{}, err
			}
			k, err := spotchecks.Load(tx, r.ID)
			return requestOf(k), err
		})
	oversee(s, operation(http.MethodPost, "/imi/spot-checks/{id}/finding", "concludeSpotCheck", "Record the outcome; the opening ends"), "to record the outcome of a spot check",
		func(tx *tenants.OversightTx, in *struct {
			Named
			Body struct {
				Outcome string `json:"outcome" enum:"satisfactory,satisfactory_with_actions,unsatisfactory,not_supplied,withdrawn"`
				Summary string `json:"summary" maxLength:"4000"`
			}
		}) (done, error) {
			_, err := spotchecks.Conclude(tx, in.ID, in.Body.Outcome, in.Body.Summary)
			return done{err == nil}, err
		})
}
