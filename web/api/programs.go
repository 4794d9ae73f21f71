package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
)

type program struct {
	ID           uuid.UUID  `json:"id"`
	Kind         string     `json:"kind" enum:"CMTP,QAP,MAQAP,ICQAP,ODRQAP"`
	Title        string     `json:"title"`
	Language     string     `json:"language" doc:"The first of its languages"`
	Languages    []string   `json:"languages"`
	City         string     `json:"city" doc:"Of its first place that is a house"`
	Country      string     `json:"country"`
	Online       bool       `json:"online" doc:"At one of its places"`
	State        string     `json:"state"`
	RecognisedAt *time.Time `json:"recognised_at,omitempty"`
}

func programOf(l programs.Listed) program {
	p := program{ID: l.ID, Kind: l.Kind, Title: l.Title, Language: l.Language, Languages: l.Spoken(), City: l.City, Country: l.Country, Online: l.Online, State: string(l.State())}
	if l.Recognition != nil {
		p.RecognisedAt = &l.Recognition.RecognisedAt
	}
	return p
}

type newProgram struct {
	Kind            string    `json:"kind" enum:"CMTP,QAP,MAQAP,ICQAP,ODRQAP"`
	Title           string    `json:"title" maxLength:"200"`
	Language        string    `json:"language,omitempty" maxLength:"2" doc:"The first, or only, language it is held in"`
	Languages       []string  `json:"languages,omitempty" maxItems:"20" doc:"All languages, the first one first; it counts in place of language"`
	City            string    `json:"city,omitempty" maxLength:"100" doc:"Of the first place, when a program is made; places are kept under locations"`
	Country         string    `json:"country,omitempty" maxLength:"2" doc:"Of the first place, when a program is made"`
	Online          bool      `json:"online,omitempty" doc:"Held online too, when a program is made"`
	CourseHours     float64   `json:"course_hours,omitempty"`
	Methods         *teaching `json:"methods,omitempty"`
	AttendanceFloor int       `json:"attendance_floor,omitempty"`
	Website         string    `json:"website,omitempty" maxLength:"200"`
	Description     string    `json:"description,omitempty" maxLength:"4000"`
}

// teaching is how a course is taught, in percent that sum to 100.
type teaching struct {
	Lecture    int `json:"lecture,omitempty"`
	Exercises  int `json:"exercises,omitempty"`
	RolePlays  int `json:"role_plays,omitempty"`
	Discussion int `json:"discussion,omitempty"`
	Other      int `json:"other,omitempty"`
}

func (n newProgram) in() programs.NewProgram {
	d := programs.Details{Title: n.Title, Languages: n.Languages, CourseHours: n.CourseHours, AttendanceFloor: n.AttendanceFloor, Website: n.Website, Description: n.Description}
	if len(d.Languages) == 0 && n.Language != "" {
		d.Languages = []string{n.Language}
	}
	if n.Methods != nil {
		d.Methods = programs.Methods(*n.Methods)
	}
	return programs.NewProgram{Kind: n.Kind, Details: d}
}

// programFile is a program with what must be shown under it.
type programFile struct {
	Program   program     `json:"program"`
	Details   newProgram  `json:"details"`
	Locations []location  `json:"locations" doc:"Where it is held now"`
	Criteria  []criterion `json:"criteria"`
	Missing   []lacking   `json:"missing" doc:"What the program lacks before it can be put forward"`
}

// lacking is something that is not there yet, with the sentence that says so.
type lacking struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

func programFileOf(tx tenants.Transaction, w programs.Whole) programFile {
	f := programFile{Program: programOf(programs.Listed{Program: w.Program, Recognition: w.Recognition}), Missing: []lacking{}, Locations: each(w.Places(), locationOf),
		Details: newProgram{Kind: w.Kind, Title: w.Title, Language: w.Language, Languages: w.Spoken(), City: w.City, Country: w.Country, Online: w.Online, CourseHours: w.CourseHours,
			Methods: methodsOf(w.Methods), AttendanceFloor: w.AttendanceFloor, Website: w.Website, Description: w.Description}, Criteria: each(w.Criteria, programCriterionOf)}
	for _, m := range programs.Missing(w) {
		f.Missing = append(f.Missing, lacking{m.Field, speaker(tx).Sentence(m.Sentence)})
	}
	return f
}

