package evaluations

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"accord/tenants"
	"accord/tenants/fault"
)

// MaxText is how long an answer in words may be, in characters.
const MaxText = 2000

// Send keeps what the holder of an enrolment's personal link answers to their
// cohort's evaluation, once and for good. Returns Invalid with every wrong
// field, NotFound when there is none, Conflict when it is not open and when
// they have answered.
func Send(tx *tenants.Tx, id, enrolment uuid.UUID, replies []Reply) error {
	if err := tx.Lock(enrolment); err != nil { // two tabs at once are one answer
		return err
	}
	if err := tx.Lock(id); err != nil { // an answer counts before it is closed, or is refused
		return err
	}
	e, err := Find(tx, id)
	if err != nil {
		return err
	}
	switch e.At(tx.Now()) {
	case Planned:
		return fault.New(fault.Conflict, "evaluation.not_open_yet")
	case Closed:
		return fault.New(fault.Conflict, "evaluation.closed")
	}
	if err := tx.Allow("answer", &e); err != nil {
		return err
	}
	did, err := HasAnswered(tx, e.ID, enrolment)
	if err != nil {
		return err
	}
	if did {
		return fault.New(fault.Conflict, "evaluation.answered_already")
	}
	if replies, err = e.read(replies); err != nil {
		return err
	}
	if err := insert(tx, &Answered{TenantID: tx.Tenant(), ID: tx.NewID(), EvaluationID: e.ID, EnrolmentID: enrolment}); err != nil {
		return err
	}
	// Not tx.NewID: its ids tell when they were made.
	if err := insert(tx, &Answer{TenantID: tx.Tenant(), ID: uuid.New(), EvaluationID: e.ID, CohortID: e.CohortID, Answers: replies}); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "evaluation.answered", Resource: "evaluation", Subject: e.ID})
	return nil
}

// read checks replies against the questions: every scale has a score, words may
// be left out. The field of the nth is answer_n, from 1.
func (e Evaluation) read(replies []Reply) ([]Reply, error) {
	var c fault.Check
	all := make([]Reply, len(e.Questions))
	c.If(len(replies) > len(e.Questions), "answer_1", "evaluation.other_questions")
	for i, q := range e.Questions {
		var r Reply
		if i < len(replies) {
			r = replies[i]
		}
		field := "answer_" + strconv.Itoa(i+1)
		switch q.Kind {
		case Scale:
			c.If(r.Score < 1 || r.Score > 5 || r.Text != "", field, "evaluation.score_required")
			all[i].Score = r.Score
		default:
			text := tidyText(r.Text)
			c.If(r.Score != 0, field, "evaluation.other_questions")
			c.If(utf8.RuneCountInString(text) > MaxText, field, "evaluation.too_long", "Max", MaxText)
			all[i].Text = text
		}
	}
	return all, c.Err()
}

func tidyText(s string) string {
	s = strings.ReplaceAll(norm.NFC.String(s), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s))
}
