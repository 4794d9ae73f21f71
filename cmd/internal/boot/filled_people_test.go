package boot

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
)

func (f *filled) people() {
	f.is("trainer", f.org.Trainer.Membership())
	f.is("assessor", f.org.Assessor.Membership())
	f.is("assessor free", f.everybody.Membership())
	f.write(f.org.Admin, func(tx *tenants.Tx) error {
		m, err := people.Invite(tx, people.NewMember{Name: "Paola Terán", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
		if err != nil {
			return err
		}
		f.is("membership invited", m.ID)
		link, err := tx.Link(tenants.NewLink{Act: people.ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, TTL: people.InvitationLife})
		f.ids["link"] = f.DB.LinkToken(link) // as the invitation's mail carries it
		return err
	})
	f.write(f.org.Admin, func(tx *tenants.Tx) error {
		k, _, err := people.CreateToken(tx, people.NewToken{Name: "Reports", Days: 30})
		f.is("token", k.ID)
		return err
	})
	f.passwords()
	f.is("session of a person", f.ID(`select id from account_session where person_id = $1`, f.org.Admin.Person()))
}

// passwords gives everybody the same one, as somebody who was invited chose it.
func (f *filled) passwords() {
	var token string
	f.write(f.org.Admin, func(tx *tenants.Tx) error {
		m, err := people.Invite(tx, people.NewMember{Name: "Rosa Quispe", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleAssessor}})
		if err != nil {
			return err
		}
		link, err := tx.Link(tenants.NewLink{Act: people.ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, TTL: people.InvitationLife})
		f.is("membership", m.ID)
		token = f.DB.LinkToken(link)
		return err
	})
	i, err := people.Invitation(f.t.Context(), f.DB, token, people.ActAccept)
	ok(f.t, err)
	_, err = people.Accept(f.t.Context(), f.DB, i, people.Joining{Name: i.Name, Password: passphrase}, people.Visit{Address: "192.0.2.1", Request: "test"})
	ok(f.t, err)
	f.ids["who has a password"] = i.Email
}

func (f *filled) programs() {
	f.is("program", f.org.QAP)
	f.is("program CMTP", f.org.CMTP)
	details := programs.Details{Title: "Certified Mediator Assessment, online", Languages: []string{"en"}, Website: "https://andina.example/online", Description: "A recorded role-play and an interview."}
	for _, name := range []string{"program draft", "program proposed"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			p, err := programs.Create(tx, programs.NewProgram{Kind: programs.QAP, Details: details, Places: []programs.NewLocation{{Name: "Quito", City: "Quito", Country: "EC", TimeZone: "America/Guayaquil"}}})
			f.is(name, p.ID)
			return err
		})
	}
	f.is("criterion", f.ID(`select id from program_criterion where program_id = $1 and position = 2`, f.id("program draft")))
	f.is("location", f.ID(`select id from program_location where program_id = $1`, f.id("program draft")))
	f.write(f.org.Manager, func(tx *tenants.Tx) error { return programs.Propose(tx, f.id("program proposed")) })
}

// criteria are the criteria that an open score sheet asks about.
func (f *filled) criteria() (ids []string) {
	f.t.Helper()
	f.read(f.org.Assessor, func(tx *tenants.Tx) error {
		sheet, err := assessments.MySheet(tx, f.id("assessment"))
		for _, c := range sheet.Criteria {
			ids = append(ids, c.ID.String())
		}
		return err
	})
	return ids
}
