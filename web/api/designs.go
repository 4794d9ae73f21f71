package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/designs"
	"accord/tenants"
	"accord/tenants/fault"
)

type said struct {
	En string `json:"en,omitempty" maxLength:"2000"`
	Es string `json:"es,omitempty" maxLength:"2000"`
}

type level struct {
	From int  `json:"from" minimum:"0" maximum:"100" doc:"The fewest points that are this level"`
	Says said `json:"says"`
}

type designMethod struct {
	Name string `json:"name" enum:"knowledge_test,role_play_live,role_play_video,interview,portfolio"`
	Note said   `json:"note,omitempty"`
}

// CriterionSaid is what is said of a criterion of a design.
type CriterionSaid struct {
	Heading   string   `json:"heading" doc:"experience, knowledge or skills; of a program for intercultural mediators also cultural_frameworks, self_awareness, perspectives, communication, preparation or process"`
	Title     said     `json:"title"`
	Benchmark said     `json:"benchmark,omitempty"`
	ScaleMax  int      `json:"scale_max" minimum:"1" maximum:"100" doc:"The highest score"`
	Levels    []level  `json:"levels,omitempty" maxItems:"11" doc:"From the fewest points up"`
	Weight    int      `json:"weight" minimum:"0" maximum:"1000" doc:"What it counts beside the others; 0: its floor alone counts"`
	Floor     int      `json:"floor" minimum:"0" maximum:"100" doc:"The fewest points that are asked; 0: none"`
	Optional  bool     `json:"optional,omitempty" doc:"An assessor may mark it as not seen"`
	Methods   []string `json:"methods,omitempty" maxItems:"5" doc:"By which it is seen: of those that the design uses"`
}

func (n CriterionSaid) in() designs.NewCriterion {
	return designs.NewCriterion{Heading: n.Heading, Title: designs.Text(n.Title), Benchmark: designs.Text(n.Benchmark), ScaleMax: n.ScaleMax,
		Levels: each(n.Levels, func(l level) designs.Level { return designs.Level{From: l.From, Says: designs.Text(l.Says)} }),
		Weight: n.Weight, Floor: n.Floor, Optional: n.Optional, Methods: n.Methods}
}

type designCriterion struct {
	ID       uuid.UUID `json:"id"`
	Lineage  uuid.UUID `json:"lineage" doc:"The same in every version that keeps the criterion"`
	Revision int       `json:"revision" doc:"Send it back with what you change"`
	CriterionSaid
}

func designCriterionOf(c designs.Criterion) designCriterion {
	return designCriterion{c.ID, c.Lineage, c.Revision, CriterionSaid{c.Heading, said(c.Title), said(c.Benchmark), c.ScaleMax,
		each(c.Levels, func(l designs.Level) level { return level{l.From, said(l.Says)} }), c.Weight, c.Floor, c.Optional, append([]string{}, c.SeenBy()...)}}
}

// VersionSaid is what is said of a version of a design.
type VersionSaid struct {
	ID           uuid.UUID  `json:"id"`
	Version      int        `json:"version" doc:"0: a draft"`
	Revision     int        `json:"revision" doc:"Send it back when you set the rule or publish"`
	PublishedAt  *time.Time `json:"published_at,omitempty"`
	PublishedBy  string     `json:"published_by,omitempty"`
	Note         string     `json:"note,omitempty" doc:"What changed, and why"`
	PassPercent  int        `json:"pass_percent" doc:"Of the weighted points; 0 asks for no share"`
	MayFallShort int        `json:"may_fall_short" doc:"How many criteria may stay under their floors"`
	MarksApart   int        `json:"marks_apart" doc:"Of a criterion's scale, in percent, that two assessors' marks may be apart"`
	ResultApart  int        `json:"result_apart" doc:"Points of the percentage reached that two sheets may be apart"`
	Attempts     int        `json:"attempts" doc:"That a candidate has; 0: as many as they like"`
	ResitAfter   int        `json:"resit_after" doc:"Days between a failure and the next attempt"`
}

