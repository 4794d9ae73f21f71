package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/dashboards"
	"accord/app/knowledge"
	"accord/app/organisations"
	"accord/tenants"
)

// dashboard is an assessing organisation's work in figures.
type dashboard struct {
	Appeals     int      `json:"appeals" doc:"Lodged, and not decided by their panel: the list is appeals?state=lodged"`
	Late        int      `json:"late_appeals" doc:"Of them, past the day by which the panel decides"`
	Scripts     int      `json:"scripts" doc:"Of knowledge tests, without a result: scripts?standing=open"`
	Checks      int      `json:"checks" doc:"Drawn, and not reviewed: quality/checks?state=drawn"`
	Approaching int      `json:"approaching" doc:"Passed, and not with IMI: approaching"`
	Sheets      int      `json:"sheets" doc:"Due of all assessors"`
	Assessors   int      `json:"assessors" doc:"From whom sheets are due"`
	Load        []loaded `json:"load" doc:"Those with the most sheets due, the most first, at most 25"`
}

type loaded struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Name         string    `json:"name"`
	Open         int       `json:"open" doc:"Assessments that wait for their sheet"`
	ThisMonth    int       `json:"this_month"`
	MonthlyLimit int       `json:"monthly_limit,omitempty"`
}

// near is somebody who approaches certification.
type near struct {
	AssessmentID  uuid.UUID  `json:"assessment_id"`
	CandidateID   uuid.UUID  `json:"candidate_id"`
	Name          string     `json:"name"`
	ProgramID     uuid.UUID  `json:"program_id"`
	Certification string     `json:"certification"`
	PassedAt      time.Time  `json:"passed_at"`
	Stage         string     `json:"stage" enum:"held,with_imi,ready,missing,elsewhere"`
	Lines         []asked    `json:"lines"`
	Returned      *uuid.UUID `json:"returned,omitempty" doc:"The submission that IMI gave back: its reasons are to be met, whatever the stage"`
}

// listedScript is a knowledge test in a list.
type listedScript struct {
	ID           uuid.UUID          `json:"id"`
	AssessmentID uuid.UUID          `json:"assessment_id"`
	Name         string             `json:"name" doc:"Of the candidate"`
	SatOn        string             `json:"sat_on" format:"date"`
	FiledAt      time.Time          `json:"filed_at"`
	Standing     string             `json:"standing" enum:"unmarked,marking,apart,settled"`
	Markings     []knowledgeMarking `json:"markings"`
}

const loadShown = 25

func dashboardOf(tx *tenants.Tx) (out dashboard, err error) {
	d, err := dashboards.DueNow(tx)
	if err != nil {
		return out, err
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return out, err
	}
	l, err := dashboards.LoadNow(tx, o.Zone(), loadShown)
	return dashboard{d.Appeals, d.Late, d.Scripts, d.Checks, d.Approaching, l.Sheets, l.Assessors, each(l.Most, func(a dashboards.Loaded) loaded {
		return loaded{a.ID, a.Name, a.Open, a.ThisMonth, a.MonthlyLimit}
	})}, err
}

func (s *service) dashboards() {
	read(s, operation(http.MethodGet, "/o/{organisation}/dashboard", "getDashboard", "Read what is due, who approaches certification and how the load lies, in figures"),
		func(tx *tenants.Tx, _ *In) (dashboard, error) { return dashboardOf(tx) })
	read(s, operation(http.MethodGet, "/o/{organisation}/approaching", "listApproaching", "List who passed and is not with IMI, whoever has waited longest first, with what the rules ask"),
		func(tx *tenants.Tx, in *struct {
			In
			At
		}) (list[near], error) {
			page, err := dashboards.ListApproaching(tx, in.ask())
			say := speaker(tx)
			return listOf(page, func(a dashboards.Approaching) near {
				n := near{AssessmentID: a.Assessment.ID, CandidateID: a.Assessment.CandidateID, Name: a.Assessment.CandidateName, ProgramID: a.Program.ID, Certification: a.Step.Certification.ID,
					PassedAt: *a.Assessment.DecidedAt, Stage: string(a.Step.Stage), Lines: each(a.Step.Lines, askedBy(say))}
				if a.Step.Returned != nil {
					n.Returned = &a.Step.Returned.ID
				}
				return n
			}), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/scripts", "listScripts", "List the scripts of knowledge tests with who marks them, what was filed first first"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Standing string `query:"standing" enum:"open,unmarked,marking,apart,settled"`
		}) (list[listedScript], error) {
			page, err := knowledge.List(tx, knowledge.Standing(in.Standing), in.ask())
			return listOf(page, func(i knowledge.Item) listedScript {
				return listedScript{i.ID, i.AssessmentID, i.CandidateName, i.SatOn.Format(time.DateOnly), i.FiledAt, string(i.Standing),
					each(i.Markings, func(g knowledge.Marking) knowledgeMarking { return knowledgeMarkingOf(g, nil) })}
			}), err
		})
}
