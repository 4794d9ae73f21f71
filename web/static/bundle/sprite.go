package bundle

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	inner = regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)
	space = regexp.MustCompile(`\s*\n\s*`)
)

// sprite joins the icons of a folder into one file of symbols, "NAME.svg"
// under the id NAME. Colour and weight are the page's.
func sprite(dir string) ([]byte, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.svg"))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		m := inner.FindSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("%s is not an icon", name)
		}
		body := bytes.TrimSpace(space.ReplaceAll(m[1], nil))
		body = bytes.ReplaceAll(body, []byte(" />"), []byte("/>"))
		fmt.Fprintf(&b, `<symbol id="%s" viewBox="0 0 24 24">%s</symbol>`, strings.TrimSuffix(filepath.Base(name), ".svg"), body)
	}
	b.WriteString(`</svg>`)
	return b.Bytes(), nil
}
