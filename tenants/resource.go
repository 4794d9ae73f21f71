package tenants

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/schema"
)

// Side says who writes a table. No row has two writers.
type Side int

// The sides.
const (
	OrganisationSide Side = iota + 1 // the member door writes, the overseer at most reads what was released
	OversightSide                    // the overseer door writes, the member reads what is addressed to it
	PersonSide                       // the self door writes
	KernelSide                       // every door inserts; the kernel alone touches state columns
	PublishedSide                    // the overseer door writes, everybody reads
	GateSide                         // signing in writes; nobody else sees it
)

// Type is the type of an attribute in a condition.
type Type string

// The types. Order (<, >) is defined on Number and Time only.
const (
	TypeID     Type = "id"
	TypeText   Type = "text"
	TypeNumber Type = "number"
	TypeTime   Type = "time"
	TypeBool   Type = "bool"
	TypeIDs    Type = "ids"
	TypeTexts  Type = "texts"
)

// Resource registers a table with the kernel: without a registration no
// statement on it runs, and no policy line can name it.
type Resource struct {
	Name     string   // as policy lines say it: "cohort"
	Model    any      // the GORM model, a struct value
	Side     Side     //
	Actions  []string // "read", "create", … every action that policy lines may give
	Released string   // condition under which oversight may see a row at all; "" = never (organisation's side)
	PartOf   string   // the resource whose permission covers writes to this one ("score" is part of "score_sheet")
	PartBy   string   // the column that names that row; "" = the other's table and "_id"
	Related  map[string]Relation

	table      string
	attributes map[string]Attribute
}

// Relation is a set of other rows that a condition may quantify over with any().
type Relation struct {
	Resource string // the other resource's name
	Column   string // its column that points here: other.Column = row.id, within the tenant
}

// Attribute is a column as conditions see it.
type Attribute struct {
	Column string
	Type   Type
	field  *schema.Field
}

// SubjectValue registers a set that conditions call sub.Name. Query is run
// inside the asker's own transaction, under its walls, at most once, and only
// when a plan needs it. It takes two parameters: $1 the membership's id and
// $2 the person's id. It yields one column.
type SubjectValue struct {
	Name  string
	Door  Door
	Type  Type // TypeIDs or TypeTexts
	Query string

	// ByLink says that Query takes one parameter instead: $1 the id of the link
	// that a guest came by. For whoever came by none the set is empty, unasked.
	ByLink bool
}

// Table is the table's name.
func (r *Resource) Table() string { return r.table }

// Attribute answers a column as conditions see it.
func (r *Resource) Attribute(name string) (Attribute, bool) {
	a, ok := r.attributes[name]
	return a, ok
}

// Attributes lists the columns' names, sorted.
func (r *Resource) Attributes() []string {
	names := make([]string, 0, len(r.attributes))
	for n := range r.attributes {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

var registry = struct {
	sync.RWMutex
	byName  map[string]*Resource
	byTable map[string]*Resource
	byType  map[reflect.Type]*Resource
	values  map[Door]map[string]SubjectValue
	schemas sync.Map
}{byName: map[string]*Resource{}, byTable: map[string]*Resource{}, byType: map[reflect.Type]*Resource{}, values: map[Door]map[string]SubjectValue{}}

// Register makes a resource known. Concepts call it from a package variable;
// a mistake in it stops the program at its start.
func Register(r Resource) *Resource {
	s, err := schema.Parse(r.Model, &registry.schemas, naming)
	if err != nil {
		panic(fmt.Sprintf("tenants: resource %s: %v", r.Name, err))
	}
	r.table = s.Table
	r.attributes = make(map[string]Attribute, len(s.Fields))
	for _, f := range s.Fields {
		if f.DBName == "" {
			continue
		}
		if t, ok := typeOf(f.FieldType); ok {
			r.attributes[f.DBName] = Attribute{Column: f.DBName, Type: t, field: f}
		}
	}
	registry.Lock()
	defer registry.Unlock()
	if _, twice := registry.byName[r.Name]; twice {
		panic("tenants: resource registered twice: " + r.Name)
	}
	if _, twice := registry.byTable[r.table]; twice {
		panic("tenants: table registered twice: " + r.table)
	}
	registry.byName[r.Name], registry.byTable[r.table], registry.byType[reflect.TypeOf(r.Model)] = &r, &r, &r
	return &r
}

// RegisterValue makes a subject value known.
func RegisterValue(v SubjectValue) SubjectValue {
	registry.Lock()
	defer registry.Unlock()
	if registry.values[v.Door] == nil {
		registry.values[v.Door] = map[string]SubjectValue{}
	}
	if _, twice := registry.values[v.Door][v.Name]; twice {
		panic("tenants: subject value registered twice: " + v.Name)
	}
	registry.values[v.Door][v.Name] = v
	return v
}

// Resources lists every registered resource by name.
func Resources() []*Resource {
	registry.RLock()
	defer registry.RUnlock()
	all := make([]*Resource, 0, len(registry.byName))
	for _, r := range registry.byName {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *Resource) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return all
}

// ResourceNamed answers a resource by name.
func ResourceNamed(name string) (*Resource, bool) {
	registry.RLock()
	defer registry.RUnlock()
	r, ok := registry.byName[name]
	return r, ok
}

// SubjectValues lists the values that conditions of a door may use, with
// their types. "id" (the person), "membership", "tenant" and, for a guest, "subject"
// and "email" are always there.
func SubjectValues(door Door) map[string]Type {
	registry.RLock()
	defer registry.RUnlock()
	all := map[string]Type{"id": TypeID, "membership": TypeID, "tenant": TypeID, "subject": TypeID, "email": TypeText}
	for n, v := range registry.values[door] {
		all[n] = v.Type
	}
	return all
}

func resourceOfTable(table string) (*Resource, bool) {
	registry.RLock()
	defer registry.RUnlock()
	r, ok := registry.byTable[table]
	return r, ok
}

var naming = schema.NamingStrategy{SingularTable: true}

func typeOf(t reflect.Type) (Type, bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[uuid.UUID]():
		return TypeID, true
	case t == reflect.TypeFor[time.Time]():
		return TypeTime, true
	}
	switch t.Kind() {
	case reflect.String:
		return TypeText, true
	case reflect.Bool:
		return TypeBool, true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Float32, reflect.Float64,
		reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return TypeNumber, true
	}
	return "", false
}
