package policies

import (
	"slices"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"accord/tenants"
)

// stock is Casbin as it comes, with the model and the lines of one policy.
// The three functions of the model are the reference's own.
func stock(cat *catalogue, lines []Line, roles []Inheritance) (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if _, err := e.AddPolicy(l.Role, l.Domain, l.Resource, l.Action, l.Condition, l.Effect); err != nil {
			return nil, err
		}
	}
	for _, g := range roles {
		if _, err := e.AddGroupingPolicy(g.Role, g.Of); err != nil {
			return nil, err
		}
	}
	e.AddFunction("within", func(args ...any) (any, error) {
		return args[0] == args[1] || args[1] == "*" && args[0] != "imi", nil
	})
	e.AddFunction("holds", func(args ...any) (any, error) {
		for _, held := range args[0].(question).roles {
			all, err := e.GetImplicitRolesForUser(held)
			if err != nil || held == args[1] || slices.Contains(all, args[1].(string)) {
				return true, err
			}
		}
		return false, nil
	})
	e.AddFunction("row", func(args ...any) (any, error) {
		f := reference{sub: args[0].(question).sub, row: args[3].(worldRow)}
		result := f.text(args[4].(string))
		if args[5] == "deny" {
			return result != isFalse, nil
		}
		return result == isTrue && f.text(standing(cat.resources[args[2].(string)], args[1].(string))) == isTrue, nil
	})
	return e, nil
}

// standing is the wall as the design words it.
func standing(res *resource, domain string) string {
	const own = "row.tenant_id == sub.tenant"
	switch {
	case res.side == tenants.PublishedSide:
		return "true"
	case domain != "imi" && res.side == tenants.PersonSide:
		return "false"
	case domain != "imi":
		return own
	case res.side == tenants.OversightSide:
		return "true"
	case res.released != "":
		return res.released
	case res.side == tenants.KernelSide:
		return own
	}
	return "false"
}
