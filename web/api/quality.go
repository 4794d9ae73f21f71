package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/quality"
	"accord/tenants"
)

type samplingPlan struct {
	ID         uuid.UUID  `json:"id"`
	ProgramID  uuid.UUID  `json:"program_id"`
	From       string     `json:"from" format:"date" doc:"This and until: days of decision, where the organisation is"`
	Until      string     `json:"until" format:"date" doc:"The last day"`
	Percent    int        `json:"percent" doc:"Of each assessor's sheets"`
	Least      int        `json:"least" doc:"Of each assessor, where there are as many"`
	FirstCases int        `json:"first_cases" doc:"Of an assessor's first cases every one; 0: none"`
	Note       string     `json:"note,omitempty"`
	Seed       int64      `json:"seed" doc:"By which a draw can be repeated: sheets stand in the order of SHA-256 over the seed, big-endian in 8 bytes, and the sheet's id"`
	OpenedAt   time.Time  `json:"opened_at"`
	OpenedBy   string     `json:"opened_by"`
	EndedAt    *time.Time `json:"ended_at,omitempty"`
}

type planProgress struct {
	samplingPlan
	Drawn    int `json:"drawn"`
	Reviewed int `json:"reviewed"`
	Due      int `json:"due" doc:"Sheets that the plan asks for and that are not drawn yet"`
}

type qualityCheck struct {
	ID           uuid.UUID  `json:"id"`
	PlanID       uuid.UUID  `json:"plan_id"`
	ProgramID    uuid.UUID  `json:"program_id"`
	ScoreSheetID uuid.UUID  `json:"score_sheet_id"`
	AssessmentID uuid.UUID  `json:"assessment_id"`
	MembershipID uuid.UUID  `json:"membership_id" doc:"The sheet's assessor"`
	Assessor     string     `json:"assessor"`
	DrawnAt      time.Time  `json:"drawn_at"`
	State        string     `json:"state" enum:"drawn,reviewed"`
	Outcome      string     `json:"outcome,omitempty" enum:"sound,advice,unsound"`
	Note         string     `json:"note,omitempty"`
	Reviewer     string     `json:"reviewer,omitempty"`
	ReviewedAt   *time.Time `json:"reviewed_at,omitempty"`
}

type meeting struct {
	ID         uuid.UUID   `json:"id"`
	HeldOn     string      `json:"held_on" format:"date"`
	Title      string      `json:"title"`
	Minute     string      `json:"minute"`
	Actions    string      `json:"actions,omitempty"`
	ProgramIDs []uuid.UUID `json:"program_ids" doc:"That it was about; none: all"`
	Members    []attendant `json:"members" doc:"Who took part"`
	Corrects   *uuid.UUID  `json:"corrects,omitempty" doc:"The record that this one takes the place of"`
	RecordedAt time.Time   `json:"recorded_at"`
	RecordedBy string      `json:"recorded_by"`
}

type attendant struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Name         string    `json:"name"`
}

func samplingPlanOf(p quality.SamplingPlan) samplingPlan {
	return samplingPlan{p.ID, p.ProgramID, day(p.FromOn), day(p.UntilOn), p.Percent, p.Least, p.FirstCases, p.Note, p.Seed, p.OpenedAt, p.OpenedByName, p.EndedAt}
}

func planProgressOf(p quality.Progress) planProgress {
	return planProgress{samplingPlanOf(p.SamplingPlan), p.Drawn, p.Reviewed, p.Due}
}

func qualityCheckOf(c quality.QualityCheck) qualityCheck {
	out := qualityCheck{ID: c.ID, PlanID: c.PlanID, ProgramID: c.ProgramID, ScoreSheetID: c.ScoreSheetID, AssessmentID: c.AssessmentID, MembershipID: c.MembershipID, Assessor: c.AssessorName,
		DrawnAt: c.DrawnAt, State: string(c.State()), Note: c.Note, Reviewer: c.ReviewedByName, ReviewedAt: c.ReviewedAt}
	if c.Outcome != nil {
		out.Outcome = string(*c.Outcome)
	}
	return out
}

