package jobs

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// addressees are the members a letter is for: one that its job names, or all
// who hold one of its roles now, without those it leaves out. Who has left, or never came, gets no mail.
func addressees(tx *tenants.Tx, t tenants.Task) ([]addressee, error) {
	q := tx.DB().Where("ended_at is null")
	roles, one := strings.Fields(t.ArgText("to_roles")), t.ArgID("to_membership")
	switch {
	case one != uuid.Nil:
		q = q.Where("id = ?", one)
	case len(roles) > 0:
		q = q.Where("accepted_at is not null and id in (?)", tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role in ?", roles))
		if without := strings.Fields(t.ArgText("without")); len(without) > 0 {
			q = q.Where("id not in ?", without)
		}
	default:
		return nil, nil
	}
	var members []people.Membership
	if err := q.Order("id").Find(&members).Error; err != nil {
		return nil, err
	}
	to := make([]addressee, len(members))
	for i, m := range members {
		to[i] = addressee{letters.Recipient{Name: m.Name, Email: m.Email, Locale: m.Locale}, m.ID}
	}
	return to, nil
}

// staff are IMI's people a letter is for: the memberships of oversight, which
// are read at its own member door.
func (k *Kit) staff(ctx context.Context, t tenants.Task) (to []addressee, err error) {
	m, err := k.DB.AdmitClerk(ctx, tenants.Oversight, t.Kind, request(t))
	if err != nil {
		return nil, err
	}
	err = k.DB.Read(ctx, m, func(tx *tenants.Tx) (err error) { to, err = addressees(tx, t); return })
	return to, err
}

// linkPath is the address of a link that stays, whose token is derived here.
// Returns NotFound when it is another tenant's or is out of date.
func (k *Kit) linkPath(ctx context.Context, t tenants.Task, id uuid.UUID) (string, error) {
	token := k.DB.LinkToken(id)
	l, err := k.DB.LinkOf(ctx, token)
	if err == nil && l.Tenant != t.Tenant {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	return letters.LinkPath(l, token), err
}

// byLink is a letter to the address of a one-use link, whose token is derived
// here and is in the letter only. A link that was used meanwhile, or that
// leads to no address, has no letter. Returns NotFound when it is another
// tenant's or is out of date.
func (k *Kit) byLink(ctx context.Context, t tenants.Task, id uuid.UUID) (envelope, error) {
	token := k.DB.LinkToken(id)
	l, err := k.DB.LinkOf(ctx, token)
	if err != nil {
		return envelope{}, err
	}
	if l.Tenant != t.Tenant {
		return envelope{}, fault.New(fault.NotFound, "fault.link_gone")
	}
	if l.RedeemedAt != nil || l.Email == "" {
		return envelope{moot: true}, nil
	}
	return envelope{
		to:   []addressee{{Recipient: letters.Recipient{Name: l.Name, Email: l.Email, Locale: l.Locale}}},
		path: letters.LinkPath(l, token),
		data: letters.Data{"Until": letters.Moment{At: l.ExpiresAt}},
	}, nil
}
