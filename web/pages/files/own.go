package files

import (
	words "accord/web/pages/candidates"
	"bufio"
	"io"
	"strconv"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/days"
	"accord/app/files"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	consentpages "accord/web/pages/consents"
	ui "accord/web/templates"
)

// consentsAnchor is where on the page the consents are.
const consentsAnchor = "part-consents"

// ownView is a candidate's own file.
type ownView struct {
	files.Profile
	main, aside []templ.Component
	index       []ui.Link
	wanted      []wanted
	papers      files.Papers
}

// wanted is something that a file waits for from the candidate.
type wanted struct {
	key  string
	href templ.SafeURL
}

func (p pages) own(m *web.Member) error {
	var v ownView
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if v.Profile, err = files.Mine(tx); err != nil {
			return err
		}
		for _, s := range p.sections {
			part, err := s.Load(m, tx, v.Candidate)
			if err != nil {
				return err
			}
			if part == nil {
				continue
			}
			anchor := "part-" + strconv.Itoa(len(v.index)+1)
			if s.Key == "consent.own" {
				anchor = consentsAnchor
			}
			v.index = append(v.index, ui.Link{Label: m.T.Say(s.Key), Href: "#" + anchor})
			if part = anchored(anchor, part); s.Aside {
				v.aside = append(v.aside, part)
			} else {
				v.main = append(v.main, part)
			}
		}
		if v.papers, err = files.PapersOf(tx, v.Profile); err != nil {
			return err
		}
		v.wanted, err = waits(m, tx, v.Profile, v.papers)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("file.nav")}, ownPage(v))
}

// waits is what a file waits for from the candidate: whether they come to their
// assessment, which has an hour, then the documents that are
// asked for a certification and that they can bring, and what they have not
// looked at.
func waits(m *web.Member, tx *tenants.Tx, f files.Profile, papers files.Papers) (all []wanted, err error) {
	slots, err := days.Own(tx)
	if err != nil {
		return nil, err
	}
	if len(days.Awaiting(slots, tx.Now())) > 0 {
		all = append(all, wanted{"file.wanted.slot", m.Link("/own-slots")})
	}
	said, err := consentpages.Load(tx, f.ID, "", "")
	if err != nil {
		return nil, err
	}
	for _, kind := range []string{"privacy", "recording"} {
		if said.LooksAgain(kind) {
			all = append(all, wanted{"file.wanted." + kind, "#" + consentsAnchor})
		}
	}
	for _, kind := range papers.Wanted {
		all = append(all, wanted{"kind." + kind, m.Link("/evidence/new?candidate=" + f.ID.String() + "&kind=" + kind)})
	}
	return all, nil
}

// course is a training in the candidate's own file, and where they follow it.
type course struct {
	trainings.Training
	page        templ.SafeURL // by their personal link; "" where there is none
	certificate *certificates.Certificate
}

func (p pages) trainings(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
	all, err := trainings.TrainingsOf(tx, c.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	papers, err := certificates.OfCandidate(tx, c.ID)
	if err != nil {
		return nil, err
	}
	enrolled := make([]uuid.UUID, len(all))
	for i, t := range all {
		enrolled[i] = t.Standing.Enrolment.ID
	}
	links, err := personal.Working(tx, enrolled)
	if err != nil {
		return nil, err
	}
	var courses []course
	for _, t := range all {
		v := course{Training: t}
		for i, x := range papers {
			if x.EnrolmentID == t.Standing.Enrolment.ID && x.State() == certificates.InForce && x.DocumentVersionID != nil {
				v.certificate = &papers[i]
			}
		}
		if l, is := links[t.Standing.Enrolment.ID]; is && tx.Now().Before(personal.Until(t.Cohort)) { // some weeks after the course it opens nothing
			v.page = m.Link("/personal/" + p.db.LinkToken(l.ID))
		}
		courses = append(courses, v)
	}
	return trainingsPart(courses), nil
}

// logbook is the whole of the candidate's own logbook; their file shows its newest entries.
func (p pages) logbook(m *web.Member) error {
	var part templ.Component
	err := p.read(m, func(tx *tenants.Tx) error {
		v, err := files.Mine(tx)
		if err == nil {
			part, err = words.LogbookSection().Load(m, tx, v.Candidate)
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("logbook.title"), Crumbs: []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}}, logbookPage(part))
}

func (p pages) profile(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("name", v.Name).Set("language", v.Language).Set("country", v.Country).Set("phone", v.Contact.Phone).Set("languages", v.Contact.Spoken()...)
	return m.Render(profileOf(m), profilePage(f, v))
}

func (p pages) mine(m *web.Member) (v files.Profile, err error) {
	return v, p.read(m, func(tx *tenants.Tx) (err error) { v, err = files.Mine(tx); return err })
}

func profileOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("file.profile"), Crumbs: []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}}
}

func (p pages) edit(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := candidates.OwnProfile{Name: f.OptionalText("name", candidates.MaxName), Language: f.OptionalText("language", 2), Country: f.OptionalText("country", 2), Phone: f.OptionalText("phone", 31),
		Languages: f.Choices("languages", words.Languages()...)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := files.Edit(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, profileOf(m), profilePage(f, v))
	}
	return m.Redirect("/file", "file.saved")
}

func (p pages) acknowledge(m *web.Member) error {
	return p.says(m, "notice.acknowledged_now", consentpages.ReadAcknowledgement)
}

func (p pages) answer(m *web.Member) error {
	return p.says(m, "consent.answered_now", consentpages.ReadAnswer)
}

func (p pages) says(m *web.Member, told string, read func(*forms.Form, string) func(*tenants.Tx, uuid.UUID) error) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	f := m.Form()
	do := read(f, m.T.Locale())
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return do(tx, v.ID) })
	}
	if err != nil {
		return err
	}
	return m.Redirect("/file", told)
}

// export gives the whole file away as one ZIP, as it is read from the store.
func (p pages) export(m *web.Member) error {
	if err := m.Form().Err(); err != nil {
		return err
	}
	var t files.Taken
	err := p.write(m, func(tx *tenants.Tx) (err error) {
		t, err = files.Take(tx)
		t.Organisation = m.Organisation().Name
		return err
	})
	if err != nil {
		return err
	}
	read, write := io.Pipe()
	ctx := m.Context()
	go func() {
		b := bufio.NewWriterSize(write, 1<<16)
		err := t.Write(ctx, p.room, b)
		if err == nil {
			err = b.Flush()
		}
		_ = write.CloseWithError(err)
	}()
	return m.Send(m.T.Say("file.export_name")+".zip", "application/zip", read)
}