// meetingsOf adds to meetings what they were about and who took part.
func meetingsOf(tx *tenants.Tx, all []quality.Standardisation) ([]meeting, error) {
	about, err := quality.About(tx, all)
	if err != nil {
		return nil, err
	}
	took, err := quality.Attending(tx, all)
	return each(all, func(s quality.Standardisation) meeting {
		return meeting{s.ID, day(s.HeldOn), s.Title, s.Minute, s.Actions, each(about[s.ID], func(p quality.StandardisationProgram) uuid.UUID { return p.ProgramID }),
			each(took[s.ID], func(m quality.StandardisationMember) attendant { return attendant{m.MembershipID, m.Name} }), s.Corrects, s.RecordedAt, s.RecordedByName}
	}), err
}

func oneMeeting(tx *tenants.Tx, s quality.Standardisation) (meeting, error) {
	all, err := meetingsOf(tx, []quality.Standardisation{s})
	if err != nil {
		return meeting{}, err
	}
	return all[0], nil
}

type newMeeting struct {
	HeldOn    string      `json:"held_on" format:"date"`
	Title     string      `json:"title" maxLength:"200"`
	Minute    string      `json:"minute" maxLength:"8000"`
	Actions   string      `json:"actions,omitempty" maxLength:"4000"`
	Programs  []uuid.UUID `json:"program_ids,omitempty" maxItems:"100" doc:"That it was about; none: all"`
	MemberIDs []uuid.UUID `json:"membership_ids" maxItems:"1000" doc:"Who took part"`
}

func (n newMeeting) of(corrects uuid.UUID) quality.NewMeeting {
	return quality.NewMeeting{HeldOn: dayOf(n.HeldOn), Title: n.Title, Minute: n.Minute, Actions: n.Actions, Programs: n.Programs, Members: n.MemberIDs, Corrects: corrects}
}

