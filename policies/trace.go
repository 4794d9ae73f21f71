package policies

import (
	_ "embed" // the model
	"errors"
	"fmt"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"accord/tenants"
)

//go:embed model.conf
var modelText string

// asker is the one who asks, as the model's r.sub.
type asker struct {
	roles  []string
	values tenants.Values
}

// judging is the model's row(): it says whether a line's condition holds for
// the row of a question, or notes it when the row is a trace.
type judging func(sub *asker, domain, resource string, row any, condition, effect string) (bool, error)

// newEnforcer makes a stock Casbin enforcer over lines. heard, when given, is
// told of each line's domain and role before row() is reached.
func newEnforcer(lines []Line, roles []Inheritance, r *rules, row judging, heard func(domain, role string)) (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, fmt.Errorf("policies: read the model: %w", err)
	}
	e, err := casbin.NewEnforcer(m, adapter{lines, roles, r})
	if err != nil {
		return nil, fmt.Errorf("policies: load Casbin: %w", err)
	}
	var domain string
	e.AddFunction("within", func(args ...any) (any, error) {
		asked, lines := args[0].(string), args[1].(string)
		domain = lines
		return r.within(asked, lines), nil
	})
	manager := e.GetRoleManager()
	e.AddFunction("holds", func(args ...any) (any, error) {
		role := args[1].(string)
		for _, held := range args[0].(*asker).roles {
			linked, err := manager.HasLink(held, role)
			if err != nil || linked {
				if heard != nil {
					heard(domain, role)
				}
				return linked, err
			}
		}
		return false, nil
	})
	e.AddFunction("row", func(args ...any) (any, error) {
		return row(args[0].(*asker), args[1].(string), args[2].(string), args[3], args[4].(string), args[5].(string))
	})
	return e, nil
}

// adapter hands lines to Casbin. They are changed where they are kept, never
// through Casbin.
type adapter struct {
	lines []Line
	roles []Inheritance
	rules *rules
}

func (a adapter) LoadPolicy(m model.Model) error {
	for _, l := range a.lines {
		if l.Effect == deny && !a.rules.denies {
			continue
		}
		if err := m.AddPolicy("p", "p", []string{l.Role, l.Domain, l.Resource, l.Action, l.Condition, l.Effect}); err != nil {
			return err
		}
	}
	for _, g := range a.roles {
		if !a.rules.inherits {
			continue
		}
		if err := m.AddPolicy("g", "g", []string{g.Role, g.Of}); err != nil {
			return err
		}
	}
	return nil
}

var errReadOnly = errors.New("policies: Casbin does not write lines")

func (adapter) SavePolicy(model.Model) error                              { return errReadOnly }
func (adapter) AddPolicy(string, string, []string) error                  { return errReadOnly }
func (adapter) RemovePolicy(string, string, []string) error               { return errReadOnly }
func (adapter) RemoveFilteredPolicy(string, string, int, ...string) error { return errReadOnly }

// ruling is a line that concerns a plan.
type ruling struct {
	role, domain, text, effect string
	cond                       condition
}

// trace stands in for the row: it notes each line whose other conjuncts hold.
type trace struct{ noted []ruling }

// ask answers those of the lines that concern a question, in their order: the
// partial evaluation of the model for everything but the row.
func ask(lines []Line, s *snapshot, domain string, roles []string, resource, action string) ([]ruling, error) {
	var row trace
	var heard struct{ domain, role string } // of the line at hand
	note := func(_ *asker, _, resource string, at any, text, effect string) (bool, error) {
		line := ruling{heard.role, heard.domain, text, effect, s.compiled(heard.domain, resource, text)}
		at.(*trace).noted = append(at.(*trace).noted, line)
		return false, nil
	}
	e, err := newEnforcer(lines, s.roles, s.rules, note, func(domain, role string) { heard.domain, heard.role = domain, role })
	if err != nil {
		return nil, err
	}
	if _, err := e.Enforce(&asker{roles: roles}, domain, resource, action, &row); err != nil {
		return nil, fmt.Errorf("policies: trace %s of %s: %w", action, resource, err)
	}
	return row.noted, nil
}

// within keeps organisations and oversight apart: lines for every
// organisation reach each of them and never oversight.
func within(asked, lines string) bool {
	if lines == tenants.DomainOrganisations {
		return asked != tenants.DomainOversight
	}
	return asked == lines
}
