package organisations

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// ActFound is the act of the link that founds an organisation here; its
// subject is the invitation.
const ActFound = "found"

// InvitationLife is how long the link holds.
const InvitationLife = 30 * 24 * time.Hour

// NewOrganisation is an organisation to be invited, with the person who is to
// found it here.
type NewOrganisation struct {
	Name     string
	Slug     string // "" takes the one that ProposeSlug makes of the name
	Country  string // ISO 3166-1 alpha-2
	TimeZone string // IANA name
	Administrator
}

// Administrator is the first administrator of an organisation.
type Administrator struct {
	AdminName  string
	AdminEmail string
	Locale     string // of the mail: "en" or "es"
}

// Invite opens an organisation and mails its first administrator. Returns
// Invalid with each field that is wrong; Conflict at "slug" when it is taken.
func Invite(tx *tenants.OversightTx, in NewOrganisation) (Organisation, error) {
	var c fault.Check
	in.Name = strings.TrimSpace(in.Name)
	c.If(in.Name == "", "name", "organisations.name_missing")
	c.If(len([]rune(in.Name)) > 200, "name", "organisations.name_long", "Max", 200)
	if in.Slug = strings.TrimSpace(in.Slug); in.Slug == "" {
		in.Slug = ProposeSlug(in.Name)
	}
	if in.Name != "" {
		checkSlug(&c, "slug", in.Slug)
	}
	in.Country = CheckCountry(&c, "country", in.Country)
	people.CheckZone(&c, "time_zone", in.TimeZone)
	in.Administrator = in.Administrator.checked(&c)
	o := Organisation{TenantID: tx.NewID(), Slug: in.Slug, Name: in.Name, Country: in.Country, TimeZone: in.TimeZone, CreatedAt: tx.Now()}
	if err := tx.Allow("create", &o); err != nil {
		return o, err
	}
	if err := c.Err(); err != nil {
		return o, err
	}
	if err := tx.DB().Create(&o).Error; err != nil {
		return o, taken(err)
	}
	tx.Record(tenants.Event{Action: "organisation.invited", Resource: "organisation", Subject: o.TenantID, Tenant: o.TenantID})
	i, err := write(tx, o.TenantID, in.Administrator)
	if err != nil {
		return o, err
	}
	return o, send(tx, i)
}

// InviteAgain mails the invitation once more. When the person or the address
// is another, the invitation before is withdrawn and its links open nothing
// any more. Returns Conflict once the organisation is founded or withdrawn,
// Invalid with each field that is wrong, NotFound.
func InviteAgain(tx *tenants.OversightTx, id uuid.UUID, in Administrator) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	o, err := Load(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("create", &o.Organisation); err != nil {
		return err
	}
	if err := o.unfounded(); err != nil {
		return err
	}
	var c fault.Check
	in = in.checked(&c)
	if err := c.Err(); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "organisation.invited_again", Resource: "organisation", Subject: id, Tenant: id})
	if o.Invitation != nil {
		if o.Invitation.names(in) {
			return send(tx, *o.Invitation)
		}
		if err := tx.DB().Model(o.Invitation).Update("withdrawn_at", tx.Now()).Error; err != nil {
			return err
		}
	}
	i, err := write(tx, id, in)
	if err != nil {
		return err
	}
	return send(tx, i)
}

// Withdraw closes an organisation whose invitation nobody has accepted.
// Returns Conflict once it is founded or closed, NotFound.
func Withdraw(tx *tenants.OversightTx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	o, err := Load(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("withdraw", &o.Organisation); err != nil {
		return err
	}
	if err := o.unfounded(); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "organisation.withdrawn", Resource: "organisation", Subject: id, Tenant: id})
	if o.Invitation != nil {
		if err := tx.DB().Model(o.Invitation).Update("withdrawn_at", tx.Now()).Error; err != nil {
			return err
		}
	}
	return tx.DB().Model(&o.Organisation).Update("closed_at", tx.Now()).Error
}

func (a Administrator) checked(c *fault.Check) Administrator {
	a.AdminName = people.CheckName(c, "admin_name", a.AdminName)
	a.AdminEmail = people.CheckEmail(c, "admin_email", a.AdminEmail)
	people.CheckLocale(c, "locale", a.Locale)
	return a
}

func (i OrganisationInvitation) names(a Administrator) bool {
	return i.Name == a.AdminName && i.Email == a.AdminEmail && i.Locale == a.Locale
}

func write(tx *tenants.OversightTx, tenant uuid.UUID, a Administrator) (OrganisationInvitation, error) {
	by := tx.Person()
	i := OrganisationInvitation{TenantID: tenant, ID: tx.NewID(), Name: a.AdminName, Email: a.AdminEmail, Locale: a.Locale, InvitedAt: tx.Now(), InvitedBy: &by}
	err := tx.DB().Create(&i).Error
	return i, err
}

func send(tx *tenants.OversightTx, i OrganisationInvitation) error {
	link, err := tx.Link(tenants.NewLink{Tenant: i.TenantID, Act: ActFound, Subject: i.ID, Email: i.Email, Name: i.Name, Locale: i.Locale, TTL: InvitationLife})
	if err != nil {
		return err
	}
	letter := letters.ToLink(letters.InvitationAdministrator, link)
	letter.Case = i.TenantID
	tx.Enqueue(i.TenantID, letter)
	return nil
}

// taken says at its field that another organisation has the slug.
func taken(err error) error {
	if !tenants.Violates(err, "organisation_slug_key") {
		return err
	}
	f := fault.New(fault.Conflict, "fault.invalid").Because(err)
	f.Fields = []fault.FieldError{{Field: "slug", Sentence: fault.Say("organisations.slug_taken")}}
	return f
}
