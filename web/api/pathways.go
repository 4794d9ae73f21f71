package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/pathways"
	"accord/app/programs"
	"accord/app/readiness"
	"accord/app/standards"
	"accord/tenants"
	"accord/web/locales"
)

// step is one certification of a candidate's pathway.
type step struct {
	Certification string     `json:"certification"`
	Stage         string     `json:"stage" enum:"held,with_imi,ready,missing,elsewhere"`
	RuleSet       string     `json:"rule_set"`
	ProgramID     *uuid.UUID `json:"program_id,omitempty" doc:"Under which the candidate would be put forward"`
	Lines         []asked    `json:"lines"`
}

// asked is one line of eligibility with its sentences.
type asked struct {
	Citation string `json:"citation"`
	State    string `json:"state" enum:"met,missing,exempt"`
	Sentence string `json:"sentence"`
	Note     string `json:"note,omitempty" doc:"Who decided and why, or what IMI asks where the program asks for more"`
}

type excepted struct {
	ID          uuid.UUID  `json:"id"`
	ProgramID   uuid.UUID  `json:"program_id"`
	Citation    string     `json:"citation"`
	Reason      string     `json:"reason"`
	DecidedAt   time.Time  `json:"decided_at"`
	DecidedBy   string     `json:"decided_by"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
}

// way is where a candidate stands.
type way struct {
	Next       string     `json:"next,omitempty" doc:"The certification to work on next"`
	Steps      []step     `json:"steps"`
	Exemptions []excepted `json:"exemptions"`
}

func wayOf(tx *tenants.Tx, p pathways.Pathway) way {
	say := speaker(tx)
	w := way{Exemptions: each(p.Exemptions, func(e candidates.Exemption) excepted {
		return excepted{e.ID, e.ProgramID, e.Citation, e.Reason, e.DecidedAt, e.DecidedByName, e.WithdrawnAt}
	})}
	w.Steps = each(p.Steps, func(s pathways.Step) step {
		out := step{Certification: s.Certification.ID, Stage: string(s.Stage), RuleSet: s.RuleSet.ID, Lines: each(s.Lines, askedBy(say))}
		if s.Program != nil {
			out.ProgramID = &s.Program.ID
		}
		return out
	})
	if p.Next >= 0 {
		w.Next = p.Steps[p.Next].Certification.ID
	}
	return w
}

// askedBy says lines in the caller's language.
func askedBy(say locales.T) func(standards.Line) asked {
	return func(l standards.Line) asked {
		a := asked{Citation: l.Citation, State: string(l.State), Sentence: say.Sentence(l.Sentence)}
		if l.Note.Key != "" {
			a.Note = say.Sentence(l.Note)
		}
		return a
	}
}

// gap is one thing that a file lacks before its candidate is judged.
type gap struct {
	Kind          string `json:"kind" enum:"identity,empty,verify,asked" doc:"The identity, an empty logbook, entries to be verified, or fewer than a certification asks"`
	Certification string `json:"certification,omitempty"`
	Sentence      string `json:"sentence"`
}

type unready struct {
	Lacks []gap `json:"lacks"`
}

// kindsOffered are the kinds of program under which somebody can be assessed now.
func kindsOffered(tx *tenants.Tx) (kinds []string, err error) {
	all, err := assessments.Openable(tx)
	for _, p := range all {
		if !slices.Contains(kinds, p.Kind) {
			kinds = append(kinds, p.Kind)
		}
	}
	return kinds, err
}

func (s *service) pathways() {
	read(s, operation(http.MethodGet, "/o/{organisation}/candidates/{id}/pathway", "getPathway", "Read where a candidate stands on IMI's pathway, and what is missing"),
		func(tx *tenants.Tx, in *One) (way, error) {
			p, err := pathways.Of(tx, in.ID)
			return wayOf(tx, p), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/candidates/{id}/readiness", "getReadiness", "Read what a candidate's file lacks before they are judged; it stops nobody"),
		func(tx *tenants.Tx, in *One) (unready, error) {
			kinds, err := kindsOffered(tx)
			if err != nil {
				return unready{}, err
			}
			all, err := readiness.OfCandidate(tx, in.ID, kinds...)
			say := speaker(tx)
			return unready{each(all, func(l readiness.Lack) gap { return gap{string(l.Kind), l.Certification, say.Sentence(l.Sentence)} })}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/candidates/{id}/exemptions", "recordExemption", "Except a candidate from a rule of eligibility, with a reason that IMI reads"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				ProgramID uuid.UUID `json:"program_id" format:"uuid"`
				Citation  string    `json:"citation" maxLength:"20"`
				Reason    string    `json:"reason" maxLength:"2000"`
			}
		}) (made, error) {
			e, err := candidates.Exempt(tx, candidates.NewExemption{CandidateID: in.ID, ProgramID: in.Body.ProgramID, Citation: in.Body.Citation, Reason: in.Body.Reason})
			return made{e.ID}, err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/candidates/{id}/exemptions/{exemption}", "withdrawExemption", "Withdraw an exemption: the rule holds again"),
		func(tx *tenants.Tx, in *struct {
			One
			Exemption uuid.UUID `path:"exemption" format:"uuid"`
		}) (done, error) {
			return done{true}, candidates.WithdrawExemption(tx, in.ID, in.Exemption)
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/programs/{id}/floor", "raiseFloor", "Set what a program asks above IMI's floor; 0 is as IMI asks"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Mediations int `json:"mediations,omitempty"`
				Hours      int `json:"hours,omitempty"`
			}
		}) (done, error) {
			return done{true}, programs.Raise(tx, in.ID, standards.Floor{Mediations: in.Body.Mediations, Hours: in.Body.Hours})
		})
}
