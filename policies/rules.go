package policies

// rules are the few facts that everything here rests on, kept as data: the
// truth tables of judge.go, the words of sql.go, what a deny line needs, and
// how a line is matched. The program knows exactly one set of them. The proof
// shows that this set agrees with PostgreSQL and with Casbin; its mutants are
// sets with one fact wrong, and the proof must catch every one.
type rules struct {
	logic
	dialect
	matching
}

// truth is the result of a condition: SQL's three.
type truth uint8

const (
	no truth = iota
	unknown
	yes
)

func (t truth) String() string { return [...]string{"false", "unknown", "true"}[t] }

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// logic is Kleene's, as SQL has it.
type logic struct {
	not     [3]truth
	and, or [3][3]truth
	holds   [6][3]bool // an operator, given that left is below, at or above right
	null    truth      // comparing with NULL
	missing truth      // in a set that nobody supplied
	empty   truth      // in an empty set, whatever is looked for; any() over no rows
	inside  bool       // any() looks at related rows of the same tenant only
	refuses [3]bool    // a deny line with this result refuses the row
}

// dialect is PostgreSQL's, with the same logic.
type dialect struct {
	and, or, not string
	operators    [6]string
	isNull       string
	among        string // a set: what is looked for, among, the set
	possibly     string // behind the condition inside an any() whose unknown must count as true
	refuted      string // behind a deny line's condition: what lets the row stay
	linked       bool   // any() leaves out related rows that point nowhere
	inside       bool   // any() looks at related rows of the same tenant only
	grouped      bool   // && and || stand in parentheses
}

// matching is how a line meets a question.
type matching struct {
	within    func(asked, lines string) bool
	inherits  bool // roles have what the roles below them have
	denies    bool // deny lines are traced
	walled    func(wall) wall
	keyed     func(planKey) planKey
	possibles bool // any() follows the sense in which its unknown counts
}

// sound is the one set of rules the program has.
var sound = rules{
	logic: logic{
		not:     [3]truth{no: yes, unknown: unknown, yes: no},
		and:     [3][3]truth{no: {no, no, no}, unknown: {no, unknown, unknown}, yes: {no, unknown, yes}},
		or:      [3][3]truth{no: {no, unknown, yes}, unknown: {unknown, unknown, yes}, yes: {yes, yes, yes}},
		holds:   [6][3]bool{equal: {1: true}, unequal: {0: true, 2: true}, less: {0: true}, lessOrEqual: {0: true, 1: true}, greater: {2: true}, greaterOrEqual: {1: true, 2: true}},
		null:    unknown,
		missing: unknown,
		empty:   no,
		inside:  true,
		refuses: [3]bool{no: false, unknown: true, yes: true},
	},
	dialect: dialect{
		and: " and ", or: " or ", not: "not ",
		operators: [6]string{equal: " = ", unequal: " <> ", less: " < ", lessOrEqual: " <= ", greater: " > ", greaterOrEqual: " >= "},
		isNull:    " is null",
		among:     " = any(",
		possibly:  " is not false",
		refuted:   " is false",
		linked:    true,
		inside:    true,
		grouped:   true,
	},
	matching: matching{
		within:    within,
		inherits:  true,
		denies:    true,
		walled:    func(w wall) wall { return w },
		keyed:     func(k planKey) planKey { return k },
		possibles: true,
	},
}