func (s *service) programs() {
	read(s, operation(http.MethodGet, "/o/{organisation}/programs", "listPrograms", "List the organisation's programs"),
		func(tx *tenants.Tx, _ *In) (list[program], error) {
			all, err := programs.List(tx)
			return list[program]{Items: each(all, programOf)}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/programs", "createProgram", "Keep a program"),
		func(tx *tenants.Tx, in *struct {
			In
			Body newProgram
		}) (made, error) {
			n := in.Body.in()
			var err error
			if n.Places, err = programs.FirstPlaces(tx, in.Body.City, in.Body.Country, in.Body.Online); err != nil {
				return made{}, err
			}
			p, err := programs.Create(tx, n)
			return made{p.ID}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/programs/{id}/proposal", "proposeProgram", "Put a program forward to IMI for recognition"),
		func(tx *tenants.Tx, in *One) (done, error) {
			err := programs.Propose(tx, in.ID)
			return done{err == nil}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/programs/{id}", "getProgram", "Read a program with its criteria and what it lacks"),
		func(tx *tenants.Tx, in *One) (programFile, error) {
			w, err := programs.Load(tx, in.ID)
			if err != nil {
				return programFile{}, err
			}
			return programFileOf(tx, w), nil
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/programs/{id}", "editProgram", "Change what a program says of itself; its kind stays"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newProgram
		}) (done, error) {
			return done{true}, programs.Edit(tx, in.ID, in.Body.in().Details)
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/programs/{id}/proposal", "takeProposalBack", "Take a proposal back that IMI has not recognised"),
		func(tx *tenants.Tx, in *One) (done, error) { return done{true}, programs.TakeBack(tx, in.ID) })
	write(s, operation(http.MethodPost, "/o/{organisation}/programs/{id}/closure", "closeProgram", "Close a program: nothing new begins under it"),
		func(tx *tenants.Tx, in *One) (done, error) { return done{true}, programs.Close(tx, in.ID) })
	s.locations()
	s.criteria()
	s.proposals()
}

func (s *service) proposals() {
	const purpose = "to look after organisations and programs"
	type proposed struct {
		Organisation uuid.UUID `json:"organisation_id"`
		Program      program   `json:"program"`
	}
	look(s, operation(http.MethodGet, "/imi/programs", "listProposals", "List the programs that organisations put forward"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			At
			Kind string `query:"kind" enum:"CMTP,QAP,MAQAP,ICQAP,ODRQAP"`
			Show string `query:"show" enum:"waiting,recognised,all" default:"waiting"`
		}) (list[proposed], error) {
			page, err := programs.Proposals(tx, programs.Filter{Kind: in.Kind, Waiting: in.Show == "waiting", Recognised: in.Show == "recognised"}, paging.Ask{After: in.After, Before: in.Before, Limit: in.Limit, Sort: in.Sort})
			return listOf(page, func(l programs.Listed) proposed { return proposed{l.TenantID, programOf(l)} }), err
		})
	type Named struct {
		Organisation uuid.UUID `path:"organisation_id" format:"uuid"`
		ID           uuid.UUID `path:"id" format:"uuid"`
	}
	look(s, operation(http.MethodGet, "/imi/organisations/{organisation_id}/programs/{id}", "getProposal", "Read a program that was put forward, with its criteria"), purpose,
		func(tx *tenants.OversightTx, in *Named) (programFile, error) {
			w, err := programs.LoadProposed(tx, in.Organisation, in.ID)
			if err != nil {
				return programFile{}, err
			}
			return programFileOf(tx, w), nil
		})
	oversee(s, operation(http.MethodPost, "/imi/organisations/{organisation_id}/programs/{id}/recognition", "recogniseProgram", "Recognise a proposed program"), purpose,
		func(tx *tenants.OversightTx, in *Named) (made, error) {
			r, err := programs.Recognise(tx, in.Organisation, in.ID)
			return made{r.ID}, err
		})
}
