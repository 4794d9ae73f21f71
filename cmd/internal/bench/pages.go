package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/cmd/internal/seed"
	"accord/tenants"
)

func init() { benches["pages"] = pages }

const (
	pageRounds = 40  // of each page
	pageCost   = 3.0 // a page costs at most so many times its own queries
	pageP95    = 60.0
)

// pages opens the lists and grids of a large organisation and of a small one
// beside it (100 organisations, 20,000 candidates, 1,000,000 marks), each
// against its own queries, run again over a bare connection. The share may be
// made smaller for a look: ACCORD_BENCH_SHARE.
func pages(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	size := seed.Part(share())
	fmt.Fprintf(log, "  filling: %d candidates, %d marks…\n", size.Candidates, size.Marks())
	if err := seed.Fill(ctx, b.owner, size); err != nil {
		return nil, err
	}
	seen := &recorder{}
	site, stop, err := b.site(ctx, seen)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	large, err := enter(ctx, b.owner, seed.Large)
	if err != nil {
		return nil, err
	}
	small, err := enter(ctx, b.owner, "centro-1")
	if err != nil {
		return nil, err
	}
	again, err := b.again(ctx)
	if err != nil {
		return nil, err
	}
	defer again.close()
	for _, page := range measured {
		figure, err := measure(ctx, site, page, large, small, seen, again)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", page.name, err)
		}
		figures = append(figures, figure...)
	}
	return figures, nil
}

// measured are the lists and grids. In a path, {cohort} is a cohort's id;
// {session}, {candidate}, {message} and {round} are ids of one of its own; {month} is
// the month with the most sessions, and {person} the manager.
var measured = []struct{ name, path string }{
	{"overview", "/"},
	{"cohorts", "/cohorts"},
	{"cohorts, searched", "/cohorts?q=Grupo+1"},
	{"candidates", "/candidates"},
	{"candidates, searched", "/candidates?q=diego"},
	{"candidates, newest first", "/candidates?sort=added"},
	{"a cohort", "/cohorts/{cohort}"},
	{"a cohort's sessions", "/cohorts/{cohort}/sessions"},
	{"a session's sheet", "/cohorts/{cohort}/sessions/{session}/attendance"},
	{"a cohort's completion", "/cohorts/{cohort}/completion"},
	{"a candidate", "/candidates/{candidate}"},
	{"a cohort's grid", "/cohorts/{cohort}/grid"},
	{"trainees", "/trainees"},
	{"trainees at risk", "/trainees?status=at_risk"},
	{"trainees, searched", "/trainees?q=diego"},
	{"sessions", "/sessions"},
	{"sheets to record", "/sessions?state=to_record"},
	{"calendar", "/calendar?month={month}"},
	{"a cohort's evaluation", "/cohorts/{cohort}/evaluation"},
	{"evidence", "/evidence"},
	{"evidence of a kind", "/evidence?kind=identity_check"},
	{"evidence, of people searched", "/evidence?who=diego"},
	{"certificates", "/certificates"},
	{"certificates, searched", "/certificates?q=diego"},
	{"a cohort's certificates", "/cohorts/{cohort}/certificates"},
	{"applications", "/applications"},
	{"applications, searched", "/applications?q=diego"},
	{"messages", "/messages"},
	{"a cohort's messages", "/cohorts/{cohort}/messages"},
	{"a message", "/messages/{message}"},
	{"a cohort's materials", "/cohorts/{cohort}/materials"},
	{"a cohort's links", "/cohorts/{cohort}/links"},
	{"exercises", "/exercises"},
	{"a cohort's exercises", "/cohorts/{cohort}/exercises"},
	{"an exercise's tables", "/cohorts/{cohort}/exercises/{round}"},
	{"qualifications", "/qualifications"},
	{"people", "/people"},
	{"programs", "/programs"},
	{"submissions", "/submissions"},
	{"graduates", "/graduates"},
	{"the log", "/log"},
	{"the log, of a person", "/log?person={person}"},
	{"the log, of an area", "/log?area=certificate"},
}

// entered is a manager of one organisation, signed in.
type entered struct {
	slug, session string
	person        uuid.UUID
	month         string         // with the most sessions
	places        [][5]uuid.UUID // a cohort, and of it a session, a candidate, a message and a round
}

