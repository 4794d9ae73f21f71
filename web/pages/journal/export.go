package journal

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// export sends the log, as it is filtered, as a table. It posts, because that
// it was taken is written into the log itself.
func (p pages) export(m *web.Member) error {
	f, err := p.filtered(m)
	if err != nil {
		return err
	}
	var all []journal.AuditLog
	var more bool
	err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		all, more, err = journal.Export(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	header, rows, err := table(ui.With(m.Context(), m.View()), all, more)
	if err != nil {
		return err
	}
	name := "accord-log-" + m.Organisation().Slug + "-" + p.db.Now().In(m.T.Zone()).Format(time.DateOnly)
	return m.SendTable(name, header, rows)
}

// table puts codes for machines beside the sentence for people.
func table(ctx context.Context, all []journal.AuditLog, more bool) (header []string, rows [][]string, err error) {
	header = []string{"at", "who", "what", "action", "resource", "subject", "case", "door", "purpose", "person", "membership", "roles", "request", "detail", "id"}
	for _, e := range all {
		detail, err := json.Marshal(e.Detail)
		if err != nil {
			return nil, nil, err
		}
		purpose := ""
		if e.Purpose != nil {
			purpose = *e.Purpose
		}
		rows = append(rows, []string{e.At.UTC().Format(time.RFC3339), Who(ctx, e), Told(ctx, e), e.Action, e.Resource, text(e.SubjectID), text(e.CaseID),
			e.Door, purpose, text(e.PersonID), text(e.MembershipID), strings.Join(e.Roles, " "), e.RequestID, string(detail), e.ID.String()})
	}
	if more { // said in the table itself: a cut list must not pass for a whole one
		rows = append(rows, []string{"", "", ui.T(ctx, "journal.cut", "Count", journal.MaxExport)})
	}
	return header, rows, nil
}

func text(id *uuid.UUID) string {
	if id == nil {
		return ""
	}
	return id.String()
}
