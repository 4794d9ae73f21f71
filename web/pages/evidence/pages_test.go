package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	people "accord/web/pages/candidates"
	"accord/web/webtest"
)

var pdf = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/MediaBox[0 0 300 200]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

// cast is a site with evidence, and a candidate of Andina's.
type cast struct {
	*apptest.World
	site      *webtest.Site
	room      *evidence.Room
	candidate uuid.UUID
	home      string
}

func newCast(t *testing.T, publicEndpoint string) *cast {
	t.Helper()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, PublicEndpoint: publicEndpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	c := &cast{World: w, room: &evidence.Room{DB: w.DB, Vault: vault}, home: "/o/" + w.Andina.Slug}
	c.site = webtest.With(t, w, web.Config{Evidence: []string{vault.Origin()}}, func(app *web.App) {
		Routes(app, c.room)
		people.Routes(app, w.DB, Section())
	})
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		added, err := candidates.Add(tx, candidates.NewCandidate{Name: "Camila Torres Vega", Email: "camila@correo.example", Language: "es", Country: "EC"})
		c.candidate = added.ID
		return err
	}))
	return c
}

// typed is a document of the candidate's that can be opened.
func (c *cast) typed(t *testing.T, title string) evidence.Version {
	t.Helper()
	v, err := c.room.Carry(t.Context(), c.Andina.Manager, evidence.NewUpload{CandidateID: c.candidate, Kind: "identity_check", Title: title, FileName: "passport.pdf",
		MediaType: "application/pdf", Size: int64(len(pdf))}, bytes.NewReader(pdf))
	ok(t, err)
	return c.established(t, v)
}

// established does what the job does.
func (c *cast) established(t *testing.T, v evidence.Version) evidence.Version {
	t.Helper()
	clerk, err := c.DB.AdmitClerk(t.Context(), c.Andina.ID, "evidence.type", "job")
	ok(t, err)
	found, err := c.room.Examine(t.Context(), v)
	ok(t, err)
	ok(t, c.DB.Write(t.Context(), clerk, func(tx *tenants.Tx) (err error) { v, err = evidence.Establish(tx, v.ID, found); return err }))
	return v
}

