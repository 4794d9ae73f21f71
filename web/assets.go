package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/web/static"
)

func isAsset(path string) bool { return strings.HasPrefix(path, static.Prefix) }

// assets serves the files of the look: named by their content, so kept for
// ever.
func (a *App) assets() {
	a.Public().Get(static.Prefix+":file", "asset", func(p *Public) error {
		asset, ok := static.Find(p.Param("file"), p.Header(fiber.HeaderAcceptEncoding))
		if !ok {
			return fiber.ErrNotFound
		}
		p.c.Set(fiber.HeaderContentType, asset.Type)
		p.c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		if asset.Encoding != "" {
			p.c.Set(fiber.HeaderContentEncoding, asset.Encoding)
		}
		p.c.Vary(fiber.HeaderAcceptEncoding)
		return p.c.Send(asset.Body)
	})
}
