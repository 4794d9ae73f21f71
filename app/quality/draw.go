package quality

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
)

// Draw takes the sheets that are due by a plan and not drawn yet, and answers
// them. Where nothing is due it takes none. Returns NotFound when the plan is
// not the actor's to see, Conflict when it has ended.
func Draw(tx *tenants.Tx, plan uuid.UUID) ([]QualityCheck, error) {
	p, err := planInForce(tx, plan)
	if err != nil {
		return nil, err
	}
	if err := tx.Allow("draw", &p); err != nil {
		return nil, err
	}
	pools, err := poolsOf(tx, []SamplingPlan{p})
	if err != nil {
		return nil, err
	}
	due := p.due(pools[0])
	if len(due) == 0 {
		return nil, nil
	}
	names, err := assessorNames(tx, due)
	if err != nil {
		return nil, err
	}
	checks := make([]QualityCheck, len(due))
	for i, s := range due {
		checks[i] = QualityCheck{TenantID: p.TenantID, ID: tx.NewID(), PlanID: p.ID, ProgramID: p.ProgramID, ScoreSheetID: s.ID, AssessmentID: s.AssessmentID,
			CandidateID: s.CandidateID, MembershipID: s.MembershipID, AssessorName: names[s.MembershipID], DrawnAt: tx.Now(), DrawnBy: tx.Membership()}
		if err := tx.Allow("draw", &checks[i]); err != nil {
			return nil, err
		}
	}
	if err := keepDrawn(tx, checks); err != nil {
		return nil, err
	}
	tx.Record(tenants.Event{Action: "quality.drawn", Resource: "sampling_plan", Subject: p.ID, Detail: map[string]any{"program": p.ProgramID, "sheets": len(checks), "seed": p.Seed}})
	return checks, nil
}

// pool is what a plan draws from.
type pool struct {
	sheets []assessments.ScoreSheet // of assessments decided within its days
	drawn  map[uuid.UUID]bool       // those that were drawn, by whichever plan
	first  map[uuid.UUID][]string   // the first sheets of an assessor here, in order
}

// due are the sheets that the plan asks for beyond those that were drawn: of
// each assessor every one of their first cases, and as many others, in the
// order of the hash, as make up their share.
func (p SamplingPlan) due(from pool) (due []assessments.ScoreSheet) {
	byAssessor := map[uuid.UUID][]assessments.ScoreSheet{}
	for _, s := range from.sheets {
		byAssessor[s.MembershipID] = append(byAssessor[s.MembershipID], s)
	}
	for who, sheets := range byAssessor {
		slices.SortFunc(sheets, func(a, b assessments.ScoreSheet) int { return bytes.Compare(p.place(a.ID), p.place(b.ID)) })
		asked := p.asks(len(sheets))
		first := from.first[who][:min(p.FirstCases, len(from.first[who]))]
		have := 0
		var others []assessments.ScoreSheet
		for _, s := range sheets {
			switch {
			case from.drawn[s.ID]:
				have++
			case slices.Contains(first, s.ID.String()):
				have++
				due = append(due, s)
			default:
				others = append(others, s)
			}
		}
		due = append(due, others[:min(len(others), max(0, asked-have))]...)
	}
	slices.SortFunc(due, func(a, b assessments.ScoreSheet) int { return bytes.Compare(p.place(a.ID), p.place(b.ID)) })
	return due
}

// asks is how many of an assessor's sheets the plan asks for.
func (p SamplingPlan) asks(sheets int) int { return max(p.Least, (p.Percent*sheets+99)/100) }

// dueOf counts those of an assessor that are due: as many as due takes.
func (p SamplingPlan) dueOf(s shareOf) int {
	others := s.Sheets - s.Drawn - s.first
	return s.first + min(others, max(0, p.asks(s.Sheets)-s.Drawn-s.first))
}

// place is where a sheet stands in the plan's order.
func (p SamplingPlan) place(sheet uuid.UUID) []byte {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, uint64(p.Seed)), sheet[:]...))
	return sum[:]
}
