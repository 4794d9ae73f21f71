package standards

import (
	"time"

	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

// shown is one certification with all its rule sets.
type shown struct {
	standards.Certification
	versions  []version // the newest first
	inForce   standards.RuleSet
	publishes bool
}

// version is one rule set on the line of time.
type version struct {
	standards.RuleSet
	when        when
	first       bool
	differences []fault.Sentence // from the one before it
}

type when string

const (
	toCome when = "to_come"
	now    when = "in_force"
	past   when = "past"
)

func showOf(c standards.Certification, all standards.RuleSets, day time.Time) shown {
	v := shown{Certification: c}
	v.inForce, _ = all.InForce(c.ID, day)
	var before standards.RuleSet
	for _, r := range all.Of(c.ID) {
		one := version{RuleSet: r, when: past, first: before.ID == ""}
		switch {
		case r.EffectiveFrom.After(day):
			one.when = toCome
		case r.ID == v.inForce.ID:
			one.when = now
		}
		if !one.first {
			one.differences = standards.Differences(before, r)
		}
		v.versions, before = append([]version{one}, v.versions...), r
	}
	return v
}

// show is a certification as an organisation reads it.
func (p pages) show(m *web.Member) error {
	c, err := certification(m.Request)
	if err != nil {
		return err
	}
	var v shown
	err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		all, err := standards.Load(tx)
		v = showOf(c, all, today(m, tx.Now()))
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(pageOf(m.Request, c), showPage(v))
}

// history is a certification as IMI reads it.
func (p pages) history(o *web.Overseer) error {
	c, err := certification(o.Request)
	if err != nil {
		return err
	}
	var v shown
	err = p.look(o, func(tx *tenants.OversightTx) error {
		all, err := standards.Load(tx)
		if err != nil {
			return err
		}
		day, err := dayAtIMI(tx)
		v = showOf(c, all, day)
		v.publishes = mayPublish(tx, c)
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(pageOf(o.Request, c), showPage(v))
}

func mayPublish(tx *tenants.OversightTx, c standards.Certification) bool {
	return c.Closed.IsZero() && standards.MayPublish(tx)
}

func pageOf(r *web.Request, c standards.Certification, more ...ui.Crumb) ui.Page {
	return ui.Page{Title: r.T.Say("certification." + c.ID), Crumbs: append([]ui.Crumb{{Label: r.T.Say("standards.title"), Href: r.Link("/standards")}}, more...)}
}
