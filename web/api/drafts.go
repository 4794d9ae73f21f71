package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web/locales"
)

// checked is one line of a submission's completeness.
type checked struct {
	Obligation string `json:"obligation" doc:"IMI's obligation, by its id"`
	State      string `json:"state" enum:"met,missing,exempt"`
	Sentence   string `json:"sentence" doc:"What it comes to, with its figures"`
	MendAt     string `json:"mend_at,omitempty" enum:"program,logbook,training,assessment,documents,reason,submission" doc:"Where what is missing is mended"`
	Kind       string `json:"kind,omitempty" doc:"Of the document that is asked for"`
}

func checkedOf(tx *tenants.Tx, l submissions.Line) checked {
	return checked{l.Citation, string(l.State), sentence(tx, l.Sentence), string(l.Mend), l.Kind}
}

// sentence says a sentence of the rules, with its days as the caller writes them.
func sentence(tx tenants.Transaction, s fault.Sentence) string {
	said := fault.Sentence{Key: s.Key, Args: map[string]any{}}
	for name, value := range s.Args {
		said.Args[name] = value
	}
	if typed, ok := said.Args["On"].(string); ok {
		if at, err := time.Parse(time.DateOnly, typed); err == nil {
			said.Args["On"] = speaker(tx).Day(at)
		}
	}
	return speaker(tx).Sentence(said)
}

// declaration is what a named person declares with a submission (IMI-SU-06).
type declaration struct {
	Words  string `json:"words" doc:"In the language of who reads them"`
	SHA256 string `json:"sha256" doc:"Of the words; send it when you submit, to say that these are what was read"`
	Name   string `json:"name,omitempty" doc:"Who declared"`
}

// declarationOf is what was declared; of a draft, what is to be, in the
// language of who asks.
func declarationOf(tx tenants.Transaction, s submissions.Submission) *declaration {
	if s.SubmittedAt == nil {
		d := toDeclare(speaker(tx), s)
		return &d
	}
	return &declaration{s.Declaration, hashOf(s.Declaration), s.SubmittedByName}
}

// toDeclare is what is to be declared with a draft.
func toDeclare(say locales.T, s submissions.Submission) declaration {
	words := say.Say("submission.declare_words", "Name", s.Holder, "Certification", say.Say("certification."+s.Certification))
	return declaration{Words: words, SHA256: hashOf(words)}
}

// declared are the words that somebody says they read, in whichever language; ""
// where those of the draft are others now.
func declared(s submissions.Submission, sum string) string {
	for _, locale := range locales.Offered() {
		if d := toDeclare(locales.New(locale, nil), s); d.SHA256 == sum {
			return d.Words
		}
	}
	return ""
}

func hashOf(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// offer is a document version that the manifest can hold.
type offer struct {
	version
	Chosen bool `json:"chosen"`
}

// drafts are submissions until they are sent.
func (s *service) drafts() {
	read(s, operation(http.MethodGet, "/o/{organisation}/submissions/{id}/check", "checkSubmission", "Hold a submission line by line against the rules in force"),
		func(tx *tenants.Tx, in *One) (list[checked], error) {
			c, err := submissions.CheckOf(tx, in.ID)
			return list[checked]{Items: each(c.Lines, func(l submissions.Line) checked { return checkedOf(tx, l) })}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/submissions/{id}/documents", "listOffered", "List the document versions that the manifest can hold, and those it holds"),
		func(tx *tenants.Tx, in *One) (list[offer], error) {
			found, err := submissions.Find(tx, in.ID)
			if err != nil {
				return list[offer]{}, err
			}
			all, err := submissions.Offered(tx, found)
			return list[offer]{Items: each(all, func(o submissions.Offer) offer { return offer{versionOf(o.Version), o.Chosen} })}, err
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
				Name        string `json:"name" maxLength:"200" doc:"Who declares, in full"`
				Agreed      bool   `json:"agreed" doc:"That the declaration of getSubmission is theirs"`
				Declaration string `json:"declaration" minLength:"64" maxLength:"64" doc:"The sha256 of the words that were read"`
			}
		}) (submission, error) {
			found, err := submissions.Find(tx, in.ID)
			if err != nil {
				return submission{}, err
			}
			words := declared(found, in.Body.Declaration)
			if found.SubmittedAt == nil && words == "" {
				var c fault.Check
				c.Field("declaration", "api.declaration_other")
				return submission{}, c.Err()
			}
			if _, err := submissions.Submit(tx, submissions.Declaration{SubmissionID: in.ID, Name: in.Body.Name, Words: words, Agreed: in.Body.Agreed}); err != nil {
				return submission{}, err
			}
			return submissionNow(tx, in.ID)
		})
}

// facts are what IMI was told of a candidate: a copy that never changes.
type facts struct {
	Holder      submissions.Holder         `json:"holder"`
	Program     submissions.ProgramFact    `json:"program"`
	Eligibility []checked                  `json:"eligibility"`
	Trainings   []submissions.TrainingFact `json:"trainings"`
	Trainers    []submissions.PersonFact   `json:"trainers"`
	Assessors   []submissions.PersonFact   `json:"assessors"`
	Sheets      []submissions.ScoresFact   `json:"sheets"`
	Decision    *submissions.DecisionFact  `json:"decision,omitempty"`
}

func factsOf(tx tenants.Transaction, id uuid.UUID) (facts, error) {
	if _, err := submissions.Find(tx, id); err != nil {
		return facts{}, err
	}
	t, err := submissions.FactsOf(tx, id)
	return facts{t.Holder, t.Program, each(t.Eligibility, func(e submissions.EligibilityFact) checked {
		return checked{Obligation: e.Citation, State: string(e.State), Sentence: sentence(tx, e.Sentence())}
	}), all(t.Trainings), all(t.Trainers), all(t.Assessors), all(t.Sheets), t.Decision}, err
}

// all is a list that is never null.
func all[T any](rows []T) []T { return append([]T{}, rows...) }
