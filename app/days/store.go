package days

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads a day. Returns NotFound when the actor may not see it.
func Get(tx *tenants.Tx, id uuid.UUID) (Day, error) {
	return one[Day](tx, "assessment_day", "id = ?", id)
}

// SlotOf reads a slot. Returns NotFound when the actor may not see it.
func SlotOf(tx *tenants.Tx, id uuid.UUID) (Slot, error) {
	return one[Slot](tx, "day_slot", "id = ?", id)
}

// SlotIn reads a slot of a day. Returns NotFound when it is another day's, or
// the actor may not see it.
func SlotIn(tx *tenants.Tx, day, id uuid.UUID) (Slot, error) {
	return one[Slot](tx, "day_slot", "id = ? and day_id = ?", id, day)
}

// PartOf reads who takes part. Returns NotFound when the actor may not see it.
func PartOf(tx *tenants.Tx, id uuid.UUID) (Part, error) {
	return one[Part](tx, "slot_part", "id = ?", id)
}

// NoticeOf reads what was told. Returns NotFound when the actor may not see it.
func NoticeOf(tx *tenants.Tx, id uuid.UUID) (Notice, error) {
	return one[Notice](tx, "slot_notice", "id = ?", id)
}

// answerTo reads what was said of a slot at its hour and place. Returns NotFound
// where nothing was, or the actor may not see it.
func answerTo(tx *tenants.Tx, s Slot) (Answer, error) {
	return one[Answer](tx, "slot_answer", "slot_id = ? and revision = ?", s.ID, s.Revision)
}

// AnswerOf reads an answer. Returns NotFound when the actor may not see it.
func AnswerOf(tx *tenants.Tx, id uuid.UUID) (Answer, error) {
	return one[Answer](tx, "slot_answer", "id = ?", id)
}

