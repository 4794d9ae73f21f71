package appeals

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"accord/app/assessments"
	"accord/app/designs"
	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
)

// Particulars are what a result says beside its words, as it stood when the
// candidate was told.
type Particulars struct {
	Organisation string     `json:"organisation"`
	City         string     `json:"city,omitempty"` // this and the next: of the program
	Country      string     `json:"country,omitempty"`
	Zone         string     `json:"zone"` // the organisation's
	ContactName  string     `json:"contact_name,omitempty"`
	ContactEmail string     `json:"contact_email,omitempty"`
	DecidedAt    time.Time  `json:"decided_at"`
	DecidedBy    string     `json:"decided_by"`
	Left         int        `json:"left"`                 // attempts that are left to who failed; -1: as many as they like
	ResitFrom    *time.Time `json:"resit_from,omitempty"` // nil: at once
	Reasons      []Reason   `json:"reasons"`
}

// Reason is a criterion with what it came to. What each assessor gave for it, and
// noted, stays with the organisation.
type Reason struct {
	Title     designs.Text `json:"title"`
	Benchmark designs.Text `json:"benchmark"`
	Of        int          `json:"of"`                // the most points there are
	Asked     int          `json:"asked"`             // the fewest that are; 0: none
	Reached   *int         `json:"reached,omitempty"` // in hundredths, rounded down: what all marks come to, or a moderation agreed on; nil where it is one assessor's mark, or was not seen
	NotSeen   bool         `json:"not_seen,omitempty"`
	Met       bool         `json:"met"`
}

// Value writes particulars as JSON.
func (p Particulars) Value() (driver.Value, error) {
	text, err := json.Marshal(p)
	return string(text), err
}

// Scan reads them back.
func (p *Particulars) Scan(from any) error {
	switch v := from.(type) {
	case string:
		return json.Unmarshal([]byte(v), p)
	case []byte:
		return json.Unmarshal(v, p)
	}
	return fmt.Errorf("appeals: particulars from %T", from)
}

// particularsOf gathers them of a decided assessment.
func particularsOf(tx *tenants.Tx, a assessments.Assessment) (p Particulars, err error) {
	house, err := organisations.Own(tx)
	if err != nil {
		return p, err
	}
	program, err := assessments.ProgramOf(tx, a.ID)
	if err != nil {
		return p, err
	}
	p = Particulars{Organisation: house.Name, City: program.City, Country: program.Country, Zone: house.TimeZone, DecidedAt: *a.DecidedAt, DecidedBy: a.DecidedByName, Reasons: []Reason{}}
	profile, err := organisations.OwnProfile(tx)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return p, err
	}
	p.ContactName, p.ContactEmail = profile.ContactName, profile.ContactEmail
	sheets, err := assessments.Compare(tx, a.ID)
	if err != nil {
		return p, err
	}
	for i, row := range sheets.Rows {
		p.Reasons = append(p.Reasons, reasonOf(row, sheets.Verdict != nil && slices.Contains(sheets.Verdict.Short, i)))
	}
	if *a.Outcome != assessments.Failed {
		return p, nil
	}
	next, err := assessments.AttemptsOf(tx, a.CandidateID)
	if at := next[a.ProgramID]; err == nil {
		if p.Left = at.Left(); p.Left != 0 && at.Early(tx.Now()) {
			p.ResitFrom = &at.From
		}
	}
	return p, err
}

func reasonOf(row assessments.ComparedRow, short bool) Reason {
	c := row.Criterion
	r := Reason{Title: c.Texts.Title, Benchmark: c.Texts.Benchmark, Of: c.ScaleMax, Asked: c.PassMark, Met: !short}
	if r.Title.Empty() {
		r.Title, r.Benchmark = designs.Text{En: c.Title}, designs.Text{En: c.Benchmark}
	}
	marks, settled := []*int{}, row.Agreed != nil
	if settled {
		marks = append(marks, row.Agreed.Points)
	} else {
		for _, s := range row.Scores {
			if s.Marked() {
				marks = append(marks, s.Points)
			}
		}
	}
	sum, seen := 0, 0
	for _, m := range marks {
		if m != nil {
			sum, seen = sum+*m, seen+1
		}
	}
	switch r.NotSeen = len(marks) > 0 && seen == 0; {
	case settled && seen == 1, seen > 1:
		hundredths := sum * 100 / seen
		r.Reached = &hundredths
	}
	return r
}
