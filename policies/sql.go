package policies

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// sense says how a condition's unknown counts where it stands: as false where
// only a certain yes opens (an allow line), as true where a mere possibility
// closes (a deny line, or under a negation). SQL carries the unknown along by
// itself everywhere but through a subselect's WHERE, which drops it; there the
// sense decides.
type sense bool

const (
	surely   sense = false
	possibly sense = true
)

// writer makes the SQL text of a condition. Its text depends on the condition
// and the table's name only; the asker's values are bound as "?".
type writer struct {
	strings.Builder
	rules    *rules
	table    string // as the caller quotes it
	inner    string // the quoted alias inside any(); else ""
	pinned   bool   // the wall holds the row's tenant to the asker's
	bindings []binding
}

// binding is one "?": a value of the asker.
type binding struct {
	name string
	typ  tenants.Type
}

func (w *writer) add(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

func (w *writer) bind(name string, typ tenants.Type) {
	w.bindings = append(w.bindings, binding{name, typ})
	w.add("?::", sqlTypes[typ])
}

var sqlTypes = map[tenants.Type]string{
	tenants.TypeID: "uuid", tenants.TypeText: "text", tenants.TypeNumber: "double precision",
	tenants.TypeTime: "timestamptz", tenants.TypeBool: "boolean", tenants.TypeIDs: "uuid[]", tenants.TypeTexts: "text[]",
}

func (c constant) write(w *writer, _ sense) { w.add(strconv.FormatBool(c.value)) }

func (c negation) write(w *writer, s sense) {
	w.add("(", w.rules.dialect.not)
	c.of.write(w, !s)
	w.add(")")
}

func (c both) write(w *writer, s sense) { w.pair(w.rules.dialect.and, c.left, c.right, s) }

func (c either) write(w *writer, s sense) { w.pair(w.rules.dialect.or, c.left, c.right, s) }

func (w *writer) pair(word string, left, right condition, s sense) {
	if w.rules.grouped {
		w.add("(")
		defer w.add(")")
	}
	left.write(w, s)
	w.add(word)
	right.write(w, s)
}

func (c comparison) write(w *writer, _ sense) {
	w.add("(")
	c.left.text(w)
	w.add(w.rules.operators[c.op])
	c.right.text(w)
	w.add(")")
}

func (c absence) write(w *writer, _ sense) {
	w.add("(")
	c.of.text(w)
	w.add(w.rules.isNull, ")")
}

func (c flag) write(w *writer, _ sense) { c.of.text(w) }

func (c membership) write(w *writer, _ sense) {
	w.add("(")
	defer w.add(")")
	c.of.text(w)
	if c.set == "" {
		w.add(" in (")
		for i, l := range c.list {
			if i > 0 {
				w.add(", ")
			}
			l.text(w)
		}
		w.add(")")
		return
	}
	typ := tenants.TypeIDs
	if c.kind == tenants.TypeText {
		typ = tenants.TypeTexts
	}
	w.add(w.rules.among)
	w.bind(c.set, typ)
	w.add(")")
}

// write asks for the row's id among those that the related rows point to,
// which PostgreSQL computes once a statement (EXISTS costs it once a row).
// Where the wall pins the tenant, so does the subselect; where it does not
// (oversight looks across), the pair of tenant and id is asked for: the keys
// all start with the tenant, so only the pair finds an index.
func (c existence) write(w *writer, s sense) {
	id, tenant := w.column(idColumn), w.column(tenantColumn)
	w.inner = quoted("related")
	points, theirs := w.column(c.column), w.column(tenantColumn)
	end := ")))"
	switch {
	case !w.rules.dialect.inside:
		w.add("(", id, " = any(array(select ", points, " from ", quoted(c.table), " as ", w.inner, " where ")
	case w.pinned:
		w.add("(", id, " = any(array(select ", points, " from ", quoted(c.table), " as ", w.inner, " where ", theirs, " = ")
		w.bind("tenant", tenants.TypeID)
		w.add(" and ")
	default:
		end = "))"
		w.add("((", tenant, ", ", id, ") in (select ", theirs, ", ", points, " from ", quoted(c.table), " as ", w.inner, " where ", theirs, " is not null and ")
	}
	if w.rules.linked {
		w.add(points, " is not null and ")
	}
	c.of.write(w, s)
	if s == possibly && w.rules.possibles {
		w.add(w.rules.dialect.possibly)
	}
	w.add(end)
	w.inner = ""
}

func (w *writer) column(name string) string {
	if w.inner != "" {
		return w.inner + "." + quoted(name)
	}
	return w.table + "." + quoted(name)
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (a attribute) text(w *writer) { w.add(w.column(a.column)) }

func (u subject) text(w *writer) { w.bind(u.name, u.typ) }

func (clock) text(w *writer) { w.bind(nowValue, tenants.TypeTime) }

// text writes the literal itself rather than binding it, so that PostgreSQL
// can use partial indexes and exact statistics.
func (l literal) text(w *writer) {
	switch v := l.val.(type) {
	case string:
		w.add(quotedText(v))
	case uuid.UUID:
		w.add("'", v.String(), "'::uuid")
	case bool:
		w.add(strconv.FormatBool(v))
	case int64:
		w.add("(", strconv.FormatInt(v, 10), ")")
	case float64:
		w.add("(", strconv.FormatFloat(v, 'g', -1, 64), ")")
	}
}

// quotedText writes a text without a quotation mark or a placeholder in it:
// "?" and "@" mean something to those who pass the statement on.
func quotedText(s string) string {
	var b strings.Builder
	b.WriteString("E'")
	for _, r := range s {
		if r == '\'' || r == '\\' || r == '?' || r == '@' || r == '$' || r == ':' || r < ' ' {
			fmt.Fprintf(&b, `\u%04X`, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteString("'")
	return b.String()
}

// bound answers the values for the placeholders, in their order.
func bound(bindings []binding, sub tenants.Values) ([]any, error) {
	args := make([]any, len(bindings))
	for i, b := range bindings {
		v, err := b.value(sub)
		if err != nil {
			return nil, err
		}
		args[i] = v
	}
	return args, nil
}

func (b binding) value(sub tenants.Values) (any, error) {
	if b.typ != tenants.TypeIDs && b.typ != tenants.TypeTexts {
		v, err := valueOf(sub, b.name, b.typ)
		if t, ok := v.(time.Time); ok {
			return t.Truncate(time.Microsecond), err
		}
		return v, err
	}
	switch set := sub[b.name].(type) {
	case nil:
		return nil, nil
	case []uuid.UUID:
		if b.typ == tenants.TypeIDs {
			return idArray(set), nil
		}
	case []string:
		if b.typ == tenants.TypeTexts {
			return textArray(set), nil
		}
	}
	return nil, fmt.Errorf("policies: sub.%s is %T, no %s", b.name, sub[b.name], b.typ)
}

// idArray and textArray bind as one PostgreSQL array, whoever passes them on.
type (
	idArray   []uuid.UUID
	textArray []string
)

// Value writes the array as PostgreSQL reads it.
func (a idArray) Value() (driver.Value, error) {
	b := make([]byte, 0, 2+37*len(a))
	b = append(b, '{')
	for i, id := range a {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, id.String()...)
	}
	return string(append(b, '}')), nil
}

var escaped = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// Value writes the array as PostgreSQL reads it.
func (a textArray) Value() (driver.Value, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, s := range a {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + escaped.Replace(s) + `"`)
	}
	b.WriteByte('}')
	return b.String(), nil
}