func designVersionOf(d designs.Design) VersionSaid {
	return VersionSaid{d.ID, d.Version(), d.Revision, d.PublishedAt, d.PublishedByName, d.Note, d.PassPercent, d.MayFallShort, d.MarksApart, d.ResultApart, d.Attempts, d.ResitAfter}
}

type design struct {
	VersionSaid
	Methods  []designMethod    `json:"methods"`
	Criteria []designCriterion `json:"criteria" doc:"By headings, and in order"`
	Missing  []lack            `json:"missing" doc:"What a draft lacks before it can be published"`
}

type lack struct {
	Field string `json:"field"`
	Key   string `json:"key"`
}

func designOf(w designs.Whole) design {
	out := design{VersionSaid: designVersionOf(w.Design), Methods: each(w.Methods, func(m designs.Method) designMethod { return designMethod{m.Name, said(m.Note)} }),
		Criteria: each(w.Criteria, designCriterionOf), Missing: []lack{}}
	if w.Draft() {
		out.Missing = each(designs.Missing(w), func(f fault.FieldError) lack { return lack{f.Field, f.Key} })
	}
	return out
}

// designChange is what becomes of the rule, or of one criterion.
type designChange struct {
	What    string     `json:"what" enum:"added,removed,altered"`
	Lineage *uuid.UUID `json:"criterion,omitempty" doc:"The criterion's lineage; none: the rule and the methods"`
	Fields  []string   `json:"fields" doc:"That differ"`
}

func designChangeOf(c designs.Change) designChange {
	out := designChange{What: c.What, Fields: each(c.Fields, func(f designs.FieldChange) string { return f.Name })}
	if c.Criterion != nil {
		out.Lineage = &c.Criterion.Lineage
	}
	return out
}

type newRule struct {
	Revision     int            `json:"revision" minimum:"1" doc:"Of the draft that you read"`
	PassPercent  int            `json:"pass_percent" minimum:"0" maximum:"100"`
	MayFallShort int            `json:"may_fall_short" minimum:"0" maximum:"100"`
	MarksApart   int            `json:"marks_apart" minimum:"0" maximum:"100" doc:"Of a criterion's scale, in percent, that two assessors' marks may be apart; beyond it they disagree"`
	ResultApart  int            `json:"result_apart" minimum:"0" maximum:"100" doc:"Points of the percentage reached that two sheets may be apart; beyond it they disagree"`
	Attempts     int            `json:"attempts,omitempty" minimum:"0" maximum:"20" doc:"That a candidate has; 0: as many as they like"`
	ResitAfter   int            `json:"resit_after,omitempty" minimum:"0" maximum:"730" doc:"Days between a failure and the next attempt"`
	Methods      []designMethod `json:"methods" maxItems:"5"`
}

func (s *service) designs() {
	const at = "/o/{organisation}/programs/{id}/design"
	read(s, operation(http.MethodGet, at, "getDesign", "Read the assessment design in force"), func(tx *tenants.Tx, in *One) (design, error) {
		w, err := designs.Current(tx, in.ID)
		return designOf(w), err
	})
	read(s, operation(http.MethodGet, at+"/versions", "listDesignVersions", "List the published versions of a program's assessment design, the latest first"),
		func(tx *tenants.Tx, in *One) (list[VersionSaid], error) {
			all, err := designs.Versions(tx, in.ID)
			return list[VersionSaid]{Items: each(all, designVersionOf)}, err
		})
	read(s, operation(http.MethodGet, at+"/versions/{number}", "getDesignVersion", "Read a published version of an assessment design"),
		func(tx *tenants.Tx, in *struct {
			One
			Number int `path:"number" minimum:"1" maximum:"1000000"`
		}) (design, error) {
			w, err := designs.Version(tx, in.ID, in.Number)
			return designOf(w), err
		})
	s.designDraft(at + "/draft")
	s.designCriteria(at + "/draft/criteria")
}

