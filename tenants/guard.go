package tenants

// Guard answers who may do what to which rows. Package policies fulfils it;
// the kernel asks it on every Allow and on every statement.
type Guard interface {
	// Plan compiles what holders of these roles may do in a domain to rows of
	// a resource. A plan that gives nothing refuses every row; it is no error.
	// An unknown resource or action is an error.
	Plan(domain string, roles []string, resource, action string) (Plan, error)
}

// Plan is one compiled rule: the same answer as a single decision in Go and
// as a condition in SQL. Plans are immutable and shared.
type Plan interface {
	// Needs names the subject values the conditions mention, sorted.
	Needs() []string
	// Holds decides one row. What cannot be known is refused.
	Holds(sub Values, row Row) (bool, error)
	// SQL is the condition over the resource's table, whose columns it writes
	// qualified by the given name or alias, as it is given. Placeholders are
	// "?", and args binds them; a set binds as one array (a driver.Valuer). The text depends on the plan only, never on the subject.
	SQL(table string) (text string, args func(sub Values) ([]any, error))
	// Explain tells line by line why a row is allowed or refused.
	Explain(sub Values, row Row) []Reason
}

// Reason is one policy line's part in a decision, for the page that says why;
// the first is the wall before every line, with the effect "wall" and no role.
type Reason struct {
	Role, Domain, Resource, Action, Condition string
	Effect                                    string // "allow", "deny", "wall"
	Result                                    string // "true", "false", "unknown"
	Decisive                                  bool
}

// Values are what is known of the one who asks: id, tenant, now (the
// transaction's moment), and the sets that the concepts register (cohorts,
// assigned, trained, conflicts, open_cases). A uuid.UUID, string, int64,
// float64, bool, time.Time, []uuid.UUID or []string each; a missing or nil
// value is unknown, a slice without elements is an empty set.
type Values map[string]any

// Row is one row of a resource as the conditions see it.
type Row interface {
	// Attr is a column's value in one of the types of Values; nil for NULL.
	Attr(column string) any
	// Related are the rows of a registered relation.
	Related(relation string) ([]Row, error)
}

// The two domains of policy lines: every organisation alike (the kernel asks
// with the organisation's id, whose own lines come on top), and oversight.
const (
	DomainOrganisations = "*"
	DomainOversight     = "imi"
)
