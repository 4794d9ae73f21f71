package evidence

import (
	"context"
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/programs"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	ui "accord/web/templates"
)

// KindName is a kind of document in the reader's words.
func KindName(ctx context.Context, kind string) string { return ui.T(ctx, "kind."+kind) }

// kindOptions are the kinds that a document about such a subject can be of.
func kindOptions(ctx context.Context, program bool) []ui.Option {
	var all []ui.Option
	for _, k := range standards.Kinds() {
		if (k.About == standards.AboutProgram) == program || k.ID == standards.KindOther {
			all = append(all, ui.Option{Value: k.ID, Label: KindName(ctx, k.ID)})
		}
	}
	return all
}

// kindsOf are the kinds that a list is narrowed to; in their own, a candidate finds
// those that they bring or are given.
func kindsOf(ctx context.Context, own bool) []ui.Option {
	var all []ui.Option
	for _, k := range standards.Kinds() {
		if own && !slices.Contains(evidence.OwnKinds, k.ID) {
			continue
		}
		all = append(all, ui.Option{Value: k.ID, Label: KindName(ctx, k.ID)})
	}
	return all
}

func stateOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for _, s := range []string{evidence.Received, evidence.Typed, evidence.Refused, "all"} {
		all = append(all, ui.Option{Value: s, Label: ui.T(ctx, "evidence.state."+s)})
	}
	return all
}

// icon is the sign of what a file is.
func icon(v evidence.Version) string {
	t := v.MediaType
	if t == "" {
		t = v.DeclaredType
	}
	switch v := (evidence.Version{MediaType: t}); {
	case v.IsVideo():
		return "video"
	case v.IsImage():
		return "photo"
	}
	return "file-type-pdf"
}

// typeName is a media type in words.
func typeName(ctx context.Context, mediaType string) string {
	switch mediaType {
	case "application/pdf", "image/jpeg", "image/png", "image/webp", "video/mp4", "video/x-m4v", "video/quicktime", "video/webm":
		return ui.T(ctx, "evidence.type."+mediaType[len(mediaType)-lastSegment(mediaType):])
	}
	return mediaType
}

func lastSegment(mediaType string) int {
	for i := len(mediaType) - 1; i >= 0; i-- {
		if mediaType[i] == '/' {
			return len(mediaType) - i - 1
		}
	}
	return len(mediaType)
}

// State is a version's state as a badge.
func State(ctx context.Context, v evidence.Version) templ.Component {
	is := stateOf(v)
	word := ui.T(ctx, "evidence.state."+is)
	switch is {
	case "superseded":
		return ui.BadgeIcon(ui.Mute, "history", word)
	case "sealed":
		return ui.BadgeIcon(ui.OK, "rosette-discount-check", word)
	case "typed":
		return ui.Badge(ui.OK, word)
	case "refused":
		return ui.Badge(ui.Bad, word)
	case "abandoned":
		return ui.Badge(ui.Mute, word)
	case "received":
		return ui.Badge(ui.Info, word)
	}
	return ui.BadgeIcon(ui.Info, "upload", word)
}

// stateOf is the last part of the state's name in the catalogue.
func stateOf(v evidence.Version) string {
	switch {
	case v.SupersededAt != nil:
		return "superseded"
	case v.State == evidence.Typed && v.Origin == evidence.FromRecord:
		return "sealed"
	case v.State == evidence.Typed:
		return "typed"
	case v.State == evidence.Refused:
		return "refused"
	case v.State == evidence.Abandoned:
		return "abandoned"
	case v.State == evidence.Received:
		return "received"
	}
	return "uploading"
}

// subject is whom or what documents are about.
type subject struct {
	Candidate, Program, Cohort uuid.UUID
	Name                       string
	Path                       string // its own page, behind the member door
	Icon                       string
}

// subjects are the names of what versions are about, by id.
type subjects map[uuid.UUID]subject

func (s subjects) of(v evidence.Version) subject {
	for _, id := range []*uuid.UUID{v.CandidateID, v.ProgramID, v.CohortID} {
		if id != nil {
			return s[*id]
		}
	}
	return subject{}
}

// named looks the names up, in one query for each kind of subject.
func named(tx *tenants.Tx, versions []evidence.Version) (subjects, error) {
	var candidateIDs []uuid.UUID
	var cohortIDs []uuid.UUID
	var wantPrograms bool
	for _, v := range versions {
		switch {
		case v.CandidateID != nil:
			candidateIDs = append(candidateIDs, *v.CandidateID)
		case v.CohortID != nil:
			cohortIDs = append(cohortIDs, *v.CohortID)
		default:
			wantPrograms = true
		}
	}
	all := subjects{}
	people, err := candidates.ByIDs(tx, candidateIDs)
	if err != nil {
		return nil, err
	}
	for id, c := range people {
		all[id] = subjectOf(c)
	}
	if len(cohortIDs) > 0 {
		cohorts, err := trainings.ByIDs(tx, cohortIDs)
		if err != nil {
			return nil, err
		}
		for _, c := range cohorts {
			all[c.ID] = ofCohort(c)
		}
	}
	if wantPrograms {
		offered, err := programs.List(tx)
		if err != nil {
			return nil, err
		}
		for _, p := range offered {
			all[p.ID] = ofProgram(p.Program)
		}
	}
	return all, nil
}

func subjectOf(c candidates.Candidate) subject {
	return subject{Candidate: c.ID, Name: c.Name, Path: "/candidates/" + c.ID.String(), Icon: "user"}
}

func ofCohort(c trainings.Cohort) subject {
	return subject{Cohort: c.ID, Name: c.Title, Path: "/cohorts/" + c.ID.String(), Icon: "school"}
}

func ofProgram(p programs.Program) subject {
	return subject{Program: p.ID, Name: p.Title, Path: "/programs/" + p.ID.String(), Icon: "books"}
}

func current(is bool) string {
	if is {
		return "true"
	}
	return "false"
}
