package tenants

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"accord/tenants/fault"
)

// translate turns what the database says into a fault, once, at the door's
// end. A fault passes as it is.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*fault.Error](err); ok { // a *Repeated too
		return err
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.New(fault.NotFound, "fault.not_found").Because(err)
	}
	if errors.Is(err, ErrFenced) {
		return err
	}
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		if errors.Is(err, context.Canceled) {
			return err
		}
		if pgconn.SafeToRetry(err) || pgconn.Timeout(err) || isNetwork(err) {
			return unavailable(err)
		}
		return fault.New(fault.Internal, "fault.internal").Because(err)
	}
	switch {
	case pg.Code == "23505", pg.Code == "23P01": // unique_violation, exclusion_violation
		return fault.New(fault.Conflict, "fault.exists").Because(err)
	case pg.Code == "23503": // foreign_key_violation
		return fault.New(fault.NotFound, "fault.not_found").Because(err)
	case pg.Code == "23001": // restrict_violation: our triggers' word for a forbidden move
		return fault.New(fault.Conflict, "fault.moved_on").Because(err)
	case pg.Code == "40001", pg.Code == "40P01": // of two who wait for each other, one is told so; nothing of theirs is kept
		return fault.Wrap(err, fault.Unavailable, "fault.at_once")
	case strings.HasPrefix(pg.Code, "08"), strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "53"):
		return unavailable(err)
	}
	return fault.New(fault.Internal, "fault.internal").Because(err)
}

func unavailable(err error) error {
	return fault.Wrap(err, fault.Unavailable, "fault.unavailable")
}

func isNetwork(err error) bool {
	_, ok := errors.AsType[interface {
		error
		Timeout() bool
	}](err)
	return ok || errors.Is(err, pgconn.ErrConnClosed) || strings.Contains(err.Error(), "conn closed") ||
		strings.Contains(err.Error(), "unexpected EOF") || strings.Contains(err.Error(), "failed to connect")
}

// Violates says whether err is a violation of this unique index or constraint,
// for a concept that has a better sentence than the general one.
func Violates(err error, constraint string) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.ConstraintName == constraint
}