func (e entered) path(page string, i int) string {
	at := e.places[i%len(e.places)]
	return "/o/" + e.slug + strings.NewReplacer("{cohort}", at[0].String(), "{session}", at[1].String(), "{candidate}", at[2].String(), "{message}", at[3].String(), "{round}", at[4].String(),
		"{month}", e.month, "{person}", e.person.String()).Replace(page)
}

func measure(ctx context.Context, site string, page struct{ name, path string }, large, small entered, seen *recorder, again *replay) ([]Figure, error) {
	few, err := asked(ctx, site, page.path, small, seen)
	if err != nil {
		return nil, err
	}
	many, err := asked(ctx, site, page.path, large, seen)
	if err != nil {
		return nil, err
	}
	var whole, raw []time.Duration
	for i := range pageRounds + 5 {
		seen.forget()
		begun := time.Now()
		if err := large.get(ctx, site, page.path, i); err != nil {
			return nil, err
		}
		took := time.Since(begun)
		own, err := again.run(ctx, seen.all())
		if err != nil {
			return nil, err
		}
		if i >= 5 {
			whole, raw = append(whole, took), append(raw, own)
		}
	}
	slices.Sort(whole)
	slices.Sort(raw)
	constant := plain(page.name+": queries", float64(many), "")
	constant.Expected, constant.Holds = fmt.Sprintf("= %d, as in a small one", few), few == many
	return []Figure{
		atMost(page.name+": page / its queries", ratio(whole[len(whole)/2], raw[len(raw)/2]), "ratio", pageCost),
		atMost(page.name+": p95", micro(whole[len(whole)*95/100])/1000, "ms", pageP95),
		constant,
	}, nil
}

// get opens a page as the manager.
func (e entered) get(ctx context.Context, site, page string, i int) error {
	return fetch(ctx, site+e.path(page, i), "Cookie", "accord="+e.session)
}

// asked is how many questions a page asks.
func asked(ctx context.Context, site, page string, as entered, seen *recorder) (int, error) {
	for i := range 3 { // the first time prepares and remembers
		seen.forget()
		if err := as.get(ctx, site, page, i); err != nil {
			return 0, err
		}
	}
	return seen.reads(), nil
}

// enter signs an organisation's manager in.
func enter(ctx context.Context, owner, slug string) (e entered, err error) {
	conn, err := pgx.Connect(ctx, owner)
	if err != nil {
		return e, err
	}
	defer conn.Close(ctx)
	e = entered{slug: slug, session: uuid.NewString()}
	if _, err := conn.Exec(ctx, `insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at)
		select $1, gen_random_uuid(), a.person_id, now(), now(), now() + interval '1 hour' from account a where a.email = 'gestion@' || $2 || '.example'`,
		tenants.HashToken(e.session), slug); err != nil {
		return e, err
	}
	if err := conn.QueryRow(ctx, `select a.person_id, (select to_char(s.starts_at, 'YYYY-MM') from training_session s where s.tenant_id = o.tenant_id group by 1 order by count(*) desc, 1 limit 1)
		from organisation o, account a where o.slug = $1 and a.email = 'gestion@' || $1 || '.example'`, slug).Scan(&e.person, &e.month); err != nil {
		return e, err
	}
	rows, err := conn.Query(ctx, `select c.id, (select s.id from training_session s where s.tenant_id = c.tenant_id and s.cohort_id = c.id order by number limit 1),
		(select e.candidate_id from enrolment e where e.tenant_id = c.tenant_id and e.cohort_id = c.id order by e.id limit 1),
		(select m.id from message m where m.tenant_id = c.tenant_id and m.cohort_id = c.id order by m.id limit 1),
		(select r.id from exercise_round r where r.tenant_id = c.tenant_id and r.cohort_id = c.id order by r.id limit 1)
		from cohort c join organisation o on o.tenant_id = c.tenant_id where o.slug = $1 order by c.starts_on limit 20`, slug)
	if err != nil {
		return e, err
	}
	e.places, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (at [5]uuid.UUID, err error) {
		return at, row.Scan(&at[0], &at[1], &at[2], &at[3], &at[4])
	})
	return e, err
}
