package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/evidence"
	"accord/app/files"
	"accord/tenants"
)

type access struct {
	State      string     `json:"state" enum:"invited,lapsed,active,revoked"`
	Email      string     `json:"email"`
	InvitedAt  time.Time  `json:"invited_at"`
	InvitedBy  string     `json:"invited_by"`
	Until      time.Time  `json:"until" doc:"Until when the link works"`
	AcceptedAt *time.Time `json:"accepted_at,omitempty"`
}

// onFile is that a document of a kind is on file; the document is its filer's.
type onFile struct {
	Kind  string    `json:"kind"`
	Since time.Time `json:"since"`
}

type ownFile struct {
	Candidate candidate  `json:"candidate"`
	Phone     string     `json:"phone,omitempty"`
	Languages []string   `json:"languages" doc:"Beside the one of their letters"`
	NameFixed bool       `json:"name_fixed" doc:"The identity was checked by it"`
	Asked     []string   `json:"asked" doc:"The kinds of document that certification asks for and that a candidate brings"`
	Wanted    []string   `json:"wanted" doc:"Those of them that are neither on file nor on their way"`
	OnFile    []onFile   `json:"on_file" doc:"Of what candidates bring, what is on file, whoever filed it"`
	Consents  consentsOf `json:"consents"`
	Results   []result   `json:"results"`
}

func accessOf(a candidates.Access, now time.Time) access {
	return access{a.State(now), a.Email, a.InvitedAt, a.InvitedByName, a.Until, a.AcceptedAt}
}

func wholeFile(tx *tenants.Tx) (out ownFile, err error) {
	p, err := files.Mine(tx)
	if err != nil {
		return out, err
	}
	out = ownFile{Candidate: candidateOf(p.Candidate), Phone: p.Contact.Phone, Languages: append([]string{}, p.Contact.Spoken()...), NameFixed: p.Fixed}
	if out.Asked, err = files.Asked(tx); err != nil {
		return out, err
	}
	papers, err := files.PapersOf(tx, p)
	if err != nil {
		return out, err
	}
	out.Wanted = append([]string{}, papers.Wanted...)
	out.OnFile = each(papers.OnFile, func(k evidence.KindOnFile) onFile { return onFile{k.Kind, *k.Since} })
	said, err := consents.Of(tx, p.ID)
	if err != nil {
		return out, err
	}
	out.Consents = toldAndSaid(said)
	told, err := appeals.ResultsOf(tx, p.ID)
	out.Results = each(told, resultOf)
	return out, err
}

func (s *service) files() {
	const own, of = "/o/{organisation}/file", "/o/{organisation}/candidates/{id}/access"
	read(s, operation(http.MethodGet, own, "getOwnFile", "Read one's own file, signed in as a candidate; the logbook and documents are read by the candidate's id"),
		func(tx *tenants.Tx, _ *In) (ownFile, error) { return wholeFile(tx) })
	write(s, operation(http.MethodPut, own+"/profile", "editOwnProfile", "Change what one says of oneself; the name stays once the identity was checked by it"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Name      string   `json:"name" maxLength:"200"`
				Language  string   `json:"language" maxLength:"2"`
				Country   string   `json:"country,omitempty" maxLength:"2"`
				Phone     string   `json:"phone,omitempty" maxLength:"31"`
				Languages []string `json:"languages,omitempty" maxItems:"10"`
			}
		}) (ownFile, error) {
			b := in.Body
			if _, err := files.Edit(tx, candidates.OwnProfile{Name: b.Name, Language: b.Language, Country: b.Country, Phone: b.Phone, Languages: b.Languages}); err != nil {
				return ownFile{}, err
			}
			return wholeFile(tx)
		})
	read(s, operation(http.MethodGet, of, "getAccess", "Read whether a candidate signs in to their own file, or was invited to"),
		func(tx *tenants.Tx, in *One) (access, error) {
			a, err := candidates.AccessOf(tx, in.ID)
			return accessOf(a, tx.Now()), err
		})
	write(s, operation(http.MethodPost, of, "inviteCandidate", "Invite a candidate to sign in to their own file, by a link that works once"),
		func(tx *tenants.Tx, in *One) (access, error) {
			a, err := candidates.InviteToFile(tx, in.ID)
			return accessOf(a, tx.Now()), err
		})
	write(s, operation(http.MethodPost, of+"/revocation", "revokeAccess", "Take back a candidate's access to their own file, or the invitation to it"),
		func(tx *tenants.Tx, in *One) (access, error) {
			a, err := candidates.AccessOf(tx, in.ID)
			if err == nil {
				err = candidates.RevokeAccess(tx, in.ID)
			}
			now := tx.Now()
			a.EndedAt = &now
			return accessOf(a, now), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/invitations", "inviteCandidates", "Invite several candidates; who signs in already is left out"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Candidates []uuid.UUID `json:"candidates" minItems:"1" maxItems:"200"`
			}
		}) (struct {
			Letters int `json:"letters"`
		}, error) {
			n, err := candidates.InviteAll(tx, in.Body.Candidates)
			return struct {
				Letters int `json:"letters"`
			}{n}, err
		})
}
