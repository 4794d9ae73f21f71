package assessments

import (
	"fmt"
	"strings"
	"testing"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/notes"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

const (
	allSaved    = "All notes are saved"
	left, right = "\u0302", "\u0303" // the arrows, as the driver spells them
)

// atTheFilm is an assessor before a recording, in as many windows as are asked for.
func atTheFilm(t *testing.T, windows int) (*cast, assessments.Assessment, evidence.Version, []*browsertest.Page, string) {
	t.Helper()
	c := newCast(t)
	film := c.recording(t, "Role-play of 3 November")
	a := c.opened(t, c.Andina.Assessor)
	c.declared(t, a, c.Andina.Assessor)
	at := c.home + "/assessments/" + a.ID.String() + "/sheet?document=" + film.ID.String()
	var all []*browsertest.Page
	for range windows {
		p := c.browse(t, c.Andina.Assessor)
		p.Go(at)
		all = append(all, p)
	}
	return c, a, film, all, at
}

// onFile are the assessor's notes: "0:05 Reframes".
func (c *cast) onFile(t *testing.T, a assessments.Assessment) string {
	t.Helper()
	var lines []string
	ok(t, c.DB.Read(t.Context(), c.Andina.Assessor, func(tx *tenants.Tx) error {
		all, err := notes.Mine(tx, a.ID)
		for _, n := range all {
			lines = append(lines, n.At()+" "+n.Words)
		}
		return err
	}))
	return strings.Join(lines, "; ")
}

// watch puts the recording at a second, and answers where it is.
func watch(p *browsertest.Page, second int) {
	browsertest.Eval[bool](p, fmt.Sprintf(`new Promise(done => { const v = document.querySelector('video'), go = () => { v.addEventListener('seeked', () => done(true), {once: true}); v.currentTime = %d }; v.readyState ? go() : v.addEventListener('loadedmetadata', go, {once: true}) })`, second))
}

// plays waits until the recording is at a second.
func plays(t *testing.T, p *browsertest.Page, second int) {
	t.Helper()
	if at := browsertest.Eval[float64](p, fmt.Sprintf(`new Promise(done => { const v = document.querySelector('video'), look = () => Math.floor(v.currentTime) === %d ? done(v.currentTime) : setTimeout(look, 20); setTimeout(() => done(v.currentTime), 9000); look() })`, second)); int(at) != second {
		t.Errorf("the recording is at %v, not %d", at, second)
	}
}

// writes types a note at the place where the recording is, by keys alone.
func writes(p *browsertest.Page, words string) {
	p.Key("n")
	browsertest.Eval[bool](p, fmt.Sprintf(`(w => { const f = document.activeElement; f.value = w; f.dispatchEvent(new Event('input', {bubbles: true})); return true })(%q)`, words))
	p.Key("\r")
}

func TestNotesAreTakenByKeysAtATimeAndOutliveALostConnection(t *testing.T) {
	t.Parallel()
	c, a, film, pages, at := atTheFilm(t, 1)
	p := pages[0]
	watch(p, 5)
	writes(p, "Reframes the claim")
	p.See("Reframes the claim", allSaved)
	if got := c.onFile(t, a); got != "0:05 Reframes the claim" {
		t.Errorf("on file is %q", got)
	}
	p.Key("j") // the first criterion
	p.Key("j")
	p.Key("4")
	p.See("Criteria marked: 1 of 3", "Saved at")
	p.Key("k")
	p.Key("2")
	p.See("Criteria marked: 2 of 3")
	ok(t, c.DB.Read(t.Context(), c.Andina.Assessor, func(tx *tenants.Tx) error {
		s, err := assessments.MySheet(tx, a.ID)
		all := c.criteria(t, a)
		if *s.Scores[all[0].ID].Points != 2 || *s.Scores[all[1].ID].Points != 4 {
			t.Errorf("the keys gave %v and %v", *s.Scores[all[0].ID].Points, *s.Scores[all[1].ID].Points)
		}
		return err
	}))
	p.Key(right)
	plays(t, p, 10)
	p.Press("0:05") // which leads there
	plays(t, p, 5)
	p.Key(left)
	plays(t, p, 0)
	p.Key("?")
	p.See("Note at this time", "Five seconds back, on")
	p.Audit()
	p.Press("Close")

	p.Cut()
	watch(p, 2)
	writes(p, "Asks both to begin")
	p.See("Asks both to begin", "Not saved yet; trying again.")
	p.Press("Change: 0:05")
	p.Fill("0:05 › Note", "Reframes the claim well")
	p.Press("Done")
	p.See("Reframes the claim well")
	if got := c.onFile(t, a); got != "0:05 Reframes the claim" {
		t.Errorf("without a connection, on file is %q", got)
	}
	if n := browsertest.Eval[int](p, `Object.keys(localStorage).filter(k => k.startsWith('accord:note:')).length`); n != 2 {
		t.Errorf("the browser keeps %d notes, not 2", n)
	}
	p.Audit()
	p.Mend()
	p.Go(at) // another page takes over what this one has not sent
	p.See("Asks both to begin", "Reframes the claim well", allSaved)
	if got := c.onFile(t, a); got != "0:02 Asks both to begin; 0:05 Reframes the claim well" {
		t.Errorf("with it again, on file is %q", got)
	}
	if n := browsertest.Eval[int](p, `Object.keys(localStorage).filter(k => k.startsWith('accord:note:')).length`); n != 0 {
		t.Errorf("the browser still keeps %d notes", n)
	}
	// An address of a recording holds for five minutes; one is watched for longer.
	p.Allow("403")
	p.Allow("Failed to load")
	watch(p, 6)
	browsertest.Eval[bool](p, `(v => { v.src = v.src.replace(/X-Amz-Signature=[^&]*/, 'X-Amz-Signature=00'); return true })(document.querySelector('video'))`)
	plays(t, p, 6)
	if n := c.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and action = 'document.read'`, c.Andina.ID, film.ID); n != 3 {
		t.Errorf("%d readings are noted: two pages and one more address are three", n)
	}
}

func TestANoteInTwoWindowsOverwritesNothingUnseen(t *testing.T) {
	t.Parallel()
	c, a, film, pages, _ := atTheFilm(t, 0)
	c.noted(t, a, c.Andina.Assessor, film, 5, -1, "Listens")
	c.noted(t, a, c.Andina.Assessor, film, 8, -1, "Interrupts")
	at := c.home + "/assessments/" + a.ID.String() + "/sheet?document=" + film.ID.String()
	for range 2 {
		p := c.browse(t, c.Andina.Assessor)
		p.Go(at)
		pages = append(pages, p)
	}
	first, second := pages[0], pages[1]
	change := func(p *browsertest.Page, place, words string) {
		t.Helper()
		p.Press("Change: " + place)
		p.Fill(place+" › Note", words)
		p.Press("Done")
	}
	change(first, "0:05", "Listens, and says back")
	first.See(allSaved)
	second.Allow("409")
	change(second, "0:05", "Listens well")
	second.See("This note was changed in another window since.", "In the other window", "Listens, and says back", "Here", "Listens well")
	second.Audit()
	if got := c.onFile(t, a); got != "0:05 Listens, and says back; 0:08 Interrupts" {
		t.Errorf("on file is %q", got)
	}
	second.Press("Keep what is here")
	second.See(allSaved)
	if got := c.onFile(t, a); got != "0:05 Listens well; 0:08 Interrupts" {
		t.Errorf("on file is %q", got)
	}
	first.Allow("409")
	change(first, "0:05", "Listens badly")
	first.See("Listens well")
	first.Press("Keep the other")
	first.NotSee("Listens badly")

	first.Press("Change: 0:08")
	first.Press("Take out")
	first.Press("Yes, take it out")
	first.NotSee("Interrupts")
	first.See(allSaved)
	change(second, "0:08", "Interrupts twice")
	second.See("This note was taken out in another window since.", "It was taken out there.")
	second.Press("Keep what is here")
	second.See(allSaved)
	if got := c.onFile(t, a); got != "0:05 Listens well; 0:08 Interrupts twice" {
		t.Errorf("on file is %q", got)
	}
}

func TestNotesWorkWithoutScriptsAndGoInWithTheSheet(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	film, paper := c.recording(t, "Role-play of 3 November"), c.document(t, "knowledge_script", "Written test")
	a := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	of := c.home + "/assessments/" + a.ID.String()
	hers, his := c.site.As(c.Andina.Assessor), c.site.As(c.Andina.Assessor2)
	note := func(version evidence.Version, mark, revision, place, words string) webtest.Form {
		return webtest.Form{"version": {version.ID.String()}, "mark": {mark}, "revision": {revision}, "place": {place}, "words": {words}, "criterion": {c.criteria(t, a)[1].ID.String()}}
	}
	hers.Post(of+"/notes", note(film, "m", "0", "0:05", "Reframes")).Status(409) // nothing is declared
	c.declared(t, a, c.Andina.Assessor, c.Andina.Assessor2)
	hers.Post(of+"/notes", note(film, "m", "0", "5 past", "Reframes")).Status(422).Says("Give the time as 12:30", "Reframes")
	hers.Post(of+"/notes", note(film, "m", "0", "0:05", "")).Status(422).Says("Write what you want to note")
	hers.Post(of+"/notes", note(paper, "p", "0", "1:05", "Names the exceptions")).Status(422).Says("Give the page, from 1 to")
	hers.Post(of+"/notes", note(film, "m", "0", "0:05", "Reframes")).Status(303)
	hers.Post(of+"/notes", note(paper, "p", "0", "2", "Names the exceptions")).Status(303)
	hers.Get(of+"/sheet?document="+film.ID.String()+"&at=5").Says("The note is kept.", "0:05", "Reframes", "Names the exceptions")
	hers.Get(of + "/sheet?document=" + paper.ID.String() + "&at=2").Says("p. 2")
	var n notes.Note
	ok(t, c.DB.Read(t.Context(), c.Andina.Assessor, func(tx *tenants.Tx) error {
		all, err := notes.Mine(tx, a.ID)
		for _, one := range all {
			if one.Mark == "m" {
				n = one
			}
		}
		return err
	}))
	own := of + "/notes/" + n.ID.String()
	hers.Get(own).Says("Reframes", "Take this note out")
	his.Get(own).Status(404)
	his.Post(own+"/removal", webtest.Form{"revision": {"1"}}).Status(404)
	hers.Post(of+"/notes", note(film, "m", "1", "0:06", "Reframes well")).Status(303)
	hers.Post(of+"/notes", note(film, "m", "1", "0:05", "Reframes badly")).Status(409).Says("changed in another window", "Reframes well", "Reframes badly")
	hers.Post(own+"/removal", webtest.Form{"revision": {"1"}}).Status(409)
	his.Post(of+"/notes", note(film, "m", "0", "0:09", "Nobody is hurried")).Status(303)

	c.handedIn(t, a, c.Andina.Assessor, 4, 4, 3)
	hers.Post(of+"/notes", note(film, "late", "0", "0:07", "Too late")).Status(409).Says("does not change any more")
	hers.Get(of+"/comparison").Says("Reframes well", "Names the exceptions").SaysNot("Nobody is hurried")
	his.Get(of + "/comparison").SaysNot("Reframes well")
	manager := c.site.As(c.Andina.Manager)
	manager.Get(of).Says("closed to everybody but their author").SaysNot("Reframes well")
	manager.Get(of + "/comparison/export?as=csv").SaysNot("Reframes well")
	c.handedIn(t, a, c.Andina.Assessor2, 4, 4, 3)
	manager.Get(of).Says("Reframes well", "Nobody is hurried").SaysNot("closed to everybody")
	his.Get(of+"/comparison").Says("Reframes well", "Nobody is hurried", "Listens actively and reframes")
	hers.Get(of+"/comparison/export?as=csv").Says("Reframes well", "Nobody is hurried", "Role-play of 3 November,0:06", "Written test,2", "Seen from minute 12 on")
	c.site.As(c.Andina.Trainer).Get(of + "/comparison/export?as=csv").Status(404)
}
