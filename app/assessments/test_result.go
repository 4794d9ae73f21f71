package assessments

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/google/uuid"
)

// TestResult is what a knowledge test came to, as a decision knows it. The
// database writes the same (app.test_result).
type TestResult struct {
	TestID    uuid.UUID `json:"test_id"`
	Version   int       `json:"version"`
	Title     string    `json:"title"`
	Label     string    `json:"label"` // what is printed on the paper
	PassMark  int       `json:"pass_mark"`
	SatOn     string    `json:"sat_on"`  // a day: 2026-11-16
	Doubled   int       `json:"doubled"` // the marks reached, twice: two totals have a half between them
	Of        int       `json:"of"`
	Passed    bool      `json:"passed"`
	SettledBy string    `json:"settled_by"` // markers, third, minute
	Markers   []string  `json:"markers"`    // by name, in order
	Minute    string    `json:"minute"`
	MinuteBy  string    `json:"minute_by"`
}

// Marks are those reached.
func (r TestResult) Marks() float64 { return float64(r.Doubled) / 2 }

// Same says whether two results say the same.
func (r TestResult) Same(as TestResult) bool {
	markers := slices.Equal(r.Markers, as.Markers)
	r.Markers, as.Markers = nil, nil
	return markers && reflect.DeepEqual(r, as)
}

// Told is as much of it as a candidate is told: not who marked it, nor what
// they agreed on among themselves. Nil of nil.
func (r *TestResult) Told() *TestResult {
	if r == nil {
		return nil
	}
	told := *r
	told.SettledBy, told.Markers, told.Minute, told.MinuteBy = "", nil, "", ""
	return &told
}

// Value writes a result as JSON.
func (r TestResult) Value() (driver.Value, error) {
	text, err := json.Marshal(r)
	return string(text), err
}

// Scan reads it back.
func (r *TestResult) Scan(from any) error {
	switch v := from.(type) {
	case string:
		return json.Unmarshal([]byte(v), r)
	case []byte:
		return json.Unmarshal(v, r)
	}
	return fmt.Errorf("assessments: a test's result from %T", from)
}
