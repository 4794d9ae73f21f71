package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/exercises"
	"accord/tenants"
)

// exercise is one of a program's exercises at its latest version.
type exercise struct {
	ID        uuid.UUID `json:"id"`
	ProgramID uuid.UUID `json:"program_id"`
	Kind      string    `json:"kind" enum:"role_play,exercise"`
	Version   int       `json:"version"`
	Retired   bool      `json:"retired"`
	Played    played    `json:"played"`
}

// played is what a version of an exercise says.
type played struct {
	Title     string   `json:"title"`
	Scenario  string   `json:"scenario"`
	Mediators int      `json:"mediators" doc:"At each table"`
	Roles     []string `json:"roles" doc:"Of the others at each table"`
	Minutes   int      `json:"minutes"`
	Method    string   `json:"method" enum:"role_plays,exercises,discussion,other"`
}

func playedOf(v exercises.Version) played {
	return played{v.Title, v.Scenario, v.Mediators, append([]string{}, v.Parts()...), v.Minutes, v.Method}
}

func exerciseOf(e exercises.Listed) exercise {
	return exercise{e.ID, e.ProgramID, e.Kind, e.Version, e.RetiredAt != nil, playedOf(e.Latest)}
}

type newExercise struct {
	Title     string `json:"title" maxLength:"200"`
	Scenario  string `json:"scenario" maxLength:"10000"`
	Mediators int    `json:"mediators" minimum:"0" maximum:"3"`
	Roles     string `json:"roles,omitempty" maxLength:"1000" doc:"A line each"`
	Minutes   int    `json:"minutes" minimum:"5" maximum:"600"`
	Method    string `json:"method" enum:"role_plays,exercises,discussion,other"`
}

func (n newExercise) in() exercises.NewExercise {
	return exercises.NewExercise{Title: n.Title, Scenario: n.Scenario, Mediators: n.Mediators, Roles: n.Roles, Minutes: n.Minutes, Method: n.Method}
}

// round is an exercise of a session with its tables.
type round struct {
	ID        uuid.UUID `json:"id"`
	CohortID  uuid.UUID `json:"cohort_id"`
	SessionID uuid.UUID `json:"session_id"`
	Exercise  uuid.UUID `json:"exercise_id"`
	Seed      int64     `json:"seed" doc:"Of the proposal the tables were made by; 0 for tables set by hand"`
	Revision  int       `json:"revision" doc:"Of the tables: say it when you set them"`
	Cancelled bool      `json:"cancelled"`
	Played    played    `json:"played"`
	Tables    []table   `json:"tables"`
}

type table struct {
	Coach *uuid.UUID `json:"coach,omitempty" doc:"A membership"`
	Seats []seat     `json:"seats" maxItems:"100"`
}

type seat struct {
	ID       *uuid.UUID `json:"id,omitempty" doc:"To read and to give feedback by"`
	Enrol    uuid.UUID  `json:"enrolment_id"`
	Trainee  string     `json:"trainee,omitempty"`
	Role     string     `json:"role" maxLength:"100" doc:"mediator, observer, or a role of the exercise"`
	Feedback string     `json:"feedback,omitempty" enum:"none,draft,given"`
}

func roundOf(b exercises.RoundBoard) round {
	out := round{ID: b.Round.ID, CohortID: b.Round.CohortID, SessionID: b.Round.TrainingSessionID, Exercise: b.Round.ExerciseID, Seed: b.Round.Seed, Revision: b.Round.Revision,
		Cancelled: b.Round.CancelledAt != nil, Played: playedOf(b.Version), Tables: []table{}}
	for _, t := range b.Tables {
		out.Tables = append(out.Tables, table{t.Group.CoachID, each(t.Seats, func(s exercises.Seat) seat {
			state := "none"
			switch f := b.Feedback[s.ID]; {
			case f.GivenAt != nil:
				state = "given"
			case f.Revision > 0:
				state = "draft"
			}
			return seat{&s.ID, s.EnrolmentID, s.Trainee, s.Role, state}
		})})
	}
	return out
}