func (s *service) quality() {
	const at = "/o/{organisation}/quality"
	read(s, operation(http.MethodGet, at+"/plans", "listSamplingPlans", "List the sampling plans in force, with how far they are"),
		func(tx *tenants.Tx, in *In) (list[planProgress], error) {
			all, err := quality.InForce(tx)
			return list[planProgress]{Items: each(all, planProgressOf)}, err
		})
	write(s, operation(http.MethodPost, at+"/plans", "openSamplingPlan", "Put a sampling plan in force; one per program"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				ProgramID  uuid.UUID `json:"program_id" format:"uuid"`
				From       string    `json:"from" format:"date"`
				Until      string    `json:"until" format:"date" doc:"The last day"`
				Percent    int       `json:"percent" minimum:"1" maximum:"100"`
				Least      int       `json:"least,omitempty" minimum:"0" maximum:"50"`
				FirstCases int       `json:"first_cases,omitempty" minimum:"0" maximum:"50"`
				Note       string    `json:"note,omitempty" maxLength:"2000"`
			}
		}) (samplingPlan, error) {
			b := in.Body
			p, err := quality.OpenPlan(tx, quality.NewPlan{ProgramID: b.ProgramID, From: dayOf(b.From), Through: dayOf(b.Until), Percent: b.Percent, Least: b.Least, FirstCases: b.FirstCases, Note: b.Note})
			return samplingPlanOf(p), err
		})
	read(s, operation(http.MethodGet, at+"/plans/{id}", "getSamplingPlan", "Read a sampling plan"),
		func(tx *tenants.Tx, in *One) (samplingPlan, error) {
			p, err := quality.Plan(tx, in.ID)
			return samplingPlanOf(p), err
		})
	write(s, operation(http.MethodPost, at+"/plans/{id}/draw", "drawSheets", "Draw the sheets that are due by a plan; again, only what is due since"),
		func(tx *tenants.Tx, in *One) (list[qualityCheck], error) {
			drawn, err := quality.Draw(tx, in.ID)
			return list[qualityCheck]{Items: each(drawn, qualityCheckOf)}, err
		})
	write(s, operation(http.MethodPost, at+"/plans/{id}/end", "endSamplingPlan", "End a sampling plan"),
		func(tx *tenants.Tx, in *One) (samplingPlan, error) {
			p, err := quality.EndPlan(tx, in.ID)
			return samplingPlanOf(p), err
		})
	read(s, operation(http.MethodGet, at+"/checks", "listQualityChecks", "List drawn sheets and their reviews; an assessor's own, once reviewed"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			State    string    `query:"state" enum:",drawn,reviewed"`
			Outcome  string    `query:"outcome" enum:",sound,advice,unsound"`
			Program  uuid.UUID `query:"program_id" format:"uuid"`
			Assessor uuid.UUID `query:"membership_id" format:"uuid" doc:"The sheet's assessor"`
			Plan     uuid.UUID `query:"plan_id" format:"uuid"`
		}) (list[qualityCheck], error) {
			page, err := quality.Checks(tx, quality.Filter{State: quality.State(in.State), Outcome: quality.Outcome(in.Outcome), Program: in.Program, Assessor: in.Assessor, Plan: in.Plan}, in.ask())
			return listOf(page, qualityCheckOf), err
		})
	read(s, operation(http.MethodGet, at+"/checks/{id}", "getQualityCheck", "Read a drawn sheet's review"),
		func(tx *tenants.Tx, in *One) (qualityCheck, error) {
			c, err := quality.Check(tx, in.ID)
			return qualityCheckOf(c), err
		})
	write(s, operation(http.MethodPost, at+"/checks/{id}/review", "reviewSheet", "Note what a review found, by somebody who was not asked to judge; it stays"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Outcome string `json:"outcome" enum:"sound,advice,unsound"`
				Note    string `json:"note,omitempty" maxLength:"4000" doc:"Needed unless it is sound; the assessor reads it"`
			}
		}) (qualityCheck, error) {
			c, err := quality.Review(tx, quality.Finding{CheckID: in.ID, Outcome: quality.Outcome(in.Body.Outcome), Note: in.Body.Note})
			return qualityCheckOf(c), err
		})
	read(s, operation(http.MethodGet, at+"/meetings", "listMeetings", "List standardisation meetings as they were recorded last; for who took part, theirs"),
		func(tx *tenants.Tx, in *struct {
			In
			At
		}) (list[meeting], error) {
			page, err := quality.Meetings(tx, in.ask())
			if err != nil {
				return list[meeting]{}, err
			}
			all, err := meetingsOf(tx, page.Items)
			return list[meeting]{Items: all, Next: page.Next, Back: page.Back}, err
		})
	write(s, operation(http.MethodPost, at+"/meetings", "recordMeeting", "Record a standardisation meeting; it stays"),
		func(tx *tenants.Tx, in *struct {
			In
			Body newMeeting
		}) (meeting, error) {
			m, err := quality.Record(tx, in.Body.of(uuid.Nil))
			if err != nil {
				return meeting{}, err
			}
			return oneMeeting(tx, m)
		})
	read(s, operation(http.MethodGet, at+"/meetings/{id}", "getMeeting", "Read a standardisation meeting"),
		func(tx *tenants.Tx, in *One) (meeting, error) {
			m, err := quality.Meeting(tx, in.ID)
			if err != nil {
				return meeting{}, err
			}
			return oneMeeting(tx, m)
		})
	write(s, operation(http.MethodPost, at+"/meetings/{id}/correction", "correctMeeting", "Record a meeting anew; the new record takes the other's place, once"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newMeeting
		}) (meeting, error) {
			m, err := quality.Record(tx, in.Body.of(in.ID))
			if err != nil {
				return meeting{}, err
			}
			return oneMeeting(tx, m)
		})
	s.agreement()
}
