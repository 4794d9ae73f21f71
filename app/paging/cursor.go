package paging

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// maxCursor bounds what is decoded; a key is a name and an id at most.
const maxCursor = 2000

type written struct {
	Order string `json:"o"`
	Desc  bool   `json:"d"`
	Key   []any  `json:"k"`
}

func (o Order) encode(key []any) string {
	w := written{Order: o.Name, Desc: o.Desc, Key: make([]any, len(key))}
	for i, v := range key {
		switch v := v.(type) {
		case time.Time:
			w.Key[i] = v.UTC().Format(time.RFC3339Nano)
		case fmt.Stringer:
			w.Key[i] = v.String()
		default:
			w.Key[i] = v
		}
	}
	b, err := json.Marshal(w)
	if err != nil {
		return "" // a key is texts and numbers: it has a form
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// decode reads a cursor back. Whatever is not a key of this very order is
// Invalid: a value of a wrong type must not reach the database.
func (o Order) decode(cursor string) ([]any, error) {
	bad := func(why error) error { return fault.New(fault.Invalid, "paging.cursor").Because(why) }
	if len(cursor) > maxCursor {
		return nil, bad(errors.New("paging: a cursor too long"))
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, bad(err)
	}
	var w written
	if err := json.Unmarshal(b, &w); err != nil {
		return nil, bad(err)
	}
	if w.Order != o.Name || w.Desc != o.Desc || len(w.Key) != len(o.Columns) {
		return nil, bad(errors.New("paging: a cursor of another order"))
	}
	values := make([]any, len(w.Key))
	for i, c := range o.Columns {
		if values[i], err = c.read(w.Key[i]); err != nil {
			return nil, bad(err)
		}
	}
	return values, nil
}

func (c Column) read(v any) (any, error) {
	if c.Type == tenants.TypeNumber {
		if x, ok := v.(float64); ok {
			return x, nil
		}
		return nil, fmt.Errorf("paging: %s is no number", c.Name)
	}
	s, ok := v.(string)
	if !ok {
		return nil, fmt.Errorf("paging: %s is no text", c.Name)
	}
	switch c.Type {
	case tenants.TypeID:
		return uuid.Parse(s)
	case tenants.TypeTime:
		return time.Parse(time.RFC3339Nano, s)
	}
	return s, nil
}