func (c *cast) readings(v evidence.Version) int {
	return c.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and action = 'document.read'`, c.Andina.ID, v.ID)
}

func TestTheLibraryTheFileAndTheVersionShowADocument(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	manager := c.site.As(c.Andina.Manager)
	manager.Get(c.home+"/evidence").Status(200).Says("No documents yet", "Add evidence")
	v := c.typed(t, "Passport")
	manager.Get(c.home+"/evidence").Status(200).Says("Passport", "Identity check", "Camila Torres Vega", "Ready", "not scanned for viruses")
	manager.Get(c.home + "/evidence?kind=recording").Status(200).Says("No documents match").SaysNot("Passport")
	c.Exec(`insert into candidate (tenant_id, id, name, email, language, country, reference, created_at)
		select $1, gen_random_uuid(), 'Aarón Torres ' || n, 'aaron' || n || '@correo.example', 'es', 'EC', '', now() from generate_series(1, 120) n`, c.Andina.ID) // before them in every list
	manager.Get(c.home + "/evidence?who=torres&kind=identity_check").Status(200).Says("Passport")
	manager.Get(c.home+"/evidence?candidate="+c.candidate.String()).Status(200).Says("Passport", "Camila Torres Vega")
	manager.Get(c.home+"/evidence?program="+c.Andina.QAP.String()).Status(200).Says("No documents yet", "Certified Mediator Assessment").SaysNot("Passport")
	manager.Get(c.home + "/evidence?candidate=" + uuid.NewString()).Status(http.StatusNotFound)
	manager.Get(c.home + "/evidence?who=nobody").Status(200).Says("No documents match").SaysNot("Passport")
	manager.Get(c.home+"/candidates/"+c.candidate.String()).Status(200).Says("Passport", "Identity check")
	manager.Get(c.home+"/evidence/"+v.ID.String()).Status(200).Says("Passport", "passport.pdf", "Version 1", fmt.Sprintf("%x", v.SHA256), "not scanned for viruses", "Not open to IMI")
	c.Exec(`update account set locale = 'es' where person_id = $1`, c.Andina.Manager.Person())
	manager.Get(c.home+"/evidence/"+v.ID.String()).Status(200).Says("Comprobación de identidad", "no se analizan")
	if n := c.readings(v); n != 0 {
		t.Errorf("looking at its particulars counts as %d readings", n)
	}
}

func TestADocumentIsReadByALinkThatNotesItAndLeadsToTheStore(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	v := c.typed(t, "Passport")
	trainer := c.site.As(c.Andina.Manager)
	answer := trainer.Get(c.home + "/evidence/" + v.ID.String() + "/file").Status(http.StatusSeeOther)
	to, err := url.Parse(answer.Header.Get("Location"))
	ok(t, err)
	if to.Scheme+"://"+to.Host != c.room.Vault.Origin() || to.Query().Get("X-Amz-Expires") != "300" || !strings.HasPrefix(to.Query().Get("response-content-disposition"), "attachment") {
		t.Errorf("it leads to %s", to)
	}
	trainer.Get(c.home+"/evidence/"+v.ID.String()+"/view").Status(200).Says("Passport", "Download")
	if n := c.readings(v); n != 2 {
		t.Errorf("%d readings are noted", n)
	}
	for who, by := range map[string]webtest.Person{"another organisation's manager": c.Nordic.Manager, "a trainer of others": c.Andina.Trainer2} {
		home := "/o/" + c.Nordic.Slug
		if who != "another organisation's manager" {
			home = c.home
		}
		for _, path := range []string{"", "/file", "/view", "/state"} {
			if got := c.site.As(by).Get(home + "/evidence/" + v.ID.String() + path).StatusCode; got != http.StatusNotFound {
				t.Errorf("%s at %s: %d", who, path, got)
			}
		}
	}
	c.site.As(c.Nordic.Manager).Get(c.home + "/evidence/" + v.ID.String() + "/file").Status(http.StatusNotFound)
	if n := c.readings(v); n != 2 {
		t.Errorf("refused readings are noted as %d", n)
	}
}

func TestIMIReadsAtItsOwnDoorWhatIsDisclosedAndNoMore(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	v, other := c.typed(t, "Passport"), c.typed(t, "Another")
	request := c.Row("document_request", map[string]any{"tenant_id": c.Andina.ID, "kind": "routine", "due_at": apptest.Start.AddDate(0, 0, 14), "readable_until": apptest.Start.AddDate(0, 0, 104)})
	checker := c.site.As(c.IMI.SpotChecker)
	checker.Get("/imi/evidence/" + v.ID.String() + "/view").Status(http.StatusNotFound)
	ok(t, c.DB.Write(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := evidence.Disclose(tx, evidence.Basis{RequestID: request}, []uuid.UUID{v.ID})
		return err
	}))
	checker.Get("/imi/evidence/"+v.ID.String()+"/view").Status(200).Says("Passport", "You are looking across organisations")
	checker.Get("/imi/evidence/" + v.ID.String() + "/file").Status(http.StatusSeeOther)
	checker.Get("/imi/evidence/" + other.ID.String() + "/view").Status(http.StatusNotFound)
	checker.Get(c.home + "/evidence/" + v.ID.String()).Status(http.StatusNotFound)
	c.site.As(c.IMI.Reviewer).Get("/imi/evidence/" + v.ID.String() + "/file").Status(http.StatusNotFound)
	if n := c.readings(v); n != 2 {
		t.Errorf("the organisation's journal tells of %d readings", n)
	}
	c.site.As(c.Andina.Manager).Get(c.home+"/evidence/"+v.ID.String()).Says(c.IMI.SpotChecker.Name()+" IMI read a document", purpose)

	manager := c.site.As(c.Andina.Manager)
	page := manager.Get(c.home+"/evidence/"+v.ID.String()).Status(200).Says("A document request", "Withdraw from IMI")
	withdrawal := c.home + "/evidence/" + v.ID.String() + "/disclosures/" + between(page.Text, "/disclosures/", "/withdrawal") + "/withdrawal"
	manager.Get(withdrawal).Status(200).Says("IMI will no longer be able to read “Passport”")
	manager.Post(withdrawal, webtest.Form{"reason": {""}}).Status(422).Says("Enter a value")
	c.site.As(c.Andina.Trainer).Post(withdrawal, webtest.Form{"reason": {"no"}}).Status(http.StatusNotFound)
	manager.Post(withdrawal, webtest.Form{"reason": {"The wrong passport"}}).Status(http.StatusSeeOther)
	checker.Get("/imi/evidence/" + v.ID.String() + "/view").Status(http.StatusNotFound)
	manager.Get(c.home + "/evidence/" + v.ID.String()).Says("The wrong passport").SaysNot("Withdraw from IMI")
}

func TestWithoutScriptsAFileIsCarriedByTheForm(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	manager := c.site.As(c.Andina.Manager)
	manager.Get(c.home+"/evidence/new").Status(200).Says("About a candidate", "Camila Torres Vega", "About a program")
	manager.Get(c.home+"/evidence/new?candidate="+c.candidate.String()).Status(200).Says("Kind of document", "up to 25 MB")
	for _, wrong := range []string{"candidate=" + uuid.NewString(), "candidate=camila", "document=" + uuid.NewString(), "program=x", "cohort=" + uuid.NewString()} {
		manager.Get(c.home + "/evidence/new?" + wrong).Status(http.StatusNotFound)
	}

	said := map[string]string{"candidate": c.candidate.String(), "kind": "identity_check", "title": "Passport of Camila", "document": ""}
	answer := c.sent(t, manager, said, "passport.pdf", "application/pdf", pdf)
	if answer.Status(http.StatusSeeOther); !strings.HasPrefix(answer.Header.Get("Location"), c.home+"/evidence/") {
		t.Fatalf("it leads to %s", answer.Header.Get("Location"))
	}
	manager.Get(answer.Header.Get("Location")).Status(200).Says("“Passport of Camila” has arrived", "is being established")

	c.sent(t, manager, said, "passport.pdf", "application/pdf", nil).Status(422).Says("empty")
	c.sent(t, manager, said, "", "", nil).Status(422).Says("There is a problem")
	c.sent(t, manager, said, "passport.svg", "image/svg+xml", pdf).Status(422).Says("Only PDF, JPEG")
	said["kind"] = ""
	page := c.sent(t, manager, said, "passport.pdf", "application/pdf", pdf).Status(422).Says("Choose what kind of document it is")
	if !strings.Contains(page.Text, `value="Passport of Camila"`) {
		t.Error("the title that was typed is lost")
	}
	said["kind"], said["tenant"] = "identity_check", c.Nordic.ID.String()
	c.sent(t, manager, said, "passport.pdf", "application/pdf", pdf).Status(422).Says("There is a problem")
	delete(said, "tenant")
	c.sentTo(t, c.site.As(c.Nordic.Manager), "/o/"+c.Nordic.Slug, said, "passport.pdf", "application/pdf", pdf).Status(http.StatusNotFound)
	if n := c.Count(`select count(*) from document_version where tenant_id in ($1, $2)`, c.Andina.ID, c.Nordic.ID); n != 1 {
		t.Errorf("%d versions are there", n)
	}
}

func TestAnUploadIsSpokenOfInJSON(t *testing.T) {
	t.Parallel()
	c := newCast(t, "")
	manager := c.site.As(c.Andina.Manager).With("Accept", "application/json")
	uploads := c.home + "/evidence/uploads"
	said := webtest.Form{"candidate": {c.candidate.String()}, "kind": {"identity_check"}, "name": {"passport.pdf"}, "type": {"application/pdf"}, "size": {fmt.Sprint(len(pdf))}}
	with := func(name, value string) webtest.Form {
		f := webtest.Form{}
		for n, v := range said {
			f[n] = v
		}
		f[name] = []string{value}
		return f
	}
	for name, f := range map[string]webtest.Form{
		"file": with("size", "0"), "file ": with("size", "30000000000"), "file  ": with("name", "../passport.pdf"), "file   ": with("type", "text/html"),
		"kind": with("kind", ""), "size": with("size", "large"), "tenant": with("tenant", c.Nordic.ID.String()),
	} {
		answer := manager.Post(uploads, f).Status(422)
		if !strings.Contains(answer.Text, `"field":"`+strings.TrimSpace(name)+`"`) {
			t.Errorf("%s: %s", name, answer.Text)
		}
	}
	var there transfer
	decode(t, manager.Post(uploads, said).Status(200).Text, &there)
	upload := uploads + "/" + there.ID.String()
	sum := sha256.Sum256(pdf)
	part := webtest.Form{"number": {"1"}, "size": {fmt.Sprint(len(pdf))}, "sha256": {base64.StdEncoding.EncodeToString(sum[:])}}
	manager.Post(upload+"/completion", webtest.Form{}).Status(http.StatusConflict).Says("1 part has not arrived yet")
	manager.Post(upload+"/parts", webtest.Form{"number": {"1"}, "size": {"9"}, "sha256": part["sha256"]}).Status(422)
	manager.Post(upload+"/parts", webtest.Form{"number": {"1"}, "size": part["size"], "sha256": {"%%"}}).Status(422)
	c.site.As(c.Nordic.Manager).With("Accept", "application/json").Post("/o/"+c.Nordic.Slug+"/evidence/uploads/"+there.ID.String()+"/parts", part).Status(http.StatusNotFound)

	var signed address
	decode(t, manager.Post(upload+"/parts", part).Status(200).Text, &signed)
	request, err := http.NewRequest(http.MethodPut, signed.URL, bytes.NewReader(pdf))
	ok(t, err)
	for name, value := range signed.Headers {
		request.Header.Set(name, value)
	}
	sent, err := http.DefaultClient.Do(request)
	ok(t, err)
	sent.Body.Close()
	if sent.StatusCode != 200 {
		t.Fatal(sent.Status)
	}
	decode(t, manager.Get(upload).Status(200).Text, &there)
	if len(there.Parts) != 1 || there.Parts[0].SHA256 != part["sha256"][0] {
		t.Errorf("parts: %+v", there.Parts)
	}
	decode(t, manager.Post(upload+"/completion", webtest.Form{}).Status(200).Text, &there)
	if there.State != evidence.Received || !strings.Contains(there.Say, "being established") {
		t.Errorf("it is %+v", there)
	}
	manager.Post(upload+"/abandonment", webtest.Form{}).Status(http.StatusConflict)
}

func (c *cast) sent(t *testing.T, by *webtest.Client, said map[string]string, name, mediaType string, body []byte) *webtest.Answer {
	t.Helper()
	return c.sentTo(t, by, c.home, said, name, mediaType, body)
}

// sentTo sends the form as a browser without scripts does.
func (c *cast) sentTo(t *testing.T, by *webtest.Client, home string, said map[string]string, name, mediaType string, body []byte) *webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	ok(t, form.WriteField("_csrf", by.CSRF()))
	for field, value := range said {
		ok(t, form.WriteField(field, value))
	}
	h := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename="%s"`, name)}, "Content-Type": {mediaType}}
	file, err := form.CreatePart(h)
	ok(t, err)
	_, err = file.Write(body)
	ok(t, err)
	ok(t, form.Close())
	request, err := http.NewRequest(http.MethodPost, c.site.URL+home+"/evidence", &b)
	ok(t, err)
	request.Header.Set("Content-Type", form.FormDataContentType())
	return by.Do(request)
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	ok(t, json.Unmarshal([]byte(text), into))
}

func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
