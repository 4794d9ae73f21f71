package evaluations

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// How many questions there can be, and how long each.
const (
	MaxQuestions = 12
	MaxQuestion  = 300
)

// Default are the questions that are shipped.
var Default = []Question{
	{Scale, "Overall, how useful was the course to you?", "En conjunto, ¿cuánto le sirvió el curso?"},
	{Scale, "How clear were the explanations?", "¿Qué claras fueron las explicaciones?"},
	{Scale, "How much did the exercises and role-plays help you?", "¿Cuánto le ayudaron los ejercicios y los juegos de rol?"},
	{Scale, "How helpful was the feedback you received?", "¿Cuánto le ayudaron los comentarios que recibió?"},
	{Scale, "How well were the course and its materials organised?", "¿Qué bien organizados estuvieron el curso y sus materiales?"},
	{Words, "What helped you most?", "¿Qué fue lo que más le ayudó?"},
	{Words, "What should we do better?", "¿Qué deberíamos mejorar?"},
}

// QuestionsOf are those that a program asks now; one that has chosen none asks
// those that are shipped. number is the version, 0 for them.
func QuestionsOf(tx tenants.Transaction, program uuid.UUID) (all []Question, number int, err error) {
	q, err := latest(tx, program)
	if fault.Is(err, fault.NotFound) {
		return Default, 0, nil
	}
	return q.Questions, q.Number, err
}

// Ask says what a program asks from now on; evaluations that were opened stay
// as they are. seen is the version that was edited. Returns Invalid with every
// wrong field, NotFound when the program trains nobody here, Conflict when
// somebody else saved another meanwhile.
func Ask(tx *tenants.Tx, program uuid.UUID, questions []Question, seen int) (Questionnaire, error) {
	if err := tx.Lock(program); err != nil {
		return Questionnaire{}, err
	}
	p, err := trainings.ProgramOf(tx, program)
	if err != nil {
		return Questionnaire{}, err
	}
	_, number, err := QuestionsOf(tx, p.ID)
	if err != nil {
		return Questionnaire{}, err
	}
	q := Questionnaire{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: p.ID, Number: number + 1, SavedAt: tx.Now(), SavedBy: membership(tx)}
	if err := tx.Allow("ask", &q); err != nil {
		return q, err
	}
	if number != seen {
		return q, fault.New(fault.Conflict, "evaluation.questions_changed")
	}
	if q.Questions, err = checked(questions); err != nil {
		return q, err
	}
	if err := insert(tx, &q); err != nil {
		return q, err
	}
	tx.Record(tenants.Event{Action: "evaluation.asked", Resource: "evaluation_questionnaire", Subject: q.ID, Case: p.ID, Detail: map[string]any{"count": len(q.Questions), "program": p.Title}})
	return q, nil
}

// checked tidies questions and leaves out those that are empty. The fields of
// the nth are kind_n, en_n and es_n, from 1.
func checked(questions []Question) (all []Question, err error) {
	var c fault.Check
	scales := 0
	for i, q := range questions {
		q.En, q.Es = oneLine(q.En), oneLine(q.Es)
		n := "_" + strconv.Itoa(i+1)
		if q.En == "" && q.Es == "" {
			continue
		}
		c.If(q.Kind != Scale && q.Kind != Words, "kind"+n, "evaluation.kind_required")
		for _, of := range []struct{ field, text string }{{"en" + n, q.En}, {"es" + n, q.Es}} {
			switch {
			case c.If(of.text == "", of.field, "evaluation.both_languages"):
			case c.If(utf8.RuneCountInString(of.text) > MaxQuestion, of.field, "evaluation.too_long", "Max", MaxQuestion):
			}
		}
		if q.Kind == Scale {
			scales++
		}
		all = append(all, q)
	}
	c.If(len(all) == 0, "en_1", "evaluation.no_question")
	c.If(len(all) > 0 && scales == 0, "kind_1", "evaluation.no_scale")
	c.If(len(all) > MaxQuestions, "en_1", "evaluation.too_many", "Max", MaxQuestions)
	return all, c.Err()
}

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
