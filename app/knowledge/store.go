package knowledge

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Tests reads a program's tests, the draft first, then the latest version.
func Tests(tx *tenants.Tx, program uuid.UUID) ([]Test, error) {
	var all []Test
	err := tx.DB().Where("program_id = ?", program).Order("number desc nulls first").Limit(200).Find(&all).Error
	return all, err
}

// TestOf reads a test. Returns NotFound when the actor may not see it.
func TestOf(tx *tenants.Tx, test uuid.UUID) (Test, error) {
	return one[Test](tx, "knowledge_test", "id = ?", test)
}

// DraftOf reads the draft of a program's next test, and whether there is one.
func DraftOf(tx *tenants.Tx, program uuid.UUID) (Test, bool, error) { return draftOf(tx, program) }

// Questions reads a test's questions in order.
func Questions(tx *tenants.Tx, test uuid.UUID) ([]Question, error) {
	var all []Question
	err := tx.DB().Where("test_id = ?", test).Order("position, id").Find(&all).Error
	return all, err
}

// ScriptOf reads the script of an assessment, and whether there is one.
func ScriptOf(tx *tenants.Tx, assessment uuid.UUID) (Script, bool, error) {
	return scriptOf(tx, assessment)
}

// ScriptByID reads a script. Returns NotFound when the actor may not see it, or
// it was taken back.
func ScriptByID(tx *tenants.Tx, script uuid.UUID) (Script, error) {
	return one[Script](tx, "knowledge_script", "id = ? and removed_at is null", script)
}

// Markings reads who marks a script, the first first.
func Markings(tx *tenants.Tx, script uuid.UUID) ([]Marking, error) {
	var all []Marking
	err := tx.DB().Where("script_id = ? and removed_at is null", script).Order("place").Find(&all).Error
	return all, err
}

// MarkingByID reads a marking. Returns NotFound when the actor may not see it.
func MarkingByID(tx *tenants.Tx, marking uuid.UUID) (Marking, error) {
	return one[Marking](tx, "knowledge_marking", "id = ? and removed_at is null", marking)
}

// Asked reads a marking, also one that has ended, for its letter.
func Asked(tx *tenants.Tx, marking uuid.UUID) (Marking, error) {
	return one[Marking](tx, "knowledge_marking", "id = ?", marking)
}

// Mine reads the actor's own markings, what waits first.
func Mine(tx *tenants.Tx) (all []Marking, scripts map[uuid.UUID]Script, err error) {
	err = tx.DB().Where("membership_id = ? and removed_at is null", tx.Membership()).Order("submitted_at desc nulls first, assigned_at, id").Limit(200).Find(&all).Error
	if err != nil || len(all) == 0 {
		return all, nil, err
	}
	which := make([]uuid.UUID, len(all))
	for i, g := range all {
		which[i] = g.ScriptID
	}
	var rows []Script
	err = tx.DB().Where("id in ?", which).Find(&rows).Error
	scripts = make(map[uuid.UUID]Script, len(rows))
	for _, s := range rows {
		scripts[s.ID] = s
	}
	return all, scripts, err
}

// Waiting counts the scripts that the actor has yet to mark.
func Waiting(tx *tenants.Tx) (int, error) {
	var n int64
	err := tx.DB().Model(&Marking{}).Where("membership_id = ? and removed_at is null and submitted_at is null", tx.Membership()).Count(&n).Error
	return int(n), err
}

// MarksOf reads a script's marks that are in, as far as the actor may see them:
// by marking, then by question.
func MarksOf(tx *tenants.Tx, script uuid.UUID) (map[uuid.UUID]map[uuid.UUID]Mark, error) {
	var all []Mark
	if err := tx.DB().Where("script_id = ? and submitted_at is not null", script).Find(&all).Error; err != nil {
		return nil, err
	}
	by := map[uuid.UUID]map[uuid.UUID]Mark{}
	for _, m := range all {
		if by[m.MarkingID] == nil {
			by[m.MarkingID] = map[uuid.UUID]Mark{}
		}
		by[m.MarkingID][m.QuestionID] = m
	}
	return by, nil
}

func marksOf(tx *tenants.Tx, marking uuid.UUID) ([]Mark, error) {
	var all []Mark
	err := tx.DB().Where("marking_id = ?", marking).Find(&all).Error
	return all, err
}

func everAsked(tx *tenants.Tx, script uuid.UUID) ([]Marking, error) {
	var all []Marking
	err := tx.DB().Where("script_id = ?", script).Find(&all).Error
	return all, err
}

func scriptOf(tx *tenants.Tx, assessment uuid.UUID) (s Script, found bool, err error) {
	err = tx.DB().Where("assessment_id = ? and removed_at is null", assessment).Limit(1).Find(&s).Error
	return s, s.ID != uuid.Nil, err
}

func draftOf(tx *tenants.Tx, program uuid.UUID) (t Test, found bool, err error) {
	err = tx.DB().Where("program_id = ? and published_at is null", program).Limit(1).Find(&t).Error
	return t, t.ID != uuid.Nil, err
}

func lastNumber(tx *tenants.Tx, program uuid.UUID) (int, error) {
	var last []Test
	err := tx.DB().Where("program_id = ? and number is not null", program).Order("number desc").Limit(1).Find(&last).Error
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return *last[0].Number, nil
}

// assessing reads a program that assesses. Returns NotFound for one that trains.
func assessing(tx *tenants.Tx, program uuid.UUID) (programs.Program, error) {
	return one[programs.Program](tx, "program", "id = ? and kind <> ?", program, programs.CMTP)
}

func replaceQuestions(tx *tenants.Tx, test uuid.UUID, questions []Question) error {
	if err := tx.DB().Where("test_id = ?", test).Delete(&Question{}).Error; err != nil || len(questions) == 0 {
		return err
	}
	return tx.DB().Create(&questions).Error
}

func writeMarks(tx *tenants.Tx, marks []Mark) error {
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "tenant_id"}, {Name: "marking_id"}, {Name: "question_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"marks", "note"}),
	}).Create(&marks).Error
}

func one[M any](tx *tenants.Tx, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func change[M any](tx *tenants.Tx, id uuid.UUID, values map[string]any) error {
	var m M
	return tx.DB().Model(&m).Where("id = ?", id).Updates(values).Error
}

func inserted[M any](tx *tenants.Tx, m *M) error { return tx.DB().Create(m).Error }

// QuestionsOf reads the questions of tests, by test and in order.
func QuestionsOf(tx *tenants.Tx, tests []Test) (map[uuid.UUID][]Question, error) {
	which := make([]uuid.UUID, len(tests))
	for i, t := range tests {
		which[i] = t.ID
	}
	var all []Question
	err := tx.DB().Where("test_id in ?", which).Order("position, id").Find(&all).Error
	by := map[uuid.UUID][]Question{}
	for _, q := range all {
		by[q.TestID] = append(by[q.TestID], q)
	}
	return by, err
}
