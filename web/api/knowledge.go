package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/knowledge"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

type knowledgeTest struct {
	ID          uuid.UUID           `json:"id"`
	Version     int                 `json:"version,omitempty" doc:"None: a draft"`
	Title       string              `json:"title"`
	Label       string              `json:"label" doc:"What is printed on the paper"`
	PassMark    int                 `json:"pass_mark"`
	Apart       int                 `json:"apart" doc:"How many marks two markers' totals may be apart"`
	Revision    int                 `json:"revision"`
	PublishedAt *time.Time          `json:"published_at,omitempty"`
	Questions   []knowledgeQuestion `json:"questions"`
}

type knowledgeQuestion struct {
	ID    *uuid.UUID `json:"id,omitempty" format:"uuid" doc:"Given by the API; not read"`
	Words string     `json:"words" maxLength:"1000"`
	Marks int        `json:"marks" minimum:"1" maximum:"100" doc:"At most"`
}

type knowledgeScript struct {
	ID        uuid.UUID          `json:"id"`
	TestID    uuid.UUID          `json:"test_id"`
	VersionID uuid.UUID          `json:"version_id" doc:"The document"`
	SatOn     string             `json:"sat_on" format:"date"`
	ApartAt   *time.Time         `json:"apart_at,omitempty" doc:"When both markers' marks were in and too far apart"`
	SettledAt *time.Time         `json:"settled_at,omitempty"`
	SettledBy string             `json:"settled_by,omitempty" enum:",markers,third,minute"`
	Marks     *float64           `json:"marks,omitempty" doc:"Reached, once it is settled"`
	Of        *int               `json:"of,omitempty"`
	Passed    *bool              `json:"passed,omitempty"`
	Minute    string             `json:"minute,omitempty"`
	Markings  []knowledgeMarking `json:"markings"`
}

type knowledgeMarking struct {
	ID           uuid.UUID       `json:"id"`
	MembershipID uuid.UUID       `json:"membership_id"`
	Place        int             `json:"place" doc:"1, 2, or 3: the third"`
	DeclaredAt   *time.Time      `json:"declared_at,omitempty" doc:"That no conflict exists"`
	SubmittedAt  *time.Time      `json:"submitted_at,omitempty"`
	Revision     int             `json:"revision"`
	Marks        []knowledgeMark `json:"marks,omitempty" doc:"Once they are in; your own always"`
}

type knowledgeMark struct {
	QuestionID uuid.UUID `json:"question_id" format:"uuid"`
	Marks      *int      `json:"marks,omitempty" minimum:"0" maximum:"100"`
	Note       string    `json:"note,omitempty" maxLength:"2000"`
}

func knowledgeTestOf(t knowledge.Test, questions []knowledge.Question) knowledgeTest {
	out := knowledgeTest{ID: t.ID, Title: t.Title, Label: t.Label, PassMark: t.PassMark, Apart: t.Apart, Revision: t.Revision, PublishedAt: t.PublishedAt, Questions: []knowledgeQuestion{}}
	if t.Number != nil {
		out.Version = *t.Number
	}
	for _, q := range questions {
		out.Questions = append(out.Questions, knowledgeQuestion{&q.ID, q.Words, q.Marks})
	}
	return out
}

func knowledgeMarkingOf(g knowledge.Marking, marks map[uuid.UUID]knowledge.Mark) knowledgeMarking {
	out := knowledgeMarking{ID: g.ID, MembershipID: g.MembershipID, Place: g.Place, DeclaredAt: g.DeclaredAt, SubmittedAt: g.SubmittedAt, Revision: g.Revision}
	for _, m := range marks {
		out.Marks = append(out.Marks, knowledgeMark{m.QuestionID, m.Marks, m.Note})
	}
	return out
}

// wholeScript reads the script of an assessment with its markers.
// testResult is what a knowledge test came to.
type testResult struct {
	TestID    uuid.UUID `json:"test_id"`
	Version   int       `json:"version"`
	Title     string    `json:"title"`
	Label     string    `json:"label" doc:"As it is printed on the paper"`
	SatOn     string    `json:"sat_on" format:"date"`
	Marks     float64   `json:"marks"`
	Of        int       `json:"of"`
	PassMark  int       `json:"pass_mark"`
	Passed    bool      `json:"passed"`
	SettledBy string    `json:"settled_by,omitempty" enum:"markers,third,minute" doc:"The mean of its markers, the third marker, or a minute"`
	Markers   []string  `json:"markers,omitempty" doc:"By name, in order"`
	Minute    string    `json:"minute,omitempty" doc:"What was agreed, where two were too far apart"`
	MinuteBy  string    `json:"minute_by,omitempty"`
}

