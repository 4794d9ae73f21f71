package paging

import (
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants"
)

// MaxLimit is the largest page; DefaultLimit what a page has when nobody asked.
const (
	MaxLimit     = 100
	DefaultLimit = 25
)

// Ask is where in a list a reader wants to be. Its zero value is the start.
type Ask struct {
	After  string // the cursor of the row that the page follows
	Before string // the cursor of the row that the page precedes; After wins
	Sort   string // the order's name, "-" before it turns it round
	Limit  int    // rows of a page; 0 is DefaultLimit, never over MaxLimit
}

// Page is a part of a list. Next and Back are cursors, "" at the ends.
type Page[T any] struct {
	Items []T
	Next  string
	Back  string
}

// Order is one way a list can be sorted. Its columns are never null and
// together they are unique: the last is the id.
type Order struct {
	Name    string // as Ask.Sort says it
	Desc    bool   // the natural direction; "-" in Ask.Sort turns it
	Columns []Column
}

// Column is a column of an order and its type.
type Column struct {
	Name string
	Type tenants.Type // TypeID, TypeText, TypeTime or TypeNumber
	SQL  string       // what stands in its place, where the order is by more than a column holds; never from a request
}

func (c Column) clause() clause.Column {
	if c.SQL != "" {
		return clause.Column{Name: c.SQL, Raw: true}
	}
	return clause.Column{Table: clause.CurrentTable, Name: c.Name}
}

// Choose answers the order that was asked for, with its direction settled; the
// first one when none or an unknown one was.
func Choose(ask Ask, orders ...Order) Order {
	name, turned := ask.Sort, false
	if len(name) > 0 && name[0] == '-' {
		name, turned = name[1:], true
	}
	for _, o := range orders {
		if o.Name == name {
			o.Desc = o.Desc != turned
			return o
		}
	}
	return orders[0]
}

// List reads one page of q in an order. key gives a row's values of the
// order's columns. Returns Invalid when a cursor is not one of this order.
func List[T any](q *gorm.DB, ask Ask, o Order, key func(T) []any) (Page[T], error) {
	limit := ask.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	limit = min(limit, MaxLimit)

	backward := ask.After == "" && ask.Before != ""
	cursor := ask.After
	if backward {
		cursor = ask.Before
	}
	if cursor != "" {
		values, err := o.decode(cursor)
		if err != nil {
			return Page[T]{}, err
		}
		q = q.Where(beyond{order: o, values: values, less: o.Desc != backward})
	}
	for _, c := range o.Columns {
		q = q.Order(clause.OrderByColumn{Column: c.clause(), Desc: o.Desc != backward})
	}
	var rows []T
	if err := q.Limit(limit + 1).Find(&rows).Error; err != nil {
		return Page[T]{}, err
	}
	more := len(rows) > limit
	rows = rows[:min(len(rows), limit)]
	if backward {
		slices.Reverse(rows)
	}
	page := Page[T]{Items: rows}
	if len(rows) == 0 {
		return page, nil
	}
	if more || backward {
		page.Next = o.encode(key(rows[len(rows)-1]))
	}
	if ask.After != "" || (backward && more) {
		page.Back = o.encode(key(rows[0]))
	}
	return page, nil
}

// beyond is "(a, id) > (…, …)": a row comparison, which an index serves whole.
type beyond struct {
	order  Order
	values []any
	less   bool
}

// Build writes the comparison.
func (b beyond) Build(w clause.Builder) {
	_ = w.WriteByte('(')
	for i, c := range b.order.Columns {
		if i > 0 {
			_, _ = w.WriteString(", ")
		}
		w.WriteQuoted(c.clause())
	}
	if b.less {
		_, _ = w.WriteString(") < (")
	} else {
		_, _ = w.WriteString(") > (")
	}
	for i, v := range b.values {
		if i > 0 {
			_, _ = w.WriteString(", ")
		}
		w.AddVar(w, v)
	}
	_ = w.WriteByte(')')
}
