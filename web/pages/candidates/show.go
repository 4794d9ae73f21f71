package candidates

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/journal"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	journalpages "accord/web/pages/journal"
	ui "accord/web/templates"
)

// file is a candidate's page.
type file struct {
	candidate   candidates.Candidate
	main, aside []templ.Component
	index       []ui.Link
	edits       bool
	enrols      bool
	logs        bool // may write the logbook
}

func (p pages) show(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if m.OnlyCandidate() { // theirs is their own file
		return m.Go(string(m.Link("/file")))
	}
	var v file
	var stays uuid.UUID // where this record was merged into another
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.candidate, err = candidates.Get(tx, id); fault.Is(err, fault.NotFound) {
			var failed error
			if stays, failed = candidates.Stays(tx, id); failed != nil {
				return failed
			}
		}
		if err != nil {
			return err
		}
		v.edits, v.enrols, v.logs = tx.Can("edit", &v.candidate), tx.Can("enrol", &v.candidate), candidates.CanWrite(tx, id)
		for _, s := range p.sections {
			part, err := s.Load(m, tx, v.candidate)
			if err != nil {
				return err
			}
			if part != nil && s.Key != "" {
				anchor := "part-" + strconv.Itoa(len(v.index)+1)
				v.index = append(v.index, ui.Link{Label: m.T.Say(s.Key), Href: "#" + anchor})
				part = anchored(anchor, part)
			}
			switch {
			case part == nil:
			case s.Aside:
				v.aside = append(v.aside, part)
			default:
				v.main = append(v.main, part)
			}
		}
		return nil
	})
	if stays != uuid.Nil {
		return m.Go(string(m.Link("/candidates/" + stays.String())))
	}
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.candidate.Name, Crumbs: crumbs(m)}, showPage(v))
}

// trainingsSection is the candidate's cohorts.
func trainingsSection(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
	all, err := trainings.TrainingsOf(tx, c.ID)
	if err != nil || len(all) == 0 && !tx.Can("enrol", &c) {
		return nil, err
	}
	return trainingsPart(c, all), nil
}

// logbook is what the logbook's section shows.
type logbook struct {
	candidate candidates.Candidate
	entries   []candidates.LogbookEntry
	totals    candidates.Totals
	asked     map[uuid.UUID]string // the referee whom an entry waits for
	writes    bool
	verifies  bool
	whole     string // where all of it is, of which the newest are shown; "": here
}

// keeps says whether the reader may change an entry.
func (l logbook) keeps(e candidates.LogbookEntry) bool {
	return l.writes && (l.verifies || e.VerifiedAt == nil)
}

// newest is how many entries of a logbook are shown where not all are.
const newest = 5

// LogbookSection is the logbook in a file.
func LogbookSection() Section { return logbookOf("") }

// NewestOfLogbook is what a logbook comes to and its newest entries, for a file in
// which it is one part among others; whole is the page that shows all of them.
func NewestOfLogbook(whole string) Section { return logbookOf(whole) }

func logbookOf(whole string) Section {
	return Section{Order: 20, Key: "logbook.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		l, err := readLogbook(tx, c)
		if err != nil || len(l.entries) == 0 && !l.writes {
			return nil, err
		}
		if whole != "" && len(l.entries) > newest {
			l.entries, l.whole = l.entries[:newest], whole
		}
		return logbookPart(l), nil
	}}
}

func readLogbook(tx *tenants.Tx, c candidates.Candidate) (l logbook, err error) {
	entries, err := candidates.Logbook(tx, c.ID)
	writes := candidates.CanWrite(tx, c.ID)
	if err != nil || len(entries) == 0 && !writes {
		return l, err
	}
	requests, err := candidates.RefereesOf(tx, c.ID)
	if err != nil {
		return l, err
	}
	asked := map[uuid.UUID]string{}
	for _, r := range requests {
		for _, i := range r.Open() {
			asked[i.EntryID] = r.Name
		}
	}
	verifies := tx.Can("verify", &candidates.LogbookEntry{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID})
	return logbook{c, entries, candidates.Sum(entries), asked, writes, verifies, ""}, nil
}

// progress is how far a logbook has come toward what is asked for
// certification.
type progress struct {
	counted           candidates.Totals // of the verified entries: only those count (IMI-QA-11)
	all               candidates.Totals
	mediations, hours int // asked; whichever is reached first
}

func (p progress) reached() bool {
	return p.counted.Mediations >= p.mediations || p.hours > 0 && p.counted.Hours >= float64(p.hours)
}

// progressSection holds the logbook against the floor in force today
// (IMI-CM-01); not for program managers where another section does (told).
func progressSection(told bool) func(*web.Member, *tenants.Tx, candidates.Candidate) (templ.Component, error) {
	return func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		if told && manages(m) {
			return nil, nil
		}
		entries, err := candidates.Logbook(tx, c.ID)
		if err != nil || len(entries) == 0 && !candidates.CanWrite(tx, c.ID) {
			return nil, err
		}
		sets, err := standards.Load(tx)
		if err != nil {
			return nil, err
		}
		rules, ok := sets.InForce(standards.Certified, today(m, tx.Now()))
		if !ok || rules.Experience == nil {
			return nil, nil
		}
		all := candidates.Sum(entries)
		verified := slices.DeleteFunc(entries, func(e candidates.LogbookEntry) bool { return e.VerifiedAt == nil })
		return progressPart(progress{candidates.Sum(verified), all, rules.Experience.Mediations, rules.Experience.Hours}), nil
	}
}

// timelineSection is what happened on a candidate's file.
func timelineSection(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
	events, err := journal.OfCase(tx, tx.Tenant(), c.ID)
	if events = toldTo(m, tx, c, events); err != nil || len(events) == 0 {
		return nil, err
	}
	return journalpages.Timeline(events), nil
}

// toldTo keeps of a file's events what the reader may know: program managers
// all of it, others what is of the profile and the training, what they did
// themselves, and the logbook's if they may read it.
func toldTo(m *web.Member, tx *tenants.Tx, c candidates.Candidate, events []journal.AuditLog) []journal.AuditLog {
	if manages(m) {
		return events
	}
	logbook := tx.Can("read", &candidates.LogbookEntry{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID})
	return slices.DeleteFunc(events, func(e journal.AuditLog) bool {
		own := e.MembershipID != nil && *e.MembershipID == m.Membership()
		told := strings.HasPrefix(e.Action, "candidate.") || strings.HasPrefix(e.Action, "completion.") || logbook && strings.HasPrefix(e.Action, "logbook.")
		return !own && !told
	})
}