func boardOf(tx *tenants.Tx, id uuid.UUID) (round, error) {
	b, err := exercises.Board(tx, id)
	return roundOf(b), err
}

type newTables struct {
	Revision int     `json:"revision" minimum:"1" doc:"Of the tables that these replace"`
	Seed     int64   `json:"seed,omitempty" minimum:"0"`
	Tables   []table `json:"tables" maxItems:"100"`
}

func (n newTables) in() exercises.Arrangement {
	a := exercises.Arrangement{Was: n.Revision, Seed: n.Seed}
	for _, t := range n.Tables {
		a.Tables = append(a.Tables, exercises.Table{Coach: t.Coach, Seats: each(t.Seats, func(s seat) exercises.Place { return exercises.Place{Enrolment: s.Enrol, Role: s.Role} })})
	}
	return a
}

// sheet is a seat's feedback.
type feedbackSheet struct {
	SeatID   uuid.UUID       `json:"seat_id"`
	Trainee  string          `json:"trainee"`
	Role     string          `json:"role"`
	Headings []string        `json:"headings" doc:"Those that can be written under"`
	Revision int             `json:"revision" doc:"Say it when you save"`
	Draft    exercises.Notes `json:"draft"`
	Given    []givenFeedback `json:"given" doc:"The latest first"`
}

type givenFeedback struct {
	Number  int             `json:"number"`
	Notes   exercises.Notes `json:"notes"`
	Reason  string          `json:"reason,omitempty" doc:"Why it was amended"`
	GivenAt time.Time       `json:"given_at"`
	GivenBy string          `json:"given_by"`
}

func feedbackOf(tx *tenants.Tx, id uuid.UUID) (feedbackSheet, error) {
	s, err := exercises.SheetOf(tx, id)
	return feedbackSheet{s.Seat.ID, s.Seat.Trainee, s.Seat.Role, s.Headings, s.Feedback.Revision, append(exercises.Notes{}, s.Feedback.Draft...), each(s.Given, func(g exercises.Given) givenFeedback {
		return givenFeedback{g.Number, g.Notes, g.Reason, g.GivenAt, g.GivenByName}
	})}, err
}

type newNotes struct {
	Revision int              `json:"revision" minimum:"0" doc:"Of what this replaces; 0 where nothing was saved"`
	Notes    []exercises.Note `json:"notes" maxItems:"50"`
}

func (n newNotes) in() exercises.Saving {
	return exercises.Saving{Was: n.Revision, Notes: n.Notes}
}

func (s *service) exercises() {
	read(s, operation(http.MethodGet, "/o/{organisation}/exercises", "listExercises", "List the exercises and role-plays of the organisation's programs"),
		func(tx *tenants.Tx, in *struct {
			In
			Program uuid.UUID `query:"program_id" format:"uuid"`
			Kind    string    `query:"kind" enum:"role_play,exercise"`
			Retired bool      `query:"retired" doc:"Retired ones as well"`
		}) (list[exercise], error) {
			all, err := exercises.List(tx, exercises.Filter{Program: in.Program, Kind: in.Kind, Retired: in.Retired})
			return list[exercise]{Items: each(all, exerciseOf)}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/exercises", "addExercise", "Add an exercise to a program's catalogue"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Exercise newExercise `json:"exercise"`
				Program  uuid.UUID   `json:"program_id" format:"uuid"`
				Kind     string      `json:"kind" enum:"role_play,exercise"`
			}
		}) (made, error) {
			n := in.Body.Exercise.in()
			n.Program, n.Kind = in.Body.Program, in.Body.Kind
			e, err := exercises.Add(tx, n)
			return made{e.ID}, called(err, "program", "program_id")
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/exercises/{id}", "reviseExercise", "Make a new version of an exercise; what was played keeps its own"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newExercise
		}) (done, error) {
			_, err := exercises.Revise(tx, in.ID, in.Body.in())
			return done{err == nil}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/exercises/{id}/retirement", "retireExercise", "Take an exercise out of what can be planned"),
		func(tx *tenants.Tx, in *One) (done, error) {
			_, err := exercises.Retire(tx, in.ID)
			return done{err == nil}, err
		})
	s.rounds()
	s.feedback()
}

