package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/identities"
	"accord/tenants"
	"accord/tenants/fault"
)

type notice struct {
	ID          uuid.UUID `json:"id"`
	Kind        string    `json:"kind" enum:"privacy,recording"`
	Number      int       `json:"number"`
	TextEn      string    `json:"text_en,omitempty"`
	TextEs      string    `json:"text_es,omitempty"`
	InForceFrom string    `json:"in_force_from" format:"date" doc:"In the organisation's zone, until the next version's day"`
	PublishedAt time.Time `json:"published_at"`
	PublishedBy string    `json:"published_by,omitempty" doc:"None for the text that comes with Accord"`
}

type acknowledgement struct {
	Notice   uuid.UUID  `json:"notice_id"`
	Language string     `json:"language" doc:"In which they read it"`
	At       time.Time  `json:"at"`
	How      string     `json:"how" enum:"application,file,link,paper"`
	Document *uuid.UUID `json:"document_id,omitempty" doc:"Of the paper"`
	By       string     `json:"by"`
}

type consent struct {
	Notice   uuid.UUID  `json:"notice_id"`
	Language string     `json:"language"`
	Answer   string     `json:"answer" enum:"given,refused,withdrawn"`
	At       time.Time  `json:"at"`
	How      string     `json:"how" enum:"file,link,paper,told"`
	Document *uuid.UUID `json:"document_id,omitempty"`
	By       string     `json:"by"`
}

type consentsOf struct {
	MayRecord        bool              `json:"may_record" doc:"They agree to be recorded; the latest answer counts"`
	LooksAgain       []string          `json:"looks_again" doc:"Of which notices they have not looked at the version in force"`
	PrivacyNotice    *uuid.UUID        `json:"privacy_notice_id,omitempty" doc:"In force"`
	RecordingNotice  *uuid.UUID        `json:"recording_notice_id,omitempty" doc:"In force"`
	Acknowledgements []acknowledgement `json:"acknowledgements"`
	Answers          []consent         `json:"answers" doc:"The latest first"`
}

type identityCheck struct {
	ID        uuid.UUID  `json:"id"`
	Outcome   string     `json:"outcome" enum:"done,failed"`
	Paper     string     `json:"document" enum:"passport,national_id,residence_permit,driving_licence"`
	Country   string     `json:"country" doc:"That issued it"`
	Seen      string     `json:"seen" enum:"in_person,by_video,copy"`
	LastSigns string     `json:"last_signs,omitempty" doc:"Of its number; the whole is never kept"`
	Reason    string     `json:"reason,omitempty" doc:"Why it failed"`
	CheckedOn string     `json:"checked_on" format:"date"`
	CheckedBy string     `json:"checked_by"`
	Renews    *uuid.UUID `json:"renews,omitempty" doc:"The check that this takes the place of"`
}

func noticeOf(n consents.Notice) notice {
	return notice{n.ID, n.Kind, n.Number, n.TextEn, n.TextEs, day(n.InForceFrom), n.PublishedAt, n.PublishedByName}
}

func acknowledgementOf(a consents.Acknowledgement) acknowledgement {
	return acknowledgement{a.NoticeID, a.Language, a.At, a.How, a.DocumentID, a.ByName}
}

func consentOf(r consents.RecordingConsent) consent {
	return consent{r.NoticeID, r.Language, string(r.Answer), r.At, r.How, r.DocumentID, r.ByName}
}

func identityCheckOf(c identities.Check) identityCheck {
	return identityCheck{c.ID, string(c.Outcome), c.Paper, c.Country, c.Seen, c.LastSigns, c.Reason, day(c.CheckedOn), c.CheckedByName, c.RenewsID}
}

func toldAndSaid(s consents.Standing) consentsOf {
	out := consentsOf{MayRecord: s.Recorded(), LooksAgain: []string{}, Acknowledgements: each(s.Read, acknowledgementOf), Answers: each(s.Answers, consentOf)}
	for _, kind := range consents.Kinds {
		if s.LooksAgain(kind) {
			out.LooksAgain = append(out.LooksAgain, kind)
		}
	}
	if s.Privacy != nil {
		out.PrivacyNotice = &s.Privacy.ID
	}
	if s.Recording != nil {
		out.RecordingNotice = &s.Recording.ID
	}
	return out
}