func (s *service) designDraft(at string) {
	read(s, operation(http.MethodGet, at, "getDesignDraft", "Read the draft of a program's next assessment design"), func(tx *tenants.Tx, in *One) (design, error) {
		w, err := designs.DraftOf(tx, in.ID)
		return designOf(w), err
	})
	read(s, operation(http.MethodGet, at+"/changes", "listDesignChanges", "List what differs between the draft and the design in force"),
		func(tx *tenants.Tx, in *One) (list[designChange], error) {
			w, err := designs.DraftOf(tx, in.ID)
			if err != nil {
				return list[designChange]{}, err
			}
			before, _, err := designs.Optional(designs.Current(tx, in.ID))
			return list[designChange]{Items: each(designs.Changes(before, w), designChangeOf)}, err
		})
	write(s, operation(http.MethodPost, at, "beginDesign", "Begin the draft of the next assessment design, as a copy of the one in force"), func(tx *tenants.Tx, in *One) (design, error) {
		w, err := designs.Begin(tx, in.ID)
		return designOf(w), err
	})
	write(s, operation(http.MethodDelete, at, "discardDesign", "Discard the draft"), func(tx *tenants.Tx, in *One) (done, error) {
		return done{true}, designs.Discard(tx, in.ID)
	})
	write(s, operation(http.MethodPut, at+"/rule", "setDesignRule", "Set when a candidate passes, and the methods that are used"), func(tx *tenants.Tx, in *struct {
		One
		Body newRule
	}) (done, error) {
		methods := each(in.Body.Methods, func(m designMethod) designs.Method { return designs.Method{Name: m.Name, Note: designs.Text(m.Note)} })
		return done{true}, designs.SetRule(tx, in.ID, in.Body.Revision, designs.Rule{PassPercent: in.Body.PassPercent, MayFallShort: in.Body.MayFallShort,
			MarksApart: in.Body.MarksApart, ResultApart: in.Body.ResultApart, Attempts: in.Body.Attempts, ResitAfter: in.Body.ResitAfter}, methods)
	})
	write(s, operation(http.MethodPost, at+"/publication", "publishDesign", "Publish the draft; it cannot be changed or taken back afterwards"), func(tx *tenants.Tx, in *struct {
		One
		Body struct {
			Revision int    `json:"revision" minimum:"1" doc:"Of the draft that you read"`
			Note     string `json:"note,omitempty" maxLength:"2000" doc:"What changed, and why; needed from the second version on"`
		}
	}) (VersionSaid, error) {
		d, err := designs.Publish(tx, in.ID, in.Body.Revision, in.Body.Note)
		return designVersionOf(d), err
	})
}

func (s *service) designCriteria(at string) {
	type OfDraft struct {
		One
		Criterion uuid.UUID `path:"criterion" format:"uuid"`
	}
	write(s, operation(http.MethodPost, at, "addDesignCriterion", "Add a criterion to the draft"), func(tx *tenants.Tx, in *struct {
		One
		Body CriterionSaid
	}) (designCriterion, error) {
		c, err := designs.AddCriterion(tx, in.ID, in.Body.in())
		return designCriterionOf(c), err
	})
	write(s, operation(http.MethodPut, at+"/{criterion}", "editDesignCriterion", "Change a criterion of the draft"), func(tx *tenants.Tx, in *struct {
		OfDraft
		Body struct {
			Revision int `json:"revision" minimum:"1" doc:"Of the criterion that you read"`
			CriterionSaid
		}
	}) (done, error) {
		return done{true}, designs.EditCriterion(tx, in.ID, in.Criterion, in.Body.Revision, in.Body.in())
	})
	write(s, operation(http.MethodDelete, at+"/{criterion}", "removeDesignCriterion", "Remove a criterion from the draft"), func(tx *tenants.Tx, in *OfDraft) (done, error) {
		return done{true}, designs.RemoveCriterion(tx, in.ID, in.Criterion)
	})
	write(s, operation(http.MethodPost, at+"/{criterion}/raise", "raiseDesignCriterion", "Move a criterion of the draft one place up under its heading"),
		func(tx *tenants.Tx, in *OfDraft) (done, error) {
			return done{true}, designs.RaiseCriterion(tx, in.ID, in.Criterion)
		})
}
