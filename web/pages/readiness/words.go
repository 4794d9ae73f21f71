package readiness

import (
	"context"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/readiness"
	"accord/app/standards"
	ui "accord/web/templates"
)

// Mends are where what is missing is mended; "" where the reader cannot.
type Mends struct {
	Identity, Logbook, Pathway templ.SafeURL
	reads                      bool // and mends nothing
}

// InFile are the places in a candidate's file, for who keeps it.
func InFile(ctx context.Context, candidate uuid.UUID) Mends {
	at := ui.Path(ctx, "/candidates/", candidate)
	return Mends{Identity: at + "/identity/new", Logbook: at + "#logbook", Pathway: at}
}

// ToRead are the same for who judges: they see what there is, and mend nothing.
func ToRead(ctx context.Context, candidate uuid.UUID) Mends {
	at := ui.Path(ctx, "/candidates/", candidate)
	return Mends{Pathway: at, reads: true}
}

func (m Mends) of(k readiness.Kind) templ.SafeURL {
	switch k {
	case readiness.Identity:
		return m.Identity
	case readiness.Empty, readiness.Verify:
		return m.Logbook
	}
	return m.Pathway
}

// words are the lack's sentence, after the certification that asks for it.
func words(ctx context.Context, l readiness.Lack) string {
	said := ui.Say(ctx, l.Sentence)
	if l.Certification != "" {
		return ui.T(ctx, "certification."+l.Certification) + ": " + said
	}
	return said
}

func verified(ctx context.Context, s readiness.Sheet) string {
	if s.Entries == 0 {
		return ui.T(ctx, "readiness.logbook_empty")
	}
	return ui.T(ctx, "readiness.verified", "Count", s.Verified, "Of", s.Entries, "Hours", ui.Hours(s.Hours))
}

func askedTone(l standards.Line) ui.Tone {
	switch l.State {
	case standards.Met:
		return ui.OK
	case standards.Missing:
		return ui.Warn
	}
	return ui.Info
}
