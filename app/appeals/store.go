package appeals

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// ResultOf reads what a candidate was told of an assessment. Returns NotFound
// when they were told nothing, or the actor may not see it.
func ResultOf(tx *tenants.Tx, assessment uuid.UUID) (Result, error) {
	return one[Result](tx, "result", "id = ?", assessment)
}

// ResultsOf reads what a candidate was told, the latest first.
func ResultsOf(tx *tenants.Tx, candidate uuid.UUID) ([]Result, error) {
	var all []Result
	err := tx.DB().Where("candidate_id = ?", candidate).Order("told_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

// Get reads an appeal. Returns NotFound when the actor may not see it.
func Get(tx *tenants.Tx, id uuid.UUID) (Appeal, error) {
	a, err := one[Appeal](tx, "appeal", "id = ?", id)
	return told(tx, a)[0], err
}

// told leaves the panel's minute out of what a candidate reads of their appeals:
// the answer is theirs.
func told(tx *tenants.Tx, all ...Appeal) []Appeal {
	for i := range all {
		if tx.OnlyCandidate() {
			all[i].Minute = ""
		}
	}
	return all
}

// OfAssessment reads the appeals against a decision, the latest first.
func OfAssessment(tx *tenants.Tx, assessment uuid.UUID) ([]Appeal, error) {
	var all []Appeal
	err := tx.DB().Where("assessment_id = ?", assessment).Order("lodged_at desc, id desc").Limit(50).Find(&all).Error
	return told(tx, all...), err
}

// Panel reads who is on an appeal's panel, in the order they were named.
func Panel(tx *tenants.Tx, appeal uuid.UUID) ([]Panellist, error) {
	var all []Panellist
	err := tx.DB().Where("appeal_id = ? and out_at is null", appeal).Order("named_at, id").Find(&all).Error
	return all, err
}

// EverOn reads everybody who was ever on an appeal's panel, those who left too.
func EverOn(tx *tenants.Tx, appeal uuid.UUID) ([]Panellist, error) {
	var all []Panellist
	err := tx.DB().Where("appeal_id = ?", appeal).Order("named_at, id").Find(&all).Error
	return all, err
}

// Rulings reads the drafts of an appeal's panel that the actor may, the first first.
func Rulings(tx *tenants.Tx, appeal uuid.UUID) (all []Ruling, err error) {
	return all, tx.DB().Where("appeal_id = ?", appeal).Order("number").Find(&all).Error
}

// VotesOn reads what a panel said of drafts, as far as the actor may.
func VotesOn(tx *tenants.Tx, drafts []Ruling) (all []PanelVote, err error) {
	ids := make([]uuid.UUID, len(drafts))
	for i, r := range drafts {
		ids[i] = r.ID
	}
	return all, tx.DB().Where("ruling_id in ?", ids).Order("cast_at, id").Find(&all).Error
}

// RulingIn reads a draft of an appeal's panel. Returns NotFound when it is of
// another, or the actor may not see it.
func RulingIn(tx *tenants.Tx, appeal, id uuid.UUID) (Ruling, error) {
	return one[Ruling](tx, "ruling", "appeal_id = ? and id = ?", appeal, id)
}

// PanellistOf reads one. Returns NotFound when the actor may not see it.
func PanellistOf(tx *tenants.Tx, id uuid.UUID) (Panellist, error) {
	return one[Panellist](tx, "panellist", "id = ?", id)
}

// Seat is the actor's own place on an appeal's panel. Returns NotFound when
// there is none.
func Seat(tx *tenants.Tx, appeal uuid.UUID) (Panellist, error) {
	return one[Panellist](tx, "panellist", "appeal_id = ? and membership_id = ? and out_at is null", appeal, tx.Membership())
}

// Seats are the actor's own places on panels, the latest first.
func Seats(tx *tenants.Tx) ([]Panellist, error) {
	var all []Panellist
	err := tx.DB().Where("membership_id = ? and out_at is null", tx.Membership()).Order("named_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

// everAsked are all who were asked to judge an assessment, those removed too.
func everAsked(tx *tenants.Tx, assessment uuid.UUID) ([]assessments.Assignment, error) {
	var all []assessments.Assignment
	err := tx.DB().Where("assessment_id = ?", assessment).Find(&all).Error
	return all, err
}

// moderators are who was named to moderate an assessment, or did.
func moderators(tx *tenants.Tx, assessment uuid.UUID) (all []uuid.UUID, err error) {
	var named []assessments.Disagreement
	if err = tx.DB().Where("assessment_id = ? and moderator_id is not null", assessment).Find(&named).Error; err != nil {
		return nil, err
	}
	for _, d := range named {
		all = append(all, *d.ModeratorID)
	}
	var held []assessments.Moderation
	err = tx.DB().Where("assessment_id = ?", assessment).Find(&held).Error
	for _, m := range held {
		all = append(all, m.HeldBy)
	}
	return all, err
}

// members are those who work here, by name; who was invited and has not come, too.
func members(tx *tenants.Tx) ([]people.Membership, error) {
	var all []people.Membership
	staff := tx.DB().Model(&people.MembershipRole{}).Select("membership_id").
		Where("role in ?", []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor})
	err := tx.DB().Where("ended_at is null and id in (?)", staff).Order("name, id").Limit(1000).Find(&all).Error
	return all, err
}

var byLodged = paging.Order{Name: "lodged", Desc: true, Columns: []paging.Column{{Name: "lodged_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// Narrowed says which appeals a list is of; all of them where it is zero.
type Narrowed struct {
	State State
	Among []uuid.UUID // these alone; nil: any
}

// List reads a page of the appeals, the latest first.
func List(tx *tenants.Tx, only Narrowed, ask paging.Ask) (paging.Page[Appeal], error) {
	q := tx.DB()
	if only.State != "" {
		q = q.Where("state = ?", only.State)
	}
	if only.Among != nil {
		q = q.Where("id in ?", only.Among)
	}
	page, err := paging.List(q, ask, byLodged, func(a Appeal) []any { return []any{a.LodgedAt, a.ID} })
	page.Items = told(tx, page.Items...)
	return page, err
}

// Results reads what was told of these assessments.
func Results(tx *tenants.Tx, assessments []uuid.UUID) (map[uuid.UUID]Result, error) {
	var rows []Result
	err := tx.DB().Where("id in ?", assessments).Find(&rows).Error
	all := map[uuid.UUID]Result{}
	for _, r := range rows {
		all[r.ID] = r
	}
	return all, err
}

func one[M any](tx *tenants.Tx, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
