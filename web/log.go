package web

import (
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
)

func levelOf(status int) slog.Level {
	if status >= 500 {
		return slog.LevelError
	}
	return slog.LevelInfo
}

func attrs(r *Request, c *fiber.Ctx, status int, took time.Duration) []slog.Attr {
	all := []slog.Attr{
		slog.String("request", r.id), slog.String("method", c.Method()), slog.String("route", r.route.Pattern),
		slog.String("name", r.route.Name), slog.String("door", string(r.route.Door)), slog.Int("status", status),
		slog.Duration("took", took), slog.Int("bytes", len(c.Response().Body())),
	}
	if r.tenantID != uuid.Nil {
		all = append(all, slog.String("tenant", r.tenantID.String()))
	}
	if r.Signed.Valid() {
		all = append(all, slog.String("person", r.Signed.Person().String()))
	}
	return all
}
