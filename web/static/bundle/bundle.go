// Package bundle turns the sources of the interface (styles, scripts, fonts,
// icons) into the files that are served: minified, named by their content, and
// already compressed. It runs when a source changes, never in the product.
package bundle

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

// Files are the outputs by name, "manifest.json" among them.
type Files map[string][]byte

// Build makes every output from a folder of sources. The same sources always
// make the same bytes.
func Build(src string) (Files, error) {
	src, err := filepath.Abs(src)
	if err != nil {
		return nil, err
	}
	out, manifest := Files{}, map[string]string{}
	if err := assets(src, out, manifest); err != nil {
		return nil, err
	}
	icons, err := sprite(filepath.Join(src, "icons"))
	if err != nil {
		return nil, err
	}
	mark, err := os.ReadFile(filepath.Join(src, "mark.svg"))
	if err != nil {
		return nil, err
	}
	for plain, text := range map[string][]byte{"icons.svg": icons, "mark.svg": mark} {
		sum := sha256.Sum256(text)
		name := strings.TrimSuffix(plain, ".svg") + "-" + strings.ToUpper(hex.EncodeToString(sum[:4])) + ".svg"
		out[name], manifest[plain] = text, name
	}
	if err := compress(out); err != nil {
		return nil, err
	}
	index, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return nil, err
	}
	out["manifest.json"] = append(index, '\n')
	return out, nil
}

// assets bundles the styles with their fonts, and the scripts.
func assets(src string, out Files, manifest map[string]string) error {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: src,
		EntryPoints:   []string{"css/app.css", "js/app.js", "css/desk.css", "js/desk.js"}, /* the workspace's own is loaded there alone */
		EntryNames:    "[name]-[hash]",
		AssetNames:    "[name]-[hash]",
		Outdir:        "/",
		Bundle:        true,
		Format:        api.FormatIIFE,
		Target:        api.ES2022,
		Engines:       []api.Engine{},
		Loader:        map[string]api.Loader{".woff2": api.LoaderFile},
		LegalComments: api.LegalCommentsNone,

		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		// the styles are written for today's browsers: light-dark(), nesting and :has() stay as they are
		Supported: map[string]bool{"nesting": true},
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("%s", strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	for _, f := range result.OutputFiles {
		name := filepath.Base(f.Path)
		out[name] = f.Contents
		manifest[plain(name)] = name
	}
	return nil
}

// plain takes the fingerprint out: "app-2XK4NQ7A.css" is "app.css".
func plain(name string) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	return stem[:strings.LastIndexByte(stem, '-')] + ext
}

// compress adds FILE.br and FILE.gz where that saves something.
func compress(out Files) error {
	packed := Files{}
	for name, text := range out {
		if path.Ext(name) == ".woff2" {
			continue // compressed by nature
		}
		var br, gz bytes.Buffer
		b := brotli.NewWriterLevel(&br, brotli.BestCompression)
		g, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if err != nil {
			return err
		}
		for _, w := range []interface {
			Write([]byte) (int, error)
			Close() error
		}{b, g} {
			if _, err := w.Write(text); err != nil {
				return err
			}
			if err := w.Close(); err != nil {
				return err
			}
		}
		packed[name+".br"], packed[name+".gz"] = br.Bytes(), gz.Bytes()
	}
	for name, text := range packed {
		out[name] = text
	}
	return nil
}

// Write puts the outputs into a folder and removes what no longer belongs.
func (out Files) Write(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return err
	}
	for _, f := range old {
		if _, kept := out[filepath.Base(f)]; !kept {
			if err := os.Remove(f); err != nil {
				return err
			}
		}
	}
	for name, text := range out {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