func testResultOf(t *assessments.TestResult) *testResult {
	if t == nil {
		return nil
	}
	return &testResult{t.TestID, t.Version, t.Title, t.Label, t.SatOn, t.Marks(), t.Of, t.PassMark, t.Passed, t.SettledBy, t.Markers, t.Minute, t.MinuteBy}
}

func wholeScript(tx *tenants.Tx, assessment uuid.UUID) (knowledgeScript, error) {
	s, found, err := knowledge.ScriptOf(tx, assessment)
	if err != nil || !found {
		if err == nil {
			err = fault.Absent("knowledge_script")
		}
		return knowledgeScript{}, err
	}
	out := knowledgeScript{ID: s.ID, TestID: s.TestID, VersionID: s.DocumentVersionID, SatOn: s.SatOn.Format(time.DateOnly), ApartAt: s.ApartAt, SettledAt: s.SettledAt, SettledBy: s.SettledBy,
		Of: s.OfMarks, Passed: s.Passed, Minute: s.Minute, Markings: []knowledgeMarking{}}
	if s.Doubled != nil {
		reached := float64(*s.Doubled) / 2
		out.Marks = &reached
	}
	markings, err := knowledge.Markings(tx, s.ID)
	if err != nil {
		return out, err
	}
	marks, err := knowledge.MarksOf(tx, s.ID)
	for _, g := range markings {
		out.Markings = append(out.Markings, knowledgeMarkingOf(g, marks[g.ID]))
	}
	return out, err
}

type markedBody struct {
	Revision int             `json:"revision" minimum:"0"`
	Marks    []knowledgeMark `json:"marks" maxItems:"60"`
}

func (b markedBody) in(marking uuid.UUID) knowledge.MarksInput {
	in := knowledge.MarksInput{MarkingID: marking, Revision: b.Revision, Marks: map[uuid.UUID]knowledge.Given{}}
	for _, m := range b.Marks {
		in.Marks[m.QuestionID] = knowledge.Given{Marks: m.Marks, Note: m.Note}
	}
	return in
}