// answersTo reads what was ever said of slots.
func answersTo(tx *tenants.Tx, slots []Slot) ([]Answer, error) {
	var ids []uuid.UUID
	for _, s := range slots {
		if !s.Free() && s.State != Planned {
			ids = append(ids, s.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var all []Answer
	err := tx.DB().Where("slot_id in ?", ids).Find(&all).Error
	return all, err
}

// asked are the slots of days whose candidates are invited.
func asked(tx *tenants.Tx, ids []uuid.UUID) ([]Slot, error) {
	var all []Slot
	err := tx.DB().Where("day_id in ? and state = ?", ids, Invited).Find(&all).Error
	return all, err
}

// unanswered are the days on which somebody who is invited to a slot to come has
// not answered.
func unanswered(tx *tenants.Tx) *gorm.DB {
	said := tx.DB().Model(&Answer{}).Select("slot_id, revision")
	return tx.DB().Model(&Slot{}).Select("day_id").Where("state = ? and starts_at > ? and (id, revision) not in (?)", Invited, tx.Now(), said)
}

// Slots reads a day's slots in their order.
func Slots(tx *tenants.Tx, day uuid.UUID) ([]Slot, error) {
	var all []Slot
	err := tx.DB().Where("day_id = ?", day).Order("starts_at, id").Limit(2 * MaxSlots).Find(&all).Error
	return all, err
}

// Parts reads who takes part in slots, assessors first, by slot; those who were
// taken out are left out.
func Parts(tx *tenants.Tx, slots ...uuid.UUID) (map[uuid.UUID][]Part, error) {
	all := map[uuid.UUID][]Part{}
	if len(slots) == 0 {
		return all, nil
	}
	var rows []Part
	err := tx.DB().Where("slot_id in ? and out_at is null", slots).Order("part, added_at, id").Find(&rows).Error
	for _, p := range rows {
		all[p.SlotID] = append(all[p.SlotID], p)
	}
	return all, err
}

// PartsOf reads who takes part in one slot.
func PartsOf(tx *tenants.Tx, slot uuid.UUID) ([]Part, error) {
	all, err := Parts(tx, slot)
	return all[slot], err
}

// Program reads a program. Returns NotFound when it is none of the organisation's.
func Program(tx *tenants.Tx, id uuid.UUID) (programs.Program, error) {
	return one[programs.Program](tx, "program", "id = ?", id)
}

// Places reads where a program is held now, by name.
func Places(tx *tenants.Tx, programIDs ...uuid.UUID) ([]programs.Location, error) {
	var all []programs.Location
	err := tx.DB().Where("program_id in ? and ended_at is null and not online", programIDs).Order("name, id").Limit(100).Find(&all).Error
	return all, err
}

// Waiting reads the open assessments of a program that have no slot, the oldest
// first: none that is to come, and none that was held; and of which something is
// still to be seen: two have not handed in their sheets, or one is missing.
func Waiting(tx *tenants.Tx, program uuid.UUID) ([]assessments.Assessment, error) {
	placed := tx.DB().Model(&Slot{}).Select("assessment_id").Where("assessment_id is not null and state in ?", []State{Planned, Invited, Held})
	seen := tx.DB().Model(&assessments.Assignment{}).Select("assessment_id").Where("removed_at is null").Group("assessment_id").Having("count(*) > 1 and bool_and(sheet_in_at is not null)")
	var all []assessments.Assessment
	err := tx.DB().Where("program_id = ? and decided_at is null and id not in (?) and id not in (?)", program, placed, seen).Order("opened_at, id").Limit(200).Find(&all).Error
	return all, err
}

// assignedTo reads who judges assessments, by assessment.
func assignedTo(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID][]assessments.Assignment, error) {
	var rows []assessments.Assignment
	err := tx.DB().Where("assessment_id in ? and removed_at is null", ids).Order("assigned_at, id").Find(&rows).Error
	all := map[uuid.UUID][]assessments.Assignment{}
	for _, g := range rows {
		all[g.AssessmentID] = append(all[g.AssessmentID], g)
	}
	return all, err
}

// openOnes reads open assessments of a program, by id.
func openOnes(tx *tenants.Tx, program uuid.UUID, ids []uuid.UUID) (map[uuid.UUID]assessments.Assessment, error) {
	var rows []assessments.Assessment
	err := tx.DB().Where("id in ? and program_id = ? and decided_at is null", ids, program).Find(&rows).Error
	all := map[uuid.UUID]assessments.Assessment{}
	for _, a := range rows {
		all[a.ID] = a
	}
	return all, err
}

func members(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	all := map[uuid.UUID]people.Membership{}
	if len(ids) == 0 {
		return all, nil
	}
	var rows []people.Membership
	err := tx.DB().Where("id in ? and ended_at is null", ids).Find(&rows).Error
	for _, m := range rows {
		all[m.ID] = m
	}
	return all, err
}

// judging are those of them who hold the role of an assessor now.
func judging(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	known, err := members(tx, ids)
	if err != nil || len(known) == 0 {
		return known, err
	}
	var holders []people.MembershipRole
	err = tx.DB().Where("role = ? and membership_id in ?", tenants.RoleAssessor, ids).Find(&holders).Error
	all := map[uuid.UUID]people.Membership{}
	for _, h := range holders {
		if m, here := known[h.MembershipID]; here {
			all[m.ID] = m
		}
	}
	return all, err
}

// staff are the members who could play a role, by name.
func staff(tx *tenants.Tx) ([]people.Membership, error) {
	held := tx.DB().Model(&people.MembershipRole{}).Select("membership_id").
		Where("role in ?", []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor})
	var all []people.Membership
	err := tx.DB().Where("ended_at is null and id in (?)", held).Order("name, id").Limit(1000).Find(&all).Error
	return all, err
}

// away are those of the members who noted that they are away on a day.
func away(tx *tenants.Tx, ids []uuid.UUID, on time.Time) (map[uuid.UUID]bool, error) {
	all := map[uuid.UUID]bool{}
	if len(ids) == 0 {
		return all, nil
	}
	var rows []assessors.AssessorTime
	err := tx.DB().Where("membership_id in ? and removed_at is null and kind = ? and from_on <= ? and until_on >= ?", ids, assessors.Away, on, on).Find(&rows).Error
	for _, t := range rows {
		all[t.MembershipID] = true
	}
	return all, err
}

// candidate reads whose slot it is.
func candidate(tx *tenants.Tx, id uuid.UUID) (candidates.Candidate, error) {
	return one[candidates.Candidate](tx, "candidate", "id = ?", id)
}

// others are the slots and parts of other slots in a span of time.
func others(tx *tenants.Tx, not []uuid.UUID, from, to time.Time, candidateIDs []uuid.UUID, emails []string) (slots []Slot, parts []Part, err error) {
	err = tx.DB().Where("candidate_id in ? and state <> ? and starts_at < ? and ends_at > ? and id not in ?", candidateIDs, Cancelled, to, from, not).Find(&slots).Error
	if err == nil {
		err = tx.DB().Where("email in ? and active and starts_at < ? and ends_at > ? and slot_id not in ?", emails, to, from, not).Find(&parts).Error
	}
	return slots, parts, err
}

// retimed writes the hours and places of slots in one statement, so that two can
// change theirs. The database watches over what is taken when it ends.
func retimed(tx *tenants.Tx, slots []Slot) error {
	ids := make([]uuid.UUID, len(slots))
	cases := map[string]*strings.Builder{}
	args := map[string][]any{}
	columns := []string{"day_id::uuid", "starts_at::timestamptz", "ends_at::timestamptz", "room::text", "link::text", "revision::integer"}
	for _, c := range columns {
		cases[c] = &strings.Builder{}
		cases[c].WriteString("case id")
	}
	for i, s := range slots {
		ids[i] = s.ID
		for j, v := range []any{s.DayID, s.StartsAt, s.EndsAt, s.Room, s.Link, s.Revision} {
			_, kind, _ := strings.Cut(columns[j], "::")
			cases[columns[j]].WriteString(" when ?::uuid then ?::" + kind)
			args[columns[j]] = append(args[columns[j]], s.ID, v)
		}
	}
	values := map[string]any{"changed_at": tx.Now()}
	for _, c := range columns {
		name, _, _ := strings.Cut(c, "::")
		values[name] = gorm.Expr(cases[c].String()+" end", args[c]...)
	}
	return tx.DB().Model(&Slot{}).Where("id in ?", ids).Updates(values).Error
}

var byDay = paging.Order{Name: "held", Columns: []paging.Column{{Name: "held_on", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
var byDayBack = paging.Order{Name: "past", Desc: true, Columns: []paging.Column{{Name: "held_on", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// counts are how many slots of days are in each state, and how many are free.
func counts(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]Counts, error) {
	var rows []struct {
		DayID uuid.UUID
		State State
		Free  bool
		N     int
	}
	err := tx.DB().Model(&Slot{}).Select("day_id, state, assessment_id is null as free, count(*) as n").Where("day_id in ?", ids).
		Group("day_id, state, assessment_id is null").Scan(&rows).Error
	all := map[uuid.UUID]Counts{}
	for _, r := range rows {
		c := all[r.DayID]
		switch {
		case r.State == Cancelled:
		case r.Free:
			c.Free += r.N
		default:
			c.Taken += r.N
			if r.State == Held {
				c.Held += r.N
			}
			if r.State == NoShow {
				c.NoShow += r.N
			}
		}
		all[r.DayID] = c
	}
	return all, err
}

// daysOf reads days by id.
func daysOf(tx *tenants.Tx, slots []Slot) (map[uuid.UUID]Day, error) {
	all := map[uuid.UUID]Day{}
	var ids []uuid.UUID
	for _, s := range slots {
		if !slices.Contains(ids, s.DayID) {
			ids = append(ids, s.DayID)
		}
	}
	if len(ids) == 0 {
		return all, nil
	}
	var rows []Day
	err := tx.DB().Where("id in ?", ids).Find(&rows).Error
	for _, d := range rows {
		all[d.ID] = d
	}
	return all, err
}

// takingPart are the slots of a span of time in which a member assesses; of those that were told.
func takingPart(tx *tenants.Tx, member uuid.UUID, from, to time.Time) ([]Slot, error) {
	in := tx.DB().Model(&Part{}).Select("slot_id").Where("membership_id = ? and part = ? and out_at is null", member, Assessor)
	var all []Slot
	err := tx.DB().Where("id in (?) and state <> ? and starts_at < ? and ends_at > ?", in, Planned, to, from).Order("starts_at, id").Limit(500).Find(&all).Error
	return all, err
}

// own are the slots of the candidate who asks.
func ownSlots(tx *tenants.Tx, from, to time.Time) ([]Slot, error) {
	me := tx.DB().Model(&candidates.Candidate{}).Select("id").Where("person_id = ?", tx.Person())
	var all []Slot
	err := tx.DB().Where("candidate_id in (?) and state <> ? and starts_at < ? and ends_at > ?", me, Planned, to, from).Order("starts_at, id").Limit(100).Find(&all).Error
	return all, err
}

// readable are all slots of candidates in a span of time that the actor may read.
func readable(tx tenants.Transaction, from, to time.Time) ([]Slot, error) {
	var all []Slot
	err := tx.DB().Where("assessment_id is not null and state <> ? and starts_at < ? and ends_at > ?", Planned, to, from).Order("starts_at, id").Limit(5000).Find(&all).Error
	return all, err
}

// ofAssessment are an assessment's slots, the latest first.
func ofAssessment(tx *tenants.Tx, assessment uuid.UUID) ([]Slot, error) {
	var all []Slot
	err := tx.DB().Where("assessment_id = ?", assessment).Order("starts_at desc, id desc").Limit(50).Find(&all).Error
	return all, err
}

// myAssignments are the actor's own assignments to assessments, by assessment.
func myAssignments(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]assessments.Assignment, error) {
	all := map[uuid.UUID]assessments.Assignment{}
	if len(ids) == 0 {
		return all, nil
	}
	var rows []assessments.Assignment
	err := tx.DB().Where("assessment_id in ? and membership_id = ? and removed_at is null", ids, tx.Membership()).Find(&rows).Error
	for _, g := range rows {
		all[g.AssessmentID] = g
	}
	return all, err
}

// swappable are the slots with which one can change its hour: of open days of
// the same program that stand as its day does.
func swappable(tx *tenants.Tx, d Day, s Slot) ([]Slot, error) {
	of := tx.DB().Model(&Day{}).Select("id").Where("program_id = ? and state = ?", d.ProgramID, d.State)
	var all []Slot
	err := tx.DB().Where("day_id in (?) and id <> ? and state in ? and starts_at > ?", of, s.ID, []State{Planned, Invited}, tx.Now()).Order("starts_at, id").Limit(200).Find(&all).Error
	return all, err
}

func one[M any](tx tenants.Transaction, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, rows any) error { return tx.DB().Create(rows).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
