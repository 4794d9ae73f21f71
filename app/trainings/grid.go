package trainings

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// RecordGrid records marks of several sessions of a cohort at once, all of
// them or none: sheets by the session's id. Field names end in
// "SESSION.ENROLMENT"; the faults are those of RecordAttendance.
func RecordGrid(tx *tenants.Tx, cohort uuid.UUID, sheets map[uuid.UUID][]Marked) (Recorded, error) {
	c, err := opened(tx, cohort, "record")
	if err != nil {
		return Recorded{}, err
	}
	sessions, err := of[TrainingSession](tx, c.ID, "starts_at, number")
	if err != nil {
		return Recorded{}, err
	}
	b, err := bookOf(tx, c)
	if err != nil {
		return Recorded{}, err
	}
	known := 0
	for _, s := range sessions {
		sheet := sheets[s.ID]
		if len(sheet) == 0 {
			continue
		}
		known++
		sheet = slices.DeleteFunc(slices.Clone(sheet), func(m Marked) bool { return m.Mark == "" })
		if len(sheet) > 0 && s.CancelledAt != nil {
			return Recorded{}, fault.New(fault.Conflict, "session.cancelled")
		}
		if len(sheet) == 0 {
			continue
		}
		if err := b.take(tx, s, sheet, func(enrolment string) string { return s.ID.String() + "." + enrolment }); err != nil {
			return Recorded{}, err
		}
	}
	if known < len(sheets) {
		return Recorded{}, fault.Absent("training_session")
	}
	return b.write(tx)
}

// HistoryOf reads how one mark came to be, the latest first. Returns NotFound
// when the actor may not see the session, or the enrolment.
func HistoryOf(tx *tenants.Tx, session, enrolment uuid.UUID) ([]AttendanceChange, error) {
	if _, err := SessionOf(tx, session); err != nil {
		return nil, err
	}
	if _, err := EnrolmentOf(tx, enrolment); err != nil {
		return nil, err
	}
	var all []AttendanceChange
	err := tx.DB().Where("training_session_id = ? and enrolment_id = ?", session, enrolment).Order("at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

// CorrectedIn are the cells of a cohort that were corrected, by session and
// enrolment: those that have a history worth showing.
func CorrectedIn(tx *tenants.Tx, cohort uuid.UUID) (map[[2]uuid.UUID]bool, error) {
	var rows []AttendanceChange
	err := tx.DB().Select("training_session_id", "enrolment_id").Where("cohort_id = ? and was_mark <> ''", cohort).Find(&rows).Error
	all := make(map[[2]uuid.UUID]bool, len(rows))
	for _, r := range rows {
		all[[2]uuid.UUID{r.TrainingSessionID, r.EnrolmentID}] = true
	}
	return all, err
}