func (s *service) consents() {
	const notices, of = "/o/{organisation}/notices", "/o/{organisation}/candidates/{id}"
	read(s, operation(http.MethodGet, notices, "listNotices", "List the versions of the privacy notice and of the recording consent, the latest first"),
		func(tx *tenants.Tx, _ *In) (list[notice], error) {
			all, err := consents.Notices(tx)
			return list[notice]{Items: each(all, noticeOf)}, err
		})
	write(s, operation(http.MethodPost, notices, "publishNotice", "Publish the next version of a notice; it cannot be changed any more"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Kind        string `json:"kind" enum:"privacy,recording"`
				TextEn      string `json:"text_en,omitempty" maxLength:"20000"`
				TextEs      string `json:"text_es,omitempty" maxLength:"20000"`
				InForceFrom string `json:"in_force_from" format:"date"`
			}
		}) (notice, error) {
			b := in.Body
			n, err := consents.Publish(tx, consents.NewNotice{Kind: b.Kind, TextEn: b.TextEn, TextEs: b.TextEs, InForceFrom: dayOf(b.InForceFrom)})
			return noticeOf(n), err
		})
	read(s, operation(http.MethodGet, notices+"/{id}/waiting", "listWhoHasNotLooked", "List the candidates who have not looked at a version"),
		func(tx *tenants.Tx, in *struct {
			One
			At
		}) (list[candidate], error) {
			n, err := consents.Get(tx, in.ID)
			if err == nil {
				err = tx.Allow("publish", &n)
			}
			if err != nil {
				return list[candidate]{}, err
			}
			page, err := consents.Waiting(tx, n, in.ask())
			return listOf(page, candidateOf), err
		})
	write(s, operation(http.MethodPost, notices+"/{id}/reminders", "askToLook", "Write to candidates who have not looked at the version in force, with a link by which they do"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Candidates []uuid.UUID `json:"candidates" minItems:"1" maxItems:"200"`
			}
		}) (struct {
			Letters int `json:"letters"`
		}, error) {
			n, err := consents.Remind(tx, in.ID, in.Body.Candidates)
			return struct {
				Letters int `json:"letters"`
			}{n}, err
		})
	read(s, operation(http.MethodGet, of+"/consents", "getConsents", "Read what a candidate was told, and what they said to it"),
		func(tx *tenants.Tx, in *One) (consentsOf, error) {
			if _, err := candidates.Get(tx, in.ID); err != nil {
				return consentsOf{}, err
			}
			if !tx.Can("read", &consents.RecordingConsent{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: in.ID}) {
				return consentsOf{}, fault.Denied()
			}
			all, err := consents.Of(tx, in.ID)
			return toldAndSaid(all), err
		})
	write(s, operation(http.MethodPost, of+"/acknowledgements", "noteAcknowledgement", "Note that the privacy notice in force was read: the candidate themselves, or a program manager with the paper"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Notice   uuid.UUID  `json:"notice_id" format:"uuid" doc:"The version they had before them"`
				Language string     `json:"language" enum:"en,es"`
				Document *uuid.UUID `json:"document_id,omitempty"`
			}
		}) (acknowledgement, error) {
			a, err := consents.Acknowledge(tx, in.ID, in.Body.Notice, consents.Said{Language: in.Body.Language, Document: orNil(in.Body.Document)})
			return acknowledgementOf(a), called(err, "document", "document_id")
		})
	write(s, operation(http.MethodPost, of+"/recording-consent", "answerRecordingConsent", "Note what a candidate says to being recorded; to agree on somebody's behalf needs their paper"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Notice   uuid.UUID  `json:"notice_id" format:"uuid" doc:"The version they had before them"`
				Answer   string     `json:"answer" enum:"given,refused,withdrawn"`
				Language string     `json:"language" enum:"en,es"`
				Document *uuid.UUID `json:"document_id,omitempty"`
			}
		}) (consent, error) {
			b := in.Body
			r, err := consents.Reply(tx, consents.NewAnswer{Candidate: in.ID, Notice: b.Notice, Answer: consents.Answer(b.Answer), Said: consents.Said{Language: b.Language, Document: orNil(b.Document)}})
			return consentOf(r), called(err, "document", "document_id")
		})
}

func orNil(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}

type newIdentityCheck struct {
	Outcome   string `json:"outcome" enum:"done,failed"`
	Paper     string `json:"document" enum:"passport,national_id,residence_permit,driving_licence"`
	Country   string `json:"country" minLength:"2" maxLength:"2"`
	Seen      string `json:"seen" enum:"in_person,by_video,copy"`
	LastSigns string `json:"last_signs,omitempty" maxLength:"60" doc:"The last two to four of its number; the whole is refused"`
	Reason    string `json:"reason,omitempty" maxLength:"1000" doc:"Why it failed"`
	CheckedOn string `json:"checked_on" format:"date"`
}

func (b newIdentityCheck) of(candidate, application uuid.UUID) identities.NewCheck {
	return identities.NewCheck{Candidate: candidate, Application: application, Outcome: identities.Outcome(b.Outcome), Paper: b.Paper, Country: b.Country, Seen: b.Seen,
		LastSigns: b.LastSigns, Reason: b.Reason, CheckedOn: dayOf(b.CheckedOn)}
}

func (s *service) identities() {
	const of, applicants = "/o/{organisation}/candidates/{id}/identity-checks", "/o/{organisation}/applications/{id}/identity-checks"
	read(s, operation(http.MethodGet, of, "listIdentityChecks", "Read how a candidate's identity was checked, the latest first: it counts"),
		func(tx *tenants.Tx, in *One) (list[identityCheck], error) {
			if _, err := candidates.Get(tx, in.ID); err != nil {
				return list[identityCheck]{}, err
			}
			all, err := identities.OfCandidate(tx, in.ID)
			return list[identityCheck]{Items: each(all, identityCheckOf)}, err
		})
	type check struct {
		One
		Body newIdentityCheck
	}
	write(s, operation(http.MethodPost, of, "checkIdentity", "Note that a candidate's identity was checked, or could not be established"),
		func(tx *tenants.Tx, in *check) (identityCheck, error) {
			c, err := identities.Note(tx, in.Body.of(in.ID, uuid.Nil))
			return identityCheckOf(c), called(err, "paper", "document")
		})
	write(s, operation(http.MethodPost, applicants, "checkApplicantsIdentity", "Note the same of an applicant; it goes with them when they come on file"),
		func(tx *tenants.Tx, in *check) (identityCheck, error) {
			c, err := identities.Note(tx, in.Body.of(uuid.Nil, in.ID))
			return identityCheckOf(c), called(err, "paper", "document")
		})
}
