package evidence

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of one file, in bytes.
const (
	MaxSize     = 20 << 30   // sent in parts by the browser
	MaxFormSize = 25_000_000 // carried by the form without scripts
)

// mediaType is a type of file that evidence may have.
type mediaType struct {
	name   string
	shown  bool     // a browser shows it safely inside the viewer
	family string   // types that are told apart by nothing but a name
	ends   []string // how such files end; the first is what a download gets
}

// types are the allowed ones. SVG and HTML are documents that run scripts, so
// they never will be.
var types = []mediaType{
	{"application/pdf", true, "pdf", []string{".pdf"}},
	{"image/jpeg", true, "jpeg", []string{".jpg", ".jpeg", ".jfif"}},
	{"image/png", true, "png", []string{".png"}},
	{"image/webp", true, "webp", []string{".webp"}},
	{"video/mp4", true, "mpeg", []string{".mp4", ".m4v"}},
	{"video/x-m4v", true, "mpeg", []string{".m4v"}},
	{"video/quicktime", true, "mpeg", []string{".mov", ".qt"}},
	{"video/webm", true, "webm", []string{".webm"}},
}

// Accept is what a file field offers to choose.
const Accept = ".pdf,.jpg,.jpeg,.png,.webp,.mp4,.m4v,.mov,.webm"

func typeNamed(name string) (mediaType, bool) {
	name, _, _ = strings.Cut(strings.ToLower(name), ";")
	i := slices.IndexFunc(types, func(t mediaType) bool { return t.name == strings.TrimSpace(name) })
	if i < 0 {
		return mediaType{}, false
	}
	return types[i], true
}

func typeOfName(fileName string) (mediaType, bool) {
	end := strings.ToLower(path.Ext(fileName))
	i := slices.IndexFunc(types, func(t mediaType) bool { return slices.Contains(t.ends, end) })
	if i < 0 {
		return mediaType{}, false
	}
	return types[i], true
}

// declared is the type that an upload says it has: the uploader's machine's
// word, else what the name says. False when it is none of the allowed.
func declared(said, fileName string) (mediaType, bool) {
	byName, named := typeOfName(fileName)
	if said == "" || strings.HasPrefix(said, "application/octet-stream") {
		return byName, named
	}
	t, ok := typeNamed(said)
	if !ok || path.Ext(fileName) != "" && (!named || byName.family != t.family) {
		return mediaType{}, false
	}
	return t, true
}

// Viewable says whether the page may show it: a typed PDF, image or video.
func (v Version) Viewable() bool {
	t, ok := typeNamed(v.MediaType)
	return v.State == Typed && ok && t.shown
}

// IsVideo and IsImage say what the viewer has to show.
func (v Version) IsVideo() bool { return strings.HasPrefix(v.MediaType, "video/") }
func (v Version) IsImage() bool { return strings.HasPrefix(v.MediaType, "image/") }

// badName says whether a file name is none: empty, a path, or one that a
// machine or a reader could take for something else.
func badName(name string) bool {
	if name == "" || name == "." || name == ".." || len(name) > 255 || !utf8.ValidString(name) || strings.ContainsAny(name, `/\`) {
		return true
	}
	return strings.ContainsFunc(name, func(r rune) bool {
		// U+202E and its like turn "cod.exe" round into "exe.doc" on the screen.
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar
	})
}

// DownloadName is the name under which a version is saved: its own, safe on
// every system, ending as its bytes say.
func (v Version) DownloadName() string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, v.FileName)
	if t, ok := typeNamed(v.MediaType); ok && !slices.Contains(t.ends, strings.ToLower(path.Ext(name))) {
		name += t.ends[0]
	}
	return strings.TrimLeft(name, ". ")
}
