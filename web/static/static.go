// Package static holds the files a browser loads: one style sheet, one script,
// the fonts and the icons. They are made from src by go generate, committed,
// and embedded; each is named by its content, so that it may be cached for
// ever, and is stored already compressed.
package static

import (
	"embed"
	"encoding/json"
	"mime"
	"path"
	"strings"
)

//go:generate go run ./build

//go:embed dist
var dist embed.FS

// Prefix is where the files live on the site.
const Prefix = "/static/"

var manifest = func() map[string]string {
	text, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		panic(err)
	}
	m := map[string]string{}
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	return m
}()

// URL is the address of a file by its plain name: "app.css". An unknown name
// is a mistake in a template and panics.
func URL(name string) string {
	file, ok := manifest[name]
	if !ok {
		panic("static: no file " + name)
	}
	return Prefix + file
}

// Asset is a file as it goes over the wire.
type Asset struct {
	Body     []byte
	Type     string
	Encoding string // "br", "gzip" or none
}

// Find answers a file by its fingerprinted name, in the smallest form the
// reader accepts. False when there is none.
func Find(name, acceptEncoding string) (Asset, bool) {
	if strings.ContainsAny(name, "/\\") || name == "manifest.json" {
		return Asset{}, false
	}
	for _, form := range []struct{ ending, encoding string }{{".br", "br"}, {".gz", "gzip"}} {
		if !strings.Contains(acceptEncoding, form.encoding) {
			continue
		}
		if body, err := dist.ReadFile("dist/" + name + form.ending); err == nil {
			return Asset{body, typeOf(name), form.encoding}, true
		}
	}
	body, err := dist.ReadFile("dist/" + name)
	if err != nil {
		return Asset{}, false
	}
	return Asset{Body: body, Type: typeOf(name)}, true
}

// typeOf does not ask the machine's tables, which differ.
func typeOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return mime.TypeByExtension(path.Ext(name))
}
