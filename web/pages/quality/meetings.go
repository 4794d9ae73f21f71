package quality

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/app/quality"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// met are meetings with what they were about and who took part.
type met struct {
	page     paging.Page[quality.Standardisation]
	about    map[uuid.UUID][]quality.StandardisationProgram
	took     map[uuid.UUID][]quality.StandardisationMember
	programs map[uuid.UUID]programs.Program
	records  bool
}

func (v *met) load(tx *tenants.Tx, ask paging.Ask) (err error) {
	if v.page, err = quality.Meetings(tx, ask); err != nil {
		return err
	}
	return v.parts(tx)
}

func (v *met) parts(tx *tenants.Tx) (err error) {
	if v.about, err = quality.About(tx, v.page.Items); err != nil {
		return err
	}
	if v.took, err = quality.Attending(tx, v.page.Items); err != nil {
		return err
	}
	v.records = records(tx)
	v.programs, err = quality.Programs(tx)
	return err
}

func records(tx *tenants.Tx) bool {
	return tx.Can("record", &quality.Standardisation{TenantID: tx.Tenant(), ID: tx.NewID()})
}

func (p pages) meetings(m *web.Member) error {
	var v met
	if err := p.managed(m, func(tx *tenants.Tx) error { return v.load(tx, m.Ask()) }); err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("quality.tab.meetings"), Crumbs: crumbs(m)}, meetingsPage(v))
}

// exportMeetings gives the meetings with their minutes as a table.
func (p pages) exportMeetings(m *web.Member) error {
	var v met
	err := p.managed(m, func(tx *tenants.Tx) (err error) {
		if v.page.Items, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[quality.Standardisation], error) { return quality.Meetings(tx, ask) }); err != nil {
			return err
		}
		return v.parts(tx)
	})
	if err != nil {
		return err
	}
	ctx, rows := ui.With(m.Context(), m.View()), make([][]string, len(v.page.Items))
	for i, s := range v.page.Items {
		var names []string
		for _, one := range v.took[s.ID] {
			names = append(names, one.Name)
		}
		rows[i] = []string{s.HeldOn.Format(time.DateOnly), s.Title, v.aboutWords(ctx, s), strings.Join(names, "; "), s.Minute, s.Actions, s.RecordedByName}
	}
	return m.SendTable(m.T.Say("quality.meetings_file"), []string{m.T.Say("quality.held_on"), m.T.Say("quality.meeting_title"), m.T.Say("quality.about"), m.T.Say("quality.took_part"), m.T.Say("quality.minute"),
		m.T.Say("quality.actions"), m.T.Say("quality.recorded_by")}, rows)
}

// minuted is one meeting.
type minuted struct {
	quality.Standardisation
	met
	before, after *quality.Standardisation // what it corrects, and what corrects it, where the reader may see them
	manages       bool
}

func (v minuted) at() string { return "/quality/meetings/" + v.ID.String() }

func (p pages) minuted(m *web.Member) (v minuted, err error) {
	id, err := m.ID("meeting")
	if err != nil {
		return v, err
	}
	v.manages = manages(m)
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Standardisation, err = quality.Meeting(tx, id); err != nil {
			return err
		}
		v.page.Items = []quality.Standardisation{v.Standardisation}
		if err := v.parts(tx); err != nil {
			return err
		}
		if v.Corrects != nil {
			before, err := quality.Meeting(tx, *v.Corrects)
			if err == nil {
				v.before = &before
			} else if !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		after, found, err := quality.CorrectedBy(tx, id)
		if found {
			v.after = &after
		}
		return err
	})
	return v, err
}

func (v minuted) crumbs(m *web.Member) []ui.Crumb {
	if v.manages {
		return crumbs(m, ui.Crumb{Label: m.T.Say("quality.tab.meetings"), Href: m.Link("/quality/meetings")})
	}
	return crumbs(m, ui.Crumb{Label: m.T.Say("quality.own"), Href: m.Link("/quality/own")})
}

