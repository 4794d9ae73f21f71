package trainings

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewCohort is what a form says of a cohort.
type NewCohort struct {
	Program          uuid.UUID
	Code, Title      string
	Language, Place  string
	StartsOn, EndsOn time.Time // days
	Capacity         int
	RequiredHours    float64
	AttendanceFloor  int    // percent
	FeeNote          string // what it costs, in the organisation's words
	TimeZone         string // IANA's name; "": that of its place, else the organisation's; a cohort that is there keeps its own
}

// What a cohort's fields are bounded by.
const (
	MaxTitle    = 200
	MaxPlace    = 200
	MaxFeeNote  = 500
	MaxCapacity = 1000
	MaxHours    = 2000
)

var codeForm = regexp.MustCompile(`^[A-Z0-9][A-Z0-9._/-]{0,39}$`)

// Open opens a cohort of a CMTP. Returns Invalid with every wrong field (among
// them hours or attendance below the program's own), Conflict when the code is
// another cohort's.
func Open(tx *tenants.Tx, in NewCohort) (Cohort, error) {
	in = in.tidy()
	p, err := programFor(tx, in.Program)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Cohort{}, err
	}
	if err := in.check(p); err != nil {
		return Cohort{}, err
	}
	if in.TimeZone == "" {
		if in.TimeZone, err = ZoneOf(tx, p, in.Place); err != nil {
			return Cohort{}, err
		}
	}
	c := Cohort{TenantID: tx.Tenant(), ID: tx.NewID(), CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	in.into(&c)
	if err := tx.Allow("create", &c); err != nil {
		return Cohort{}, err
	}
	if err := insert(tx, &c); err != nil {
		return Cohort{}, codeTaken(err)
	}
	tx.Record(tenants.Event{Action: "cohort.opened", Resource: "cohort", Subject: c.ID, Detail: map[string]any{"code": c.Code}})
	return c, nil
}

// programFor reads the program a cohort would be of; a zero program with
// NotFound when it is none of the organisation's.
func programFor(tx *tenants.Tx, id uuid.UUID) (programs.Program, error) {
	if id == uuid.Nil {
		return programs.Program{}, fault.Absent("program")
	}
	return ProgramOf(tx, id)
}

func (in NewCohort) tidy() NewCohort {
	in.Code = strings.ToUpper(strings.Join(strings.Fields(in.Code), "-"))
	in.Title, in.Place, in.FeeNote = oneLine(in.Title), oneLine(in.Place), oneLine(in.FeeNote)
	in.StartsOn, in.EndsOn = day(in.StartsOn), day(in.EndsOn)
	return in
}

func (in NewCohort) check(p programs.Program) error {
	var c fault.Check
	switch {
	case c.If(p.ID == uuid.Nil, "program", "cohort.program_required"):
	case c.If(p.Kind != programs.CMTP, "program", "cohort.program_kind"):
	case c.If(p.ClosedAt != nil, "program", "cohort.program_closed"):
	}
	switch {
	case c.If(in.Code == "", "code", "cohort.code_required"):
	case c.If(!codeForm.MatchString(in.Code), "code", "cohort.code_form"):
	}
	switch {
	case c.If(in.Title == "", "title", "cohort.title_required"):
	case c.If(utf8.RuneCountInString(in.Title) > MaxTitle, "title", "candidate.too_long", "Max", MaxTitle):
	}
	c.If(utf8.RuneCountInString(in.Place) > MaxPlace, "place", "candidate.too_long", "Max", MaxPlace)
	c.If(utf8.RuneCountInString(in.FeeNote) > MaxFeeNote, "fee_note", "candidate.too_long", "Max", MaxFeeNote)
	if in.TimeZone != "" {
		people.CheckZone(&c, "time_zone", in.TimeZone)
	}
	c.If(!candidates.IsLanguage(in.Language), "language", "candidate.language_unknown")
	switch {
	case c.If(in.StartsOn.Year() < 1990 || in.StartsOn.Year() > 2200, "starts_on", "cohort.starts_required"):
	case c.If(in.EndsOn.Before(in.StartsOn), "ends_on", "cohort.ends_before"):
	case c.If(in.EndsOn.After(in.StartsOn.AddDate(3, 0, 0)), "ends_on", "cohort.too_long"):
	}
	c.If(in.Capacity < 1 || in.Capacity > MaxCapacity, "capacity", "cohort.capacity", "Max", MaxCapacity)
	switch {
	case c.If(!(in.RequiredHours > 0) || in.RequiredHours > MaxHours || !hundredths(in.RequiredHours), "required_hours", "cohort.hours", "Max", MaxHours):
	case c.If(in.RequiredHours < p.CourseHours, "required_hours", "cohort.hours_below", "Hours", p.CourseHours):
	}
	switch {
	case c.If(in.AttendanceFloor < 0 || in.AttendanceFloor > 100, "attendance_floor", "cohort.floor"):
	case c.If(p.ID != uuid.Nil && in.AttendanceFloor < p.AttendanceFloor, "attendance_floor", "cohort.floor_below", "Floor", p.AttendanceFloor):
	}
	return c.Err()
}

func (in NewCohort) into(c *Cohort) {
	c.ProgramID, c.Code, c.Title, c.Language, c.Place = in.Program, in.Code, in.Title, in.Language, in.Place
	c.StartsOn, c.EndsOn, c.Capacity = in.StartsOn, in.EndsOn, in.Capacity
	c.RequiredHours, c.AttendanceFloor, c.FeeNote = in.RequiredHours, in.AttendanceFloor, in.FeeNote
	c.TimeZone = in.TimeZone
}

// codeTaken gives the database's word on a code the field it belongs to.
func codeTaken(err error) error {
	if !tenants.Violates(err, "cohort_tenant_id_code_key") {
		return err
	}
	return at(fault.Conflict, "code", "cohort.code_taken").Because(err)
}

// at is a refusal with one sentence at one field.
func at(code fault.Code, field, key string, pairs ...any) *fault.Error {
	f := fault.New(code, "fault.invalid")
	f.Fields = []fault.FieldError{{Field: field, Sentence: fault.Say(key, pairs...)}}
	return f
}

// changed names the fields in which two values of a comparable list differ.
func changed(names []string, was, is []any) []string {
	var fields []string
	for i, n := range names {
		if was[i] != is[i] {
			fields = append(fields, n)
		}
	}
	return slices.Clip(fields)
}
