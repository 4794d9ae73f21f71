package consents

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"accord/tenants"
	"accord/tenants/fault"
)

// NewNotice is a version to be published.
type NewNotice struct {
	Kind        string
	TextEn      string
	TextEs      string
	InForceFrom time.Time // a day
}

// Publish publishes the next version of a notice. It cannot be changed any
// more: what was wrong is mended by another. Returns Invalid with each field
// that is wrong; the day is neither past nor before that of the version before.
func Publish(tx *tenants.Tx, in NewNotice) (Notice, error) {
	in.TextEn, in.TextEs = strings.TrimSpace(in.TextEn), strings.TrimSpace(in.TextEs)
	today, err := today(tx)
	if err != nil {
		return Notice{}, err
	}
	if err := tx.Lock(tx.Tenant()); err != nil { // two at once get two numbers
		return Notice{}, err
	}
	n := Notice{TenantID: tx.Tenant(), ID: tx.NewID(), Kind: in.Kind, Number: 1, TextEn: in.TextEn, TextEs: in.TextEs, InForceFrom: in.InForceFrom,
		PublishedAt: tx.Now(), PublishedBy: by(tx), PublishedByName: tx.Name()}
	if err := tx.Allow("publish", &n); err != nil {
		return n, err
	}
	last, err := latest(tx, in.Kind)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return n, err
	}
	n.Number += last.Number
	if err := in.check(today, last); err != nil {
		return n, err
	}
	if err := insert(tx, &n); err != nil {
		return n, err
	}
	tx.Record(tenants.Event{Action: "notice.published", Resource: "notice", Subject: n.ID,
		Detail: map[string]any{"kind": n.Kind, "number": n.Number, "from": n.InForceFrom.Format(time.DateOnly)}})
	return n, nil
}

func (in NewNotice) check(today time.Time, last Notice) error {
	var c fault.Check
	c.If(!slices.Contains(Kinds, in.Kind), "kind", "notice.kind_unknown")
	c.If(in.TextEn == "" && in.TextEs == "", "text_en", "notice.text_required")
	c.If(utf8.RuneCountInString(in.TextEn) > MaxText, "text_en", "candidate.too_long", "Max", MaxText)
	c.If(utf8.RuneCountInString(in.TextEs) > MaxText, "text_es", "candidate.too_long", "Max", MaxText)
	switch from := in.InForceFrom.Format(time.DateOnly); {
	case c.If(from < today.Format(time.DateOnly), "in_force_from", "notice.from_past"):
	case c.If(from > today.AddDate(2, 0, 0).Format(time.DateOnly), "in_force_from", "notice.from_far"):
	default:
		c.If(from < last.InForceFrom.Format(time.DateOnly), "in_force_from", "notice.from_before", "On", last.InForceFrom.Format(time.DateOnly))
	}
	c.If(in.TextEn == last.TextEn && in.TextEs == last.TextEs && in.TextEn+in.TextEs != "", "text_en", "notice.unchanged")
	return c.Err()
}
