package programs

import (
	"slices"

	"accord/tenants"
	"accord/tenants/fault"
)

// NewProgram is a program to be kept.
type NewProgram struct {
	Kind string // one of Kinds
	Details
	Places []NewLocation // where it is held; more can follow
}

// Create keeps a new program, a draft. One that assesses gets the criteria
// that are usual for its kind, in its language where they are written in it,
// to be changed as the organisation likes. Returns Invalid with each field
// that is wrong.
func Create(tx *tenants.Tx, in NewProgram) (Program, error) {
	var c fault.Check
	c.If(!slices.Contains(Kinds, in.Kind), "kind", "programs.kind")
	in.Details = in.Details.check(&c, in.Kind)
	for i := range in.Places {
		in.Places[i] = in.Places[i].check(&c)
	}
	by := tx.Person()
	p := in.Details.onto(Program{TenantID: tx.Tenant(), ID: tx.NewID(), Kind: in.Kind, CreatedAt: tx.Now(), CreatedBy: &by})
	if err := tx.Allow("create", &p); err != nil {
		return p, err
	}
	if err := c.Err(); err != nil {
		return p, err
	}
	if err := tx.DB().Create(&p).Error; err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "program.created", Resource: "program", Subject: p.ID})
	if err := place(tx, p, in.Places); err != nil {
		return p, err
	}
	usual := Usual(p)
	if len(usual) == 0 {
		return p, nil
	}
	for i := range usual {
		usual[i].TenantID, usual[i].ID, usual[i].ProgramID, usual[i].Position = p.TenantID, tx.NewID(), p.ID, i+1
	}
	return p, tx.DB().Create(&usual).Error
}