func (s *service) rounds() {
	write(s, operation(http.MethodPost, "/o/{organisation}/sessions/{id}/rounds", "planExercise", "Plan an exercise for a session, at the version it has now"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Exercise uuid.UUID `json:"exercise_id" format:"uuid"`
			}
		}) (made, error) {
			r, err := exercises.Plan(tx, in.ID, in.Body.Exercise)
			return made{r.ID}, called(err, "exercise", "exercise_id")
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/rounds/{id}", "getRound", "Read an exercise of a session with its tables; a coach reads their own"),
		func(tx *tenants.Tx, in *One) (round, error) { return boardOf(tx, in.ID) })
	read(s, operation(http.MethodGet, "/o/{organisation}/rounds/{id}/proposal", "proposeTables", "Propose tables: who mediated least takes the chair. Nothing is saved"),
		func(tx *tenants.Tx, in *struct {
			One
			Seed int64 `query:"seed" minimum:"1" maximum:"999999999" required:"true" doc:"The same number makes the same tables"`
		}) (newTables, error) {
			b, err := exercises.Board(tx, in.ID)
			out := newTables{Revision: b.Round.Revision, Seed: in.Seed, Tables: []table{}}
			for _, t := range b.Propose(in.Seed) {
				out.Tables = append(out.Tables, table{t.Coach, each(t.Seats, func(p exercises.Place) seat { return seat{Enrol: p.Enrolment, Role: p.Role} })})
			}
			return out, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/rounds/{id}/tables", "setTables", "Set the tables of an exercise: these, and nobody sits elsewhere"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newTables
		}) (round, error) {
			if _, err := exercises.Arrange(tx, in.ID, in.Body.in()); err != nil {
				return round{}, err
			}
			return boardOf(tx, in.ID)
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/rounds/{id}", "cancelRound", "Take an exercise out of its session; not once feedback was given"),
		func(tx *tenants.Tx, in *One) (done, error) {
			_, err := exercises.Cancel(tx, in.ID)
			return done{err == nil}, err
		})
}

func (s *service) feedback() {
	const at = "/o/{organisation}/seats/{id}/feedback"
	read(s, operation(http.MethodGet, at, "getFeedback", "Read the feedback for a trainee's place at a table"),
		func(tx *tenants.Tx, in *One) (feedbackSheet, error) { return feedbackOf(tx, in.ID) })
	write(s, operation(http.MethodPut, at, "saveFeedback", "Save a draft; its table's coach alone"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newNotes
		}) (feedbackSheet, error) {
			if _, err := exercises.Save(tx, in.ID, in.Body.in()); err != nil {
				return feedbackSheet{}, err
			}
			return feedbackOf(tx, in.ID)
		})
	write(s, operation(http.MethodPost, at, "giveFeedback", "Give feedback to the trainee; it is not changed any more"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newNotes
		}) (feedbackSheet, error) {
			if _, err := exercises.Give(tx, in.ID, in.Body.in()); err != nil {
				return feedbackSheet{}, err
			}
			return feedbackOf(tx, in.ID)
		})
	write(s, operation(http.MethodPost, at+"/amendments", "amendFeedback", "Give feedback anew, for a reason; what was given before stays"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Feedback newNotes `json:"feedback"`
				Reason   string   `json:"reason" maxLength:"500"`
			}
		}) (feedbackSheet, error) {
			if _, err := exercises.Amend(tx, in.ID, in.Body.Feedback.in(), in.Body.Reason); err != nil {
				return feedbackSheet{}, err
			}
			return feedbackOf(tx, in.ID)
		})
}
