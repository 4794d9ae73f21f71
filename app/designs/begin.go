package designs

import (
	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Begin starts the draft of a program's next version: a copy of what is in
// force, or of the criteria that the program shows IMI. Returns Conflict where
// there is a draft already, the program does not assess, or is closed; NotFound.
func Begin(tx *tenants.Tx, program uuid.UUID) (Whole, error) {
	if err := tx.Lock(program); err != nil {
		return Whole{}, err
	}
	shown, err := programs.Load(tx, program)
	if err != nil {
		return Whole{}, err
	}
	p := shown.Program
	_, drafted, err := Optional(DraftOf(tx, program))
	if err != nil {
		return Whole{}, err
	}
	now, by := tx.Now(), tx.Membership()
	w := Whole{Program: p, Design: Design{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: program, Revision: 1, CreatedAt: now, CreatedBy: &by, SavedAt: now}}
	if err := tx.Allow("draft", &w.Design); err != nil {
		return w, err
	}
	switch {
	case !p.Assesses():
		return w, fault.New(fault.Conflict, "design.program_trains")
	case p.ClosedAt != nil:
		return w, fault.New(fault.Conflict, "design.program_closed")
	case drafted:
		return w, fault.New(fault.Conflict, "design.draft_exists")
	}
	from, inForce, err := Optional(Current(tx, program))
	if err != nil {
		return w, err
	}
	if !inForce {
		from = initial(shown)
	}
	w.Methods, w.Rule = from.Methods, from.Rule
	for i, c := range from.Criteria {
		c.TenantID, c.ID, c.DesignID, c.Position, c.Revision, c.PublishedAt = w.TenantID, tx.NewID(), w.ID, i+1, 1, nil
		if c.Lineage == uuid.Nil {
			c.Lineage = c.ID
		}
		w.Criteria = append(w.Criteria, c)
	}
	tx.Record(tenants.Event{Action: "design.begun", Resource: "design", Subject: w.ID, Case: program, Detail: map[string]any{"from": from.Version()}})
	return w, keep(tx, w)
}

// initial is a design made of what a program shows IMI: each pass mark is a
// floor, each criterion weighs as many points as its scale has.
func initial(p programs.Whole) Whole {
	w := Whole{Program: p.Program, Design: Design{Rule: Rule{MarksApart: UsualMarksApart, ResultApart: UsualResultApart,
		Attempts: UsualAttempts, ResitAfter: UsualResitAfter}}}
	used := map[string]bool{}
	for _, c := range p.Criteria {
		one := Criterion{Heading: c.Heading, Title: said(p.Language, c.Title), Benchmark: said(p.Language, c.Benchmark), ScaleMax: c.ScaleMax, Weight: c.ScaleMax,
			Floor: c.PassMark, Levels: UsualLevels(c.ScaleMax, c.PassMark)}
		if at, is := usualAt(p.Program, c); is {
			one.Title, one.Benchmark = both(p.Kind, at)
			if p.Kind == programs.ICQAP {
				one.Heading = intercultural[at]
			}
		}
		one.Methods = usualMethod(one.Heading)
		used[one.Methods] = true
		w.Criteria = append(w.Criteria, one)
	}
	for _, name := range MethodNames {
		if used[name] {
			w.Methods = append(w.Methods, Method{Name: name})
		}
	}
	return w
}

// usualAt finds a criterion among those that are usual for its program's kind.
func usualAt(p programs.Program, c programs.ProgramCriterion) (int, bool) {
	for i, u := range programs.Usual(p) {
		if u.Title == c.Title && u.Benchmark == c.Benchmark {
			return i, true
		}
	}
	return 0, false
}

// both is a usual criterion in both languages.
func both(kind string, at int) (title, benchmark Text) {
	en := programs.Usual(programs.Program{Kind: kind, Language: "en"})[at]
	es := programs.Usual(programs.Program{Kind: kind, Language: "es"})[at]
	return Text{en.Title, es.Title}, Text{en.Benchmark, es.Benchmark}
}

func said(language, text string) Text {
	if language == "es" {
		return Text{Es: text}
	}
	return Text{En: text}
}

func usualMethod(heading string) string {
	switch heading {
	case programs.Experience:
		return "portfolio"
	case programs.Knowledge, "cultural_frameworks":
		return "knowledge_test"
	case "self_awareness":
		return "interview"
	}
	return "role_play_live"
}

// UsualLevels describe a scale until its organisation does.
func UsualLevels(top, floor int) Levels {
	not, met := Text{"Not shown", "No se muestra"}, Text{"Meets the benchmark", "Alcanza la referencia"}
	switch {
	case top == 1:
		return Levels{{0, not}, {1, Text{"Shown", "Se muestra"}}}
	case top == 5 && floor == 3:
		return Levels{{0, not}, {1, Text{"Far below the benchmark", "Muy por debajo de la referencia"}}, {2, Text{"Below the benchmark", "Por debajo de la referencia"}},
			{3, met}, {4, Text{"Above the benchmark", "Por encima de la referencia"}}, {5, Text{"Exemplary", "Ejemplar"}}}
	case floor > 0:
		return Levels{{0, Text{"Below the benchmark", "Por debajo de la referencia"}}, {floor, met}}
	}
	return Levels{{0, not}, {top, Text{"Fully shown", "Se muestra plenamente"}}}
}
