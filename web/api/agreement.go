package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/quality"
	"accord/tenants"
)

// figures are how far paired marks agree.
type figures struct {
	Pairs   int      `json:"pairs"`
	Exact   int      `json:"exact" doc:"Pairs of the same mark"`
	Within  int      `json:"within_one" doc:"Pairs at most one point apart; of verdicts it says nothing"`
	Kappa   string   `json:"kappa_state" enum:"given,undefined,too_few" doc:"undefined: both gave one mark only"`
	Value   *float64 `json:"kappa,omitempty" doc:"Cohen's, to two places; where it is given"`
	Reading string   `json:"reading,omitempty" enum:"none,slight,fair,moderate,substantial,almost_perfect" doc:"After Landis and Koch (1977)"`
	Missing int      `json:"missing" doc:"Pairs, until kappa is given"`
}

type criterionFigures struct {
	Lineage uuid.UUID `json:"lineage" doc:"The same in every version of the design that keeps the criterion"`
	Title   string    `json:"title" doc:"In the caller's language"`
	figures
}

// pairedMarks are the two marks of a criterion; nil where it was not seen.
type pairedMarks struct {
	Lineage uuid.UUID `json:"lineage"`
	A       *int      `json:"a"`
	B       *int      `json:"b"`
}

type pairOfSheets struct {
	AssessmentID uuid.UUID     `json:"assessment_id"`
	Candidate    string        `json:"candidate"`
	DecidedAt    time.Time     `json:"decided_at"`
	AssessorA    string        `json:"assessor_a"`
	AssessorB    string        `json:"assessor_b"`
	PassesA      bool          `json:"passes_a" doc:"By the design's rule, this sheet alone"`
	PassesB      bool          `json:"passes_b"`
	Marks        []pairedMarks `json:"marks"`
}

type assessorAgreement struct {
	Missing  int                `json:"missing" doc:"Pairs, until kappa is given"`
	Verdict  figures            `json:"verdict" doc:"Of what each sheet alone comes to"`
	Criteria []criterionFigures `json:"criteria"`
	Pairs    []pairOfSheets     `json:"pairs" doc:"While there are too few for kappa; else none"`
}

func figuresOf(f quality.Figures) figures {
	out := figures{Pairs: f.N, Exact: f.Exact, Within: f.Within, Kappa: string(f.Kappa.State), Missing: f.Kappa.Missing}
	if f.Kappa.State == quality.Given {
		value := float64(f.Kappa.Hundredths) / 100
		out.Value, out.Reading = &value, f.Kappa.Reading()
	}
	return out
}

func agreementOf(tx *tenants.Tx, a quality.Agreement) assessorAgreement {
	out := assessorAgreement{Missing: a.Missing(), Verdict: figuresOf(a.Verdict), Pairs: []pairOfSheets{}}
	out.Criteria = each(a.Criteria, func(c quality.Criterion) criterionFigures {
		return criterionFigures{c.Lineage, c.Title.In(speaker(tx).Locale()), figuresOf(c.Figures)}
	})
	if out.Missing > 0 {
		out.Pairs = each(a.Pairs, func(p quality.Pair) pairOfSheets { return pairOf(a, p) })
	}
	return out
}

func pairOf(a quality.Agreement, p quality.Pair) pairOfSheets {
	out := pairOfSheets{AssessmentID: p.Assessment.ID, Candidate: p.Assessment.CandidateName, DecidedAt: *p.Assessment.DecidedAt, AssessorA: p.A.AssessorName, AssessorB: p.B.AssessorName,
		PassesA: p.Passes[0], PassesB: p.Passes[1], Marks: []pairedMarks{}}
	for _, c := range a.Criteria {
		if both, there := p.Marks[c.Lineage]; there {
			out.Marks = append(out.Marks, pairedMarks{c.Lineage, both[0].Points, both[1].Points})
		}
	}
	return out
}

func (s *service) agreement() {
	read(s, operation(http.MethodGet, "/o/{organisation}/programs/{id}/agreement", "getAgreement", "Count how far two assessors' sheets agree under a program, over the latest 500 decided assessments"),
		func(tx *tenants.Tx, in *struct {
			One
			From  time.Time `query:"from" format:"date-time" doc:"Of the decision"`
			Until time.Time `query:"until" format:"date-time" doc:"Before this moment"`
			A     uuid.UUID `query:"assessor_a" format:"uuid" doc:"A membership; the pair's order is then theirs"`
			B     uuid.UUID `query:"assessor_b" format:"uuid"`
		}) (assessorAgreement, error) {
			a, err := quality.Agree(tx, quality.Over{Program: in.ID, From: in.From, Until: in.Until, One: in.A, Other: in.B})
			if err != nil {
				return assessorAgreement{}, err
			}
			return agreementOf(tx, a), nil
		})
}
