package web_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"accord/web/webtest"
)

// say writes bytes to a site and answers the status it says.
func say(t *testing.T, site *webtest.Site, request string) string {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(site.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return "closed"
	}
	return strings.TrimSpace(line)
}

func TestWhatIsNoRequestIsAnsweredAndHarmsNobody(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	for request, want := range map[string]string{
		"GET / HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("A: b\r\n", 5000) + "\r\n":                          "413",
		fmt.Sprintf("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n", 100<<20):                 "413",
		"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n":                                       "4",
		"GET /o/%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                          "303",
		"GET /o/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                "404",
		"GET /static/..%2fmanifest.json HTTP/1.1\r\nHost: localhost\r\n\r\n":                                         "404",
		"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: accord=" + strings.Repeat("x", 9000) + "\r\n\r\n":              "200",
		"DELETE /form HTTP/1.1\r\nHost: localhost\r\n\r\n":                                                           "403",
		"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n":                                             "403",
		"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: flash=x.y; visitor=; zone=%zz; theme=\"; locale=../es\r\n\r\n": "200",
		"GET /?sort=%00&after=" + strings.Repeat("x", 4000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n":                 "200",
		"\x16\x03\x01\r\n\r\n": "4",
	} {
		got := say(t, site, request)
		if got != "closed" && !strings.Contains(got, " "+want) {
			t.Errorf("%.60q… is answered %q, want %s", request, got, want)
		}
	}
	site.Nobody().Get("/").Status(200)
}

func TestTheHeadOfAPageIsThatOfThePage(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	answer, err := http.Head(site.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 || answer.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("%d %v", answer.StatusCode, answer.Header)
	}
}

func TestAnAssetIsKeptForEverAndAnUnknownOneIsAbsent(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	page := site.Nobody().Get("/").Text
	at := strings.Index(page, "/static/app-")
	href := page[at : at+strings.IndexByte(page[at:], '"')]
	answer := site.Nobody().With("Accept-Encoding", "br").Get(href).Status(200)
	if answer.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || answer.Header.Get("Content-Encoding") != "br" || !strings.Contains(answer.Header.Get("Vary"), "Accept-Encoding") {
		t.Error(answer.Header)
	}
	site.Nobody().Get("/static/app-XXXXXXXX.css").Status(404)
	site.Nobody().Get("/static/manifest.json").Status(404)
}