func (p pages) meeting(m *web.Member) error {
	v, err := p.minuted(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.Title, Crumbs: v.crumbs(m)}, meetingPage(v))
}

// recording is the form of a meeting; corrects is the zero id for a new one.
type recording struct {
	corrects quality.Standardisation
	programs map[uuid.UUID]programs.Program
	members  []quality.StandardisationMember // who can have taken part
}

func (v recording) page(m *web.Member) ui.Page {
	p := ui.Page{Title: m.T.Say("quality.new_meeting"), Crumbs: crumbs(m, ui.Crumb{Label: m.T.Say("quality.tab.meetings"), Href: m.Link("/quality/meetings")})}
	if v.corrects.ID != uuid.Nil {
		p.Title = m.T.Say("quality.correct")
		p.Crumbs = append(p.Crumbs, ui.Crumb{Label: v.corrects.Title, Href: m.Link("/quality/meetings/" + v.corrects.ID.String())})
	}
	return p
}

func (v recording) action() string {
	if v.corrects.ID != uuid.Nil {
		return "/quality/meetings/" + v.corrects.ID.String() + "/correction"
	}
	return "/quality/meetings"
}

func (v recording) load(tx *tenants.Tx) (recording, error) {
	if !records(tx) {
		return v, fault.Denied()
	}
	var err error
	if v.programs, err = quality.Programs(tx); err != nil {
		return v, err
	}
	v.members, err = quality.Attendable(tx, v.corrects.ID)
	return v, err
}

func (p pages) newMeeting(m *web.Member) error {
	var v recording
	if err := p.managed(m, func(tx *tenants.Tx) (err error) { v, err = v.load(tx); return err }); err != nil {
		return err
	}
	return m.Render(v.page(m), recordPage(forms.New(), v))
}

func (p pages) record(m *web.Member) error {
	var v recording
	if err := p.managed(m, func(tx *tenants.Tx) (err error) { v, err = v.load(tx); return err }); err != nil {
		return err
	}
	return p.keep(m, v)
}

// correcting is the form of a record that takes another's place.
func (p pages) correcting(m *web.Member) (v recording, old minuted, err error) {
	if old, err = p.minuted(m); err != nil {
		return v, old, err
	}
	v.corrects = old.Standardisation
	return v, old, p.managed(m, func(tx *tenants.Tx) (err error) { v, err = v.load(tx); return err })
}

func (p pages) askCorrect(m *web.Member) error {
	v, old, err := p.correcting(m)
	if err != nil {
		return err
	}
	f := forms.New().SetDate("held_on", old.HeldOn).Set("title", old.Title).Set("minute", old.Minute).Set("actions", old.Actions)
	var about, took []string
	for _, one := range old.about[old.ID] {
		about = append(about, one.ProgramID.String())
	}
	for _, one := range old.took[old.ID] {
		took = append(took, one.MembershipID.String())
	}
	return m.Render(v.page(m), recordPage(f.Set("programs", about...).Set("members", took...), v))
}

func (p pages) correct(m *web.Member) error {
	v, _, err := p.correcting(m)
	if err != nil {
		return err
	}
	return p.keep(m, v)
}

func (p pages) keep(m *web.Member, v recording) error {
	f := m.Form()
	in := quality.NewMeeting{HeldOn: f.Date("held_on"), Title: f.NeededText("title", quality.MaxTitle, "quality.title_required"), Minute: f.NeededText("minute", quality.MaxMinute, "quality.minute_required"),
		Actions: f.OptionalText("actions", quality.MaxActions), Corrects: v.corrects.ID}
	in.Programs = idsOf(f.Choices("programs", programNames(v.programs)...))
	in.Members = idsOf(f.Choices("members", memberNames(v.members)...))
	var kept quality.Standardisation
	err := f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { kept, err = quality.Record(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), recordPage(f, v))
	}
	return m.Redirect("/quality/meetings/"+kept.ID.String(), "quality.recorded_now")
}
