package standards

import (
	"strconv"
	"time"

	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// composed is the form for a new rule set, and its preview.
type composed struct {
	standards.Certification
	all   standards.RuleSets
	offer standards.Offer
	begun standards.RuleSet // the rules that fill in the form
	now   time.Time

	made, before standards.RuleSet // of the preview
}

// The steps that the form's buttons ask for.
const (
	stepPreview = "preview"
	stepChange  = "change"
	stepPublish = "publish"
)

// compose shows the form, as the rules in force fill it in.
func (p pages) compose(o *web.Overseer) error {
	v, err := p.composing(o)
	if err != nil {
		return err
	}
	return o.Render(composePageOf(o, v), composePage(v.filled(), v))
}

// composing reads what the form is about. Returns Forbidden to whoever does
// not publish.
func (p pages) composing(o *web.Overseer) (v composed, err error) {
	if v.Certification, err = certification(o.Request); err != nil {
		return v, err
	}
	err = p.look(o, func(tx *tenants.OversightTx) error {
		if !standards.MayPublish(tx) {
			return fault.Denied()
		}
		if !v.Closed.IsZero() {
			return fault.New(fault.Conflict, "standards.closed")
		}
		if v.all, err = standards.Load(tx); err != nil {
			return err
		}
		v.now = tx.Now()
		return nil
	})
	v.offer = v.all.OfferFor(v.ID)
	first := standards.FirstDay(v.now)
	for _, r := range v.all.Of(v.ID) { // what is published already comes before
		if !r.EffectiveFrom.Before(first) {
			first = r.EffectiveFrom.AddDate(0, 0, 1)
		}
	}
	v.begun = v.beforeDay(first)
	return v, err
}

// beforeDay are the rules that new ones from a day on take the place of: those
// in force on the day before.
func (v composed) beforeDay(first time.Time) standards.RuleSet {
	r, _ := v.all.InForce(v.ID, first.AddDate(0, 0, -1))
	return r
}

// anew is the form with a day and a note, filled in by other rules than it was
// begun from: those that the day takes the place of.
func (v *composed) anew(f *forms.Form, is standards.RuleSet) *forms.Form {
	v.begun = is
	again := v.filled()
	for _, name := range []string{"effective_from.day", "effective_from.month", "effective_from.year", "note"} {
		again.Set(name, f.Value(name))
	}
	return again
}

// publish goes from the form to its preview, back, and on to publishing.
func (p pages) publish(o *web.Overseer) error {
	v, err := p.composing(o)
	if err != nil {
		return err
	}
	f := o.Form()
	step := f.Choice("step", stepPreview, stepChange, stepPublish)
	in := v.read(f)
	if r, known := v.all.Named(f.OptionalText("begun", 100)); known && r.Certification == v.ID {
		v.begun = r
		if is := v.beforeDay(in.EffectiveFrom); step == stepPreview && !in.EffectiveFrom.IsZero() && is.ID != "" && is.ID != r.ID {
			again := v.anew(f, is)
			return o.Refuse(again, fault.New(fault.Conflict, "standards.begun_anew", "On", o.T.Day(is.EffectiveFrom)), composePageOf(o, v), composePage(again, v))
		}
	}
	if err = f.Err(); err == nil {
		v.made, v.before, err = v.all.Compose(in, v.now)
	}
	switch {
	case step == stepChange:
		return o.Render(composePageOf(o, v), composePage(f, v))
	case err != nil:
		return o.Refuse(f, err, composePageOf(o, v), composePage(f, v))
	case step == stepPreview:
		return o.Render(composePageOf(o, v), previewPage(f, v))
	}
	err = p.db.Oversee(o.Context(), o.Overseer, "publish a rule set", func(tx *tenants.OversightTx) error {
		_, err := standards.Publish(tx, in)
		return err
	})
	if err != nil {
		return o.Refuse(f, err, composePageOf(o, v), composePage(f, v))
	}
	return o.Redirect("/standards/"+v.ID, "standards.published", "On", o.T.Day(in.EffectiveFrom))
}

// filled is the form as the rules in force have it.
func (v composed) filled() *forms.Form {
	n := v.all.Begin(v.ID, v.begun.EffectiveFrom)
	f := forms.New().Set("mediations", strconv.Itoa(n.Mediations)).Set("hours", strconv.Itoa(n.Hours)).Set("months", strconv.Itoa(n.Months)).
		Set("before", strconv.Itoa(n.Before)).Set("documents", n.Documents...).Set("obligations", n.Obligations...)
	if n.FullyOnline {
		f.Set("fully_online", "on")
	}
	f.Set("trainer_mediations", strconv.Itoa(n.TrainerMediations)).Set("trainer_hours", strconv.Itoa(n.TrainerHours)).Set("trainer_years", strconv.Itoa(n.TrainerYears))
	for _, x := range v.offer.Exemptions {
		f.Set("mediations_"+x.Citation, strconv.Itoa(x.Mediations)).Set("hours_"+x.Citation, strconv.Itoa(x.Hours)).Set("floor_"+x.Citation, strconv.Itoa(x.Floor))
	}
	for _, x := range n.Exemptions {
		f.Set("exempt_"+x.Citation, "on")
	}
	return f
}

// read reads the form in the shape of what is offered.
func (v composed) read(f *forms.Form) standards.NewRuleSet {
	n := standards.NewRuleSet{Certification: v.ID, EffectiveFrom: f.Date("effective_from"), Note: f.NeededText("note", standards.MaxNote, "standards.note_required")}
	if v.offer.Counted {
		n.Mediations = f.Int("mediations", 1, standards.MaxMediations)
	}
	if v.offer.Hours {
		n.Hours = f.Int("hours", 0, standards.MaxHours)
	}
	if v.offer.Window {
		n.Months = f.Int("months", 1, standards.MaxMonths)
	}
	for _, x := range v.offer.Exemptions {
		if y, on := exempting(f, x); on {
			n.Exemptions = append(n.Exemptions, y)
		}
	}
	if v.offer.Trained {
		n.Before, n.FullyOnline = f.Int("before", 0, standards.MaxMonths), f.Bool("fully_online")
	}
	if v.offer.Practising {
		n.TrainerMediations, n.TrainerHours, n.TrainerYears = f.Int("trainer_mediations", 1, 100), f.Int("trainer_hours", 1, 100), f.Int("trainer_years", 1, 10)
	}
	kinds, ids := v.offered()
	n.Documents, n.Obligations = f.Choices("documents", kinds...), f.Choices("obligations", ids...)
	return n
}

// exempting reads one exemption; the figures of one that does not hold are not
// looked at.
func exempting(f *forms.Form, x standards.Exemption) (y standards.Exempting, on bool) {
	y.Citation, on = x.Citation, f.Bool("exempt_"+x.Citation)
	figure := func(name string, least, most int) int {
		if !on {
			f.OptionalText(name, 20)
			return 0
		}
		return f.Int(name, least, most)
	}
	if x.Holds != "" {
		y.Floor = figure("floor_"+x.Citation, 0, standards.MaxMediations)
		return y, on
	}
	y.Mediations, y.Hours = figure("mediations_"+x.Citation, 1, standards.MaxMediations), figure("hours_"+x.Citation, 0, standards.MaxHours)
	return y, on
}

// offered are the kinds of document and the obligations to choose from.
func (v composed) offered() (kinds, ids []string) {
	for _, k := range v.offer.Documents {
		kinds = append(kinds, k.ID)
	}
	for _, o := range v.offer.Obligations {
		ids = append(ids, o.ID)
	}
	return kinds, ids
}

// carried are the form's fields with what they hold, for the preview to hand on.
func (v composed) carried(f *forms.Form) (fields []carriedField) {
	one := func(names ...string) {
		for _, name := range names {
			if value := f.Value(name); value != "" {
				fields = append(fields, carriedField{name, value})
			}
		}
	}
	one("begun", "effective_from.day", "effective_from.month", "effective_from.year", "note")
	if v.offer.Counted {
		one("mediations")
	}
	if v.offer.Hours {
		one("hours")
	}
	if v.offer.Window {
		one("months")
	}
	for _, x := range v.offer.Exemptions {
		one("exempt_" + x.Citation)
		if x.Holds != "" {
			one("floor_" + x.Citation)
		} else {
			one("mediations_"+x.Citation, "hours_"+x.Citation)
		}
	}
	if v.offer.Trained {
		one("before", "fully_online")
	}
	kinds, ids := v.offered()
	for name, offered := range map[string][]string{"documents": kinds, "obligations": ids} {
		for _, id := range offered {
			if f.Holds(name, id) {
				fields = append(fields, carriedField{name, id})
			}
		}
	}
	return fields
}

type carriedField struct{ name, value string }

func composePageOf(o *web.Overseer, v composed) ui.Page {
	p := pageOf(o.Request, v.Certification, ui.Crumb{Label: o.T.Say("certification." + v.ID), Href: o.Link("/standards/" + v.ID)})
	p.Title = o.T.Say("standards.publish_new")
	return p
}