func (s *service) knowledge() {
	const tests, of, marking = "/o/{organisation}/programs/{id}/tests", "/o/{organisation}/assessments/{id}/test", "/o/{organisation}/marking"
	read(s, operation(http.MethodGet, tests, "listKnowledgeTests", "List a program's knowledge tests, the draft first, then the latest version"),
		func(tx *tenants.Tx, in *One) (list[knowledgeTest], error) {
			if _, err := programs.Load(tx, in.ID); err != nil {
				return list[knowledgeTest]{}, err
			}
			all, err := knowledge.Tests(tx, in.ID)
			if err != nil {
				return list[knowledgeTest]{}, err
			}
			questions, err := knowledge.QuestionsOf(tx, all)
			return list[knowledgeTest]{Items: each(all, func(t knowledge.Test) knowledgeTest { return knowledgeTestOf(t, questions[t.ID]) })}, err
		})
	write(s, operation(http.MethodPut, tests+"/draft", "saveKnowledgeTest", "Save the draft of a program's next knowledge test"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Revision  int                 `json:"revision,omitempty" minimum:"0" doc:"Of the draft you start from; none where there is none"`
				Title     string              `json:"title" maxLength:"200"`
				Label     string              `json:"label" maxLength:"60"`
				PassMark  int                 `json:"pass_mark" minimum:"0"`
				Apart     int                 `json:"apart" minimum:"0"`
				Questions []knowledgeQuestion `json:"questions" maxItems:"60"`
			}
		}) (knowledgeTest, error) {
			b := in.Body
			t, err := knowledge.Save(tx, knowledge.Draft{ProgramID: in.ID, Revision: b.Revision, Title: b.Title, Label: b.Label, PassMark: b.PassMark, Apart: b.Apart,
				Questions: each(b.Questions, func(q knowledgeQuestion) knowledge.NewQuestion {
					return knowledge.NewQuestion{Words: q.Words, Marks: q.Marks}
				})})
			if err != nil {
				return knowledgeTest{}, err
			}
			questions, err := knowledge.Questions(tx, t.ID)
			return knowledgeTestOf(t, questions), err
		})
	write(s, operation(http.MethodPost, tests+"/draft/publication", "publishKnowledgeTest", "Publish the draft of a knowledge test; it does not change after"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Revision int `json:"revision" minimum:"1"`
			}
		}) (knowledgeTest, error) {
			t, err := knowledge.Publish(tx, in.ID, in.Body.Revision)
			return knowledgeTestOf(t, nil), err
		})
	read(s, operation(http.MethodGet, of, "getKnowledgeScript", "Read the script of an assessment's knowledge test, with its markers and what came of it"),
		func(tx *tenants.Tx, in *One) (knowledgeScript, error) { return wholeScript(tx, in.ID) })
	write(s, operation(http.MethodPost, of, "fileKnowledgeScript", "File a candidate's script, to be marked"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				TestID    uuid.UUID `json:"test_id" format:"uuid"`
				VersionID uuid.UUID `json:"version_id" format:"uuid" doc:"A document of the candidate's"`
				SatOn     string    `json:"sat_on" format:"date"`
			}
		}) (knowledgeScript, error) {
			on, err := time.Parse(time.DateOnly, in.Body.SatOn)
			if err == nil {
				_, err = knowledge.File(tx, knowledge.NewScript{AssessmentID: in.ID, TestID: in.Body.TestID, VersionID: in.Body.VersionID, SatOn: on})
			}
			if err != nil {
				return knowledgeScript{}, err
			}
			return wholeScript(tx, in.ID)
		})
	write(s, operation(http.MethodPost, of+"/markers", "assignMarker", "Ask an assessor to mark a script: as first, second, or third"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				MembershipID uuid.UUID `json:"membership_id" format:"uuid"`
			}
		}) (knowledgeMarking, error) {
			k, found, err := knowledge.ScriptOf(tx, in.ID)
			if err != nil || !found {
				if err == nil {
					err = fault.Absent("knowledge_script")
				}
				return knowledgeMarking{}, err
			}
			g, err := knowledge.Assign(tx, k.ID, in.Body.MembershipID)
			return knowledgeMarkingOf(g, nil), err
		})
	write(s, operation(http.MethodPost, of+"/minute", "settleKnowledgeTest", "Settle by a minute what markers are too far apart on"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Marks  int    `json:"marks" minimum:"0"`
				Minute string `json:"minute" maxLength:"4000"`
			}
		}) (knowledgeScript, error) {
			k, found, err := knowledge.ScriptOf(tx, in.ID)
			if err == nil && !found {
				err = fault.Absent("knowledge_script")
			}
			if err == nil {
				_, err = knowledge.Settle(tx, knowledge.Agreement{ScriptID: k.ID, Marks: in.Body.Marks, Minute: in.Body.Minute})
			}
			if err != nil {
				return knowledgeScript{}, err
			}
			return wholeScript(tx, in.ID)
		})
	read(s, operation(http.MethodGet, marking, "listMarkings", "List the scripts that you mark, what waits first"),
		func(tx *tenants.Tx, _ *In) (list[knowledgeMarking], error) {
			all, _, err := knowledge.Mine(tx)
			return list[knowledgeMarking]{Items: each(all, func(g knowledge.Marking) knowledgeMarking { return knowledgeMarkingOf(g, nil) })}, err
		})
	write(s, operation(http.MethodPost, marking+"/{id}/declaration", "declareForMarking", "Declare that no conflict exists; the script opens until it is settled"),
		func(tx *tenants.Tx, in *One) (knowledgeMarking, error) {
			g, err := knowledge.Declare(tx, in.ID)
			return knowledgeMarkingOf(g, nil), err
		})
	write(s, operation(http.MethodPost, marking+"/{id}/conflict", "declineMarking", "Give a script back because of a conflict"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Conflict string `json:"conflict" maxLength:"1000"`
			}
		}) (knowledgeMarking, error) {
			g, err := knowledge.Decline(tx, in.ID, in.Body.Conflict)
			return knowledgeMarkingOf(g, nil), err
		})
	write(s, operation(http.MethodPut, marking+"/{id}", "saveMarks", "Save your own marks"),
		func(tx *tenants.Tx, in *struct {
			One
			Body markedBody
		}) (knowledgeMarking, error) {
			p, err := knowledge.SaveMarks(tx, in.Body.in(in.ID))
			return knowledgeMarkingOf(p.Marking, p.Marks), err
		})
	write(s, operation(http.MethodPost, marking+"/{id}/submission", "submitMarks", "Hand your own marks in; they do not change after"),
		func(tx *tenants.Tx, in *struct {
			One
			Body markedBody
		}) (knowledgeMarking, error) {
			p, err := knowledge.SubmitMarks(tx, in.Body.in(in.ID))
			return knowledgeMarkingOf(p.Marking, p.Marks), err
		})
}
