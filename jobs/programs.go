package jobs

import (
	"accord/app/letters"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

var _ = writes(Writer{
	Letter: letters.ProgramProposed,
	Oversight: func(tx *tenants.OversightTx, t tenants.Task) (Facts, error) {
		p, err := programs.LoadProposed(tx, t.Tenant, t.ArgID("subject"))
		if fault.Is(err, fault.NotFound) { // taken back meanwhile
			return Facts{Moot: true}, nil
		}
		return Facts{Path: "organisations/" + p.TenantID.String() + "/programs/" + p.ID.String(), Data: letters.Data{"Program": p.Title}}, err
	},
})

var _ = writes(Writer{
	Letter: letters.ProgramRecognised,
	Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		p, err := programs.Load(tx, t.ArgID("subject"))
		return Facts{Path: "programs/" + p.ID.String(), Data: letters.Data{"Program": p.Title}}, err
	},
})

// What everybody may read of a recognised program follows what its organisation
// may still change.
var _ = register(Kind{
	Name: "program.publish",
	Oversee: func(tx *tenants.OversightTx, t tenants.Task) error {
		return programs.Publish(tx, t.Tenant, t.ArgID("subject"))
	},
})
