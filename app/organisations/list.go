package organisations

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// The states of an organisation, as IMI sees it.
const (
	Invited = "invited"
	Founded = "founded"
	Closed  = "closed"
)

// Known is what IMI knows of an organisation by itself.
type Known struct {
	Organisation
	Profile    *OrganisationProfile    // nil before it is founded
	Invitation *OrganisationInvitation // the one that is open or was accepted; nil when withdrawn
}

// State is where the organisation stands.
func (k Known) State() string {
	switch {
	case k.ClosedAt != nil:
		return Closed
	case k.Profile == nil:
		return Invited
	}
	return Founded
}

func (k Known) unfounded() error {
	switch k.State() {
	case Closed:
		return fault.New(fault.Conflict, "organisations.closed")
	case Founded:
		return fault.New(fault.Conflict, "organisations.founded")
	}
	return nil
}

// Filter narrows the list of organisations.
type Filter struct {
	Search  string      // a part of the name
	Country string      // ISO 3166-1 alpha-2
	State   string      // Invited, Founded or Closed; "" is all but the closed
	Among   []uuid.UUID // nil is all; else these only
}

var (
	byName    = paging.Order{Name: "name", Columns: []paging.Column{{Name: "name", Type: tenants.TypeText}, {Name: "tenant_id", Type: tenants.TypeID}}}
	byInvited = paging.Order{Name: "invited", Desc: true, Columns: []paging.Column{{Name: "created_at", Type: tenants.TypeTime}, {Name: "tenant_id", Type: tenants.TypeID}}}
)

// List reads a page of the implementing organisations (IMI's own row is none),
// by name or by when they were invited.
func List(tx *tenants.OversightTx, f Filter, ask paging.Ask) (paging.Page[Known], error) {
	q := tx.DB().Where("tenant_id <> ?", tenants.Oversight)
	founded := tx.DB().Model(&OrganisationProfile{}).Select("tenant_id")
	switch f.State {
	case Invited:
		q = q.Where("closed_at is null and tenant_id not in (?)", founded)
	case Founded:
		q = q.Where("closed_at is null and tenant_id in (?)", founded)
	case Closed:
		q = q.Where("closed_at is not null")
	default:
		q = q.Where("closed_at is null")
	}
	if f.Country != "" {
		q = q.Where("country = ?", strings.ToUpper(f.Country))
	}
	if f.Among != nil {
		q = q.Where("tenant_id in ?", f.Among)
	}
	if s := strings.TrimSpace(f.Search); s != "" {
		s = string([]rune(s)[:min(len([]rune(s)), 100)])
		q = q.Where("name ilike ?", "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)+"%")
	}
	order := paging.Choose(ask, byName, byInvited)
	page, err := paging.List(q, ask, order, func(o Organisation) []any {
		if order.Name == byInvited.Name {
			return []any{o.CreatedAt, o.TenantID}
		}
		return []any{o.Name, o.TenantID}
	})
	if err != nil {
		return paging.Page[Known]{}, err
	}
	items, err := known(tx, page.Items)
	return paging.Page[Known]{Items: items, Next: page.Next, Back: page.Back}, err
}

// Load reads one organisation as IMI knows it. Returns NotFound.
func Load(tx *tenants.OversightTx, id uuid.UUID) (Known, error) {
	var o Organisation
	if err := tx.DB().Where("tenant_id = ? and tenant_id <> ?", id, tenants.Oversight).Take(&o).Error; err != nil {
		return Known{}, absent(err, "organisation")
	}
	all, err := known(tx, []Organisation{o})
	if err != nil {
		return Known{}, err
	}
	return all[0], nil
}

// known adds the profiles and invitations, in two queries however many there are.
func known(tx *tenants.OversightTx, all []Organisation) ([]Known, error) {
	ids := make([]uuid.UUID, len(all))
	items, at := make([]Known, len(all)), make(map[uuid.UUID]*Known, len(all))
	for i, o := range all {
		ids[i] = o.TenantID
		items[i].Organisation = o
		at[o.TenantID] = &items[i]
	}
	var profiles []OrganisationProfile
	if err := tx.DB().Where("tenant_id in ?", ids).Find(&profiles).Error; err != nil {
		return nil, err
	}
	for i := range profiles {
		at[profiles[i].TenantID].Profile = &profiles[i]
	}
	var invitations []OrganisationInvitation
	if err := tx.DB().Where("tenant_id in ? and withdrawn_at is null", ids).Find(&invitations).Error; err != nil {
		return nil, err
	}
	for i := range invitations {
		at[invitations[i].TenantID].Invitation = &invitations[i]
	}
	return items, nil
}

// Names reads what organisations are called, by id.
func Names(tx *tenants.OversightTx, ids ...uuid.UUID) (map[uuid.UUID]Organisation, error) {
	var all []Organisation
	if err := tx.DB().Where("tenant_id in ?", ids).Find(&all).Error; err != nil {
		return nil, err
	}
	names := make(map[uuid.UUID]Organisation, len(all))
	for _, o := range all {
		names[o.TenantID] = o
	}
	return names, nil
}

// Zone is the organisation's time zone; UTC should the name be unknown.
func (o Organisation) Zone() *time.Location {
	if zone, err := time.LoadLocation(o.TimeZone); err == nil {
		return zone
	}
	return time.UTC
}
