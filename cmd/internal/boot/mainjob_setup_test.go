package boot_test

import (
	"path"

	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
)

// standsByVerbs is what peopleCome and programsAreRecognised come to, without
// a browser: for the story that begins at the first cohort.
func (h *house) standsByVerbs(first string) {
	h.t.Helper()
	h.takesUp(ilse, first, people.ActAccept)
	oversight := func(fn func(*tenants.OversightTx) error) {
		e, err := people.SignIn(h.t.Context(), h.parts.DB, people.Credentials{Email: ilse.email, Password: passphrase}, people.Visit{Address: "192.0.2.7", Request: "test"})
		ok(h.t, err)
		o, err := h.parts.DB.ReadmitOverseer(h.t.Context(), e.Person, "test")
		ok(h.t, err)
		ok(h.t, h.parts.DB.Oversee(h.t.Context(), o, "to prepare the story", fn))
	}
	oversight(func(tx *tenants.OversightTx) error {
		o, err := organisations.Invite(tx, organisations.NewOrganisation{Name: "Academia Andina de Mediación", Slug: "andina", Country: "EC", TimeZone: "America/Guayaquil",
			Administrator: organisations.Administrator{AdminName: elena.name, AdminEmail: elena.email, Locale: "en"}})
		h.ids["organisation"], h.slug = o.TenantID, o.Slug
		return err
	})
	h.takesUp(elena, h.mailed(elena, "is invited to Accord"), organisations.ActFound)
	invites := func(tenant func() tenants.Member, who person, roles ...tenants.Role) {
		ok(h.t, h.parts.DB.Write(h.t.Context(), tenant(), func(tx *tenants.Tx) error {
			_, err := people.Invite(tx, people.NewMember{Name: who.name, Email: who.email, Locale: "en", Roles: roles})
			return err
		}))
		h.takesUp(who, h.mailed(who, "invites you"), people.ActAccept)
	}
	imi := func() tenants.Member { return h.memberOf(ilse, tenants.Oversight) }
	invites(imi, henrik, tenants.RoleReviewer)
	invites(imi, amara, tenants.RoleSpotChecker)
	andina := func() tenants.Member { return h.member(elena) }
	invites(andina, joaquin, tenants.RoleProgramManager)
	invites(andina, rosa, tenants.RoleTrainer, tenants.RoleAssessor)
	invites(andina, mateo, tenants.RoleAssessor)
	invites(andina, teresa, tenants.RoleAssessor)
	for name, in := range map[string]programs.NewProgram{
		"cmtp": {Kind: programs.CMTP, Details: programs.Details{Title: "Fundamentos de la mediación", Language: "es", City: "Quito", Country: "EC", CourseHours: 40, AttendanceFloor: 90, Description: "En aula."}},
		"qap":  {Kind: programs.QAP, Details: programs.Details{Title: "Evaluación de mediadores", Language: "es", City: "Quito", Country: "EC", Description: "En aula."}},
	} {
		h.as(joaquin, func(tx *tenants.Tx) error {
			p, err := programs.Create(tx, in)
			h.ids[name] = p.ID
			return err
		})
		if name == "qap" {
			h.as(joaquin, func(tx *tenants.Tx) error {
				_, err := programs.AddCriterion(tx, h.ids[name], programs.NewCriterion{Heading: programs.Skills, Title: own, Benchmark: "Cada parte habla y entiende.", ScaleMax: 5, PassMark: 3})
				return err
			})
		}
		h.as(joaquin, func(tx *tenants.Tx) error { return programs.Propose(tx, h.ids[name]) })
		oversight(func(tx *tenants.OversightTx) error {
			_, err := programs.Recognise(tx, h.ids["organisation"], h.ids[name])
			return err
		})
	}
}

// takesUp accepts an invitation by its link.
func (h *house) takesUp(who person, link, act string) {
	h.t.Helper()
	i, err := people.Invitation(h.t.Context(), h.parts.DB, path.Base(link), act)
	ok(h.t, err)
	in, by := people.Joining{Name: who.name, Password: passphrase}, people.Visit{Address: "192.0.2.7", UserAgent: "the test", Request: "test"}
	if act == organisations.ActFound {
		_, err = organisations.Found(h.t.Context(), h.parts.DB, i, in, by)
	} else {
		_, err = people.Accept(h.t.Context(), h.parts.DB, i, in, by)
	}
	ok(h.t, err)
}
