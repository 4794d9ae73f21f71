package evidence_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/apptest"
	"accord/tenants/tenantstest"
)

// force runs SQL past the walls and past the triggers of other concepts, whose
// ways are not walked here.
func (c *cast) force(sql string, args ...any) {
	c.t.Helper()
	conn := c.behind()
	defer conn.Close(context.Background())
	_, err := conn.Exec(context.Background(), sql, args...)
	ok(c.t, err)
}

func (c *cast) behind() *pgx.Conn {
	c.t.Helper()
	conn, err := pgx.Connect(context.Background(), tenantstest.Database(c.t).Super())
	ok(c.t, err)
	_, err = conn.Exec(context.Background(), "set session_replication_role = replica")
	ok(c.t, err)
	return conn
}

// row adds a row to a table of another concept: what is not said gets a value
// of its type, so that its tests are not these ones'.
func (c *cast) row(table string, said map[string]any) uuid.UUID {
	c.t.Helper()
	conn := c.behind()
	defer conn.Close(context.Background())
	found, err := conn.Query(context.Background(), `select attname::text, format_type(atttypid, null) from pg_attribute
		where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef and attgenerated = ''`, table)
	ok(c.t, err)
	type column struct{ Name, Type string }
	needed, err := pgx.CollectRows(found, pgx.RowToStructByPos[column])
	ok(c.t, err)
	id := uuid.Must(uuid.NewV7())
	values := map[string]any{"id": id}
	for _, n := range needed {
		if n.Name != "id" {
			values[n.Name] = map[string]any{"text": id.String(), "integer": 1, "boolean": false, "numeric": 1, "uuid": id, "jsonb": "{}", "bytea": []byte{1},
				"date": apptest.Start, "timestamp with time zone": apptest.Start}[n.Type]
		}
	}
	for name, v := range said {
		values[name] = v
	}
	var names, places []string
	var args []any
	for name, v := range values {
		args = append(args, v)
		names, places = append(names, name), append(places, fmt.Sprintf("$%d", len(args)))
	}
	_, err = conn.Exec(context.Background(), fmt.Sprintf("insert into %s (%s) values (%s)", table, strings.Join(names, ", "), strings.Join(places, ", ")), args...)
	ok(c.t, err)
	return id
}

// enrolled adds a candidate in a cohort that the organisation's Trainer teaches.
func (c *cast) enrolled(o apptest.Org) (candidate, cohort uuid.UUID) {
	candidate = c.row("candidate", map[string]any{"tenant_id": o.ID, "name": "Camila Torres Vega"})
	cohort = c.row("cohort", map[string]any{"tenant_id": o.ID, "program_id": o.CMTP, "code": "AUTUMN"})
	c.row("cohort_trainer", map[string]any{"tenant_id": o.ID, "cohort_id": cohort, "membership_id": o.Trainer.Membership()})
	c.row("enrolment", map[string]any{"tenant_id": o.ID, "cohort_id": cohort, "candidate_id": candidate})
	return candidate, cohort
}

// assigned makes the organisation's Assessor a candidate's, who declared that no conflict exists.
func (c *cast) assigned(o apptest.Org, candidate uuid.UUID) {
	assessment := c.row("assessment", map[string]any{"tenant_id": o.ID, "candidate_id": candidate, "program_id": o.QAP})
	assignment := c.row("assessor_assignment", map[string]any{"tenant_id": o.ID, "assessment_id": assessment, "candidate_id": candidate, "membership_id": o.Assessor.Membership()})
	c.force(`update assessor_assignment set declared_at = $2 where id = $1`, assignment, apptest.Start)
}

// submitted adds a submission that was submitted.
func (c *cast) submitted(o apptest.Org) uuid.UUID {
	return c.row("submission", map[string]any{"tenant_id": o.ID, "candidate_id": c.candidate, "program_id": o.QAP, "certification": "certified_mediator",
		"rule_set": "r", "declaration": "d", "submitted_by_name": "n", "submitted_at": apptest.Start})
}

// requested adds a credential and a request for its documents, readable for 104 days.
func (c *cast) requested(o apptest.Org, submission uuid.UUID) uuid.UUID {
	credential := c.row("credential", map[string]any{"tenant_id": o.ID, "submission_id": submission, "program_id": o.QAP})
	return c.row("document_request", map[string]any{"tenant_id": o.ID, "credential_id": credential, "submission_id": submission, "kind": "routine",
		"due_at": apptest.Start.AddDate(0, 0, 14), "readable_until": apptest.Start.AddDate(0, 0, 104)})
}
