package programs

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/paging"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Whole is a program with what belongs to it.
type Whole struct {
	Program
	Criteria    []ProgramCriterion // in order
	Locations   []Location         // in order, those that ended too
	Recognition *Recognition       // the latest; nil where IMI has none
}

// State is where the program stands.
func (w Whole) State() State { return StateOf(w.Program, w.Recognition) }

// Open says whether new cohorts and assessments may begin under it.
func (w Whole) Open() bool { return w.State() == Recognised }

// Load reads a program of the organisation. Returns NotFound.
func Load(tx *tenants.Tx, id uuid.UUID) (Whole, error) { return load(tx, tx.Tenant(), id) }

// LoadProposed reads a program that an organisation has put forward. Returns
// NotFound for a draft too.
func LoadProposed(tx *tenants.OversightTx, tenant, id uuid.UUID) (Whole, error) {
	return load(tx, tenant, id)
}

func load(tx tenants.Transaction, tenant, id uuid.UUID) (Whole, error) {
	var w Whole
	err := tx.DB().Where("tenant_id = ? and id = ?", tenant, id).Take(&w.Program).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return w, fault.Absent("program")
	}
	if err != nil {
		return w, err
	}
	if w.Criteria, err = criteria(tx, tenant, id); err != nil {
		return w, err
	}
	if w.Locations, err = locations(tx, tenant, id); err != nil {
		return w, err
	}
	latest, err := latest(tx, tx.DB().Where("tenant_id = ? and program_id = ?", tenant, id))
	w.Recognition = latest[id]
	return w, err
}

func criteria(tx tenants.Transaction, tenant, program uuid.UUID) ([]ProgramCriterion, error) {
	var all []ProgramCriterion
	err := tx.DB().Where("tenant_id = ? and program_id = ?", tenant, program).Order("position, id").Find(&all).Error
	return all, err
}

// latest reads the latest recognition of each program among those that q asks for.
func latest(tx tenants.Transaction, q *gorm.DB) (map[uuid.UUID]*Recognition, error) {
	var all []Recognition
	if err := q.Order("recognised_at, id").Find(&all).Error; err != nil {
		return nil, err
	}
	by := make(map[uuid.UUID]*Recognition, len(all))
	for i := range all {
		by[all[i].ProgramID] = &all[i]
	}
	return by, nil
}

// Listed is a program in a list.
type Listed struct {
	Program
	Recognition *Recognition
}

// State is where the program stands.
func (l Listed) State() State { return StateOf(l.Program, l.Recognition) }

// List reads the organisation's programs that the actor may see: by kind and
// title, the closed ones last.
func List(tx *tenants.Tx) ([]Listed, error) { return listed(tx, tx.DB()) }

// Of reads the programs that one organisation has put forward.
func Of(tx *tenants.OversightTx, tenant uuid.UUID) ([]Listed, error) {
	return listed(tx, tx.DB().Where("tenant_id = ?", tenant))
}

func listed(tx tenants.Transaction, q *gorm.DB) ([]Listed, error) {
	var all []Program
	if err := q.Order("closed_at is not null, kind, title, id").Limit(500).Find(&all).Error; err != nil {
		return nil, err
	}
	return withRecognition(tx, all)
}

func withRecognition(tx tenants.Transaction, all []Program) ([]Listed, error) {
	ids := make([]uuid.UUID, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	by, err := latest(tx, tx.DB().Where("program_id in ?", ids))
	if err != nil {
		return nil, err
	}
	items := make([]Listed, len(all))
	for i, p := range all {
		items[i] = Listed{p, by[p.ID]}
	}
	return items, nil
}

var byProposed = paging.Order{Name: "proposed", Columns: []paging.Column{{Name: "proposed_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// Filter narrows IMI's list of programs.
type Filter struct {
	Kind       string // one of Kinds
	Waiting    bool   // only those that wait for recognition
	Recognised bool   // only those that are recognised now
}

// Proposals reads a page of the programs put forward by all organisations,
// those that have waited longest first.
func Proposals(tx *tenants.OversightTx, f Filter, ask paging.Ask) (paging.Page[Listed], error) {
	page, err := paging.List(f.narrow(tx), ask, byProposed, func(p Program) []any { return []any{*p.ProposedAt, p.ID} })
	if err != nil {
		return paging.Page[Listed]{}, err
	}
	items, err := withRecognition(tx, page.Items)
	return paging.Page[Listed]{Items: items, Next: page.Next, Back: page.Back}, err
}

func (f Filter) narrow(tx *tenants.OversightTx) *gorm.DB {
	q := tx.DB()
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	if f.Waiting {
		q = q.Where("closed_at is null and id not in (?)", tx.DB().Model(&Recognition{}).Select("program_id"))
	}
	if f.Recognised {
		q = q.Where("id in (?)", tx.DB().Model(&PublishedProgram{}).Select("id").Where("withdrawn_on is null"))
	}
	return q
}

// The account types of organisations, by what they are recognised for.
const (
	TypeTrains   = 1 // CMTP only
	TypeAssesses = 2 // programs that assess only
	TypeBoth     = 3
)

// OfType lists the organisations of an account type.
func OfType(tx *tenants.OversightTx, account int) ([]uuid.UUID, error) {
	var rows []PublishedProgram
	if err := tx.DB().Distinct("tenant_id", "kind").Where("withdrawn_on is null").Find(&rows).Error; err != nil {
		return nil, err
	}
	types := map[uuid.UUID]int{}
	for _, r := range rows {
		if r.Kind == CMTP {
			types[r.TenantID] |= TypeTrains
		} else {
			types[r.TenantID] |= TypeAssesses
		}
	}
	ids := []uuid.UUID{}
	for id, has := range types {
		if has == account {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Offering reads the organisations that have put forward a program of a kind
// and not closed it: so many at most, in the order of their ids, after one.
func Offering(tx *tenants.OversightTx, kind string, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := tx.DB().Model(&Program{}).Where("kind = ? and closed_at is null and tenant_id > ?", kind, after).Distinct().Order("tenant_id").Limit(limit).Pluck("tenant_id", &ids).Error
	return ids, err
}

// Floors reads what programs ask above IMI's floors, by program; one that asks
// for nothing more is not among them.
func Floors(tx *tenants.Tx, ids ...uuid.UUID) (map[uuid.UUID]standards.Floor, error) {
	var rows []ProgramFloor
	if err := tx.DB().Where("program_id in ?", ids).Order("set_at, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	by := make(map[uuid.UUID]standards.Floor, len(rows))
	for _, r := range rows {
		by[r.ProgramID] = standards.Floor{Mediations: r.Mediations, Hours: r.Hours}
	}
	return by, nil
}

// PublishedOne reads a program as it is published. Returns NotFound when it is
// not, or the actor may not see it.
func PublishedOne(tx tenants.Transaction, id uuid.UUID) (PublishedProgram, error) {
	var p PublishedProgram
	err := tx.DB().Where("id = ?", id).Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, fault.Absent("program")
	}
	return p, err
}

// PublishedPlaces reads where a published program is held.
func PublishedPlaces(tx tenants.Transaction, program uuid.UUID) ([]PublishedLocation, error) {
	var all []PublishedLocation
	err := tx.DB().Where("program_id = ?", program).Order("added_at, id").Find(&all).Error
	return all, err
}

// OfferOf reads how a program takes applications, or took them. Returns
// NotFound when it never did, or the actor may not see it.
func OfferOf(tx tenants.Transaction, program uuid.UUID) (Offer, error) {
	var o Offer
	err := tx.DB().Where("id = ?", program).Take(&o).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return o, fault.Absent("program_offer")
	}
	return o, err
}
