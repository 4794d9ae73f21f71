package spotchecks

import (
	"github.com/google/uuid"

	"accord/app/register"
	"accord/app/spotchecks"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// usual are the demands that are offered ticked: a mediator's assessment file.
var usual = []string{standards.KindLogbook, "recording", standards.KindScoreSheet, "assessor_assignment", standards.KindDecisionMinute}

// blank is the form of a new request about a credential.
func (p pages) blank(o *web.Overseer) error {
	credential, err := uuid.Parse(o.Query("credential"))
	if err != nil {
		return fault.Absent("credential")
	}
	c, err := p.credential(o, credential)
	if err == nil {
		err = p.look(o, func(tx *tenants.OversightTx) error {
			if !tx.Can("issue", &spotchecks.Request{TenantID: c.TenantID, ID: tx.NewID()}) {
				return fault.Denied()
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	f := forms.New().Set("credential", credential.String()).Set("kind", string(spotchecks.Routine)).Set("demands", usual...)
	return o.Render(issuePageOf(o), issuePage(c, f))
}

// issue sends it.
func (p pages) issue(o *web.Overseer) error {
	f := o.Form()
	in := spotchecks.NewRequest{Credential: f.UUID("credential"), Kind: spotchecks.Urgency(f.Choice("kind", urgencies()...)), Reason: f.NeededText("reason", 2000, "request.reason_required")}
	for _, kind := range f.Choices("demands", kinds()...) {
		in.Demands = append(in.Demands, spotchecks.NewDemand{Kind: kind})
	}
	var r spotchecks.Request
	err := f.Err()
	if err == nil {
		err = p.oversee(o, "to issue a document request", func(tx *tenants.OversightTx) (err error) { r, err = spotchecks.Issue(tx, in); return err })
	}
	if err != nil {
		c, broken := p.credential(o, in.Credential)
		if broken != nil {
			return broken
		}
		return o.Refuse(f, err, issuePageOf(o), issuePage(c, f))
	}
	return o.Redirect("/spot-checks/"+r.ID.String(), "request.said.issued", "Reference", r.Reference)
}

func (p pages) credential(o *web.Overseer, id uuid.UUID) (c register.Credential, err error) {
	err = p.look(o, func(tx *tenants.OversightTx) (err error) { c, err = register.Find(tx, id); return err })
	return c, err
}

func issuePageOf(o *web.Overseer) ui.Page {
	return ui.Page{Title: o.T.Say("request.new"), Crumbs: []ui.Crumb{{Label: o.T.Say("request.nav_imi"), Href: o.Link("/spot-checks")}}}
}

func urgencies() (all []string) {
	for _, u := range spotchecks.Urgencies {
		all = append(all, string(u))
	}
	return all
}

func kinds() (all []string) {
	for _, k := range standards.Kinds() {
		all = append(all, k.ID)
	}
	return all
}
