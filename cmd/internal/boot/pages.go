package boot

import (
	"accord/web"
	"accord/web/pages/style"
)

// pages registers every concept's pages, in the order of the side bar.
func (p *Parts) pages(app *web.App, extra Extra) {
	if extra.Rehearsal {
		style.Routes(app)
	}
}
