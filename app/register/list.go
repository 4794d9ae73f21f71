package register

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Filter narrows a list of credentials.
type Filter struct {
	TenantID      uuid.UUID // of one organisation; IMI's list
	Certification string
	Words         string // of the holder or the number
	Revoked       bool   // only those
}

var latest = paging.Order{Name: "awarded", Desc: true, Columns: []paging.Column{{Name: "awarded_on", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// List reads credentials, the latest award first: an organisation's own
// graduates behind the member door, the whole register behind oversight's.
func List(tx tenants.Transaction, f Filter, ask paging.Ask) (paging.Page[Credential], error) {
	q := tx.DB()
	if f.TenantID != uuid.Nil {
		q = q.Where("tenant_id = ?", f.TenantID)
	}
	if f.Certification != "" {
		q = q.Where("certification = ?", f.Certification)
	}
	if f.Revoked {
		q = q.Where("revoked_at is not null")
	}
	if found := paging.Containing(f.Words, "holder", "number"); found != nil {
		q = q.Where(found)
	}
	return paging.List(q, ask, paging.Choose(ask, latest), func(c Credential) []any { return []any{c.AwardedOn, c.ID} })
}

// Published reads what is published of credentials, by their ids.
func Published(tx tenants.Transaction, ids []uuid.UUID) (map[uuid.UUID]PublishedCredential, error) {
	all := make(map[uuid.UUID]PublishedCredential, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	var rows []PublishedCredential
	if err := tx.DB().Where("id in ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	for _, p := range rows {
		all[p.ID] = p
	}
	return all, nil
}

// Held lists the certifications that a candidate of the organisation holds now.
func Held(tx *tenants.Tx, submissions ...uuid.UUID) ([]string, error) {
	var ids []string
	err := tx.DB().Model(&Credential{}).Where("submission_id in ? and revoked_at is null", submissions).Distinct().Order("certification").Pluck("certification", &ids).Error
	return ids, err
}

// Own lists the credentials of the person who is signed in.
func Own(tx *tenants.SelfTx) ([]Credential, error) {
	var all []Credential
	err := tx.DB().Order("awarded_on desc, id desc").Limit(100).Find(&all).Error
	return all, err
}
