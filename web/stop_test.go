package web_test

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"accord/web"
	ui "accord/web/templates"
)

// stopping is a site with a page that takes as long as the test wants.
func stopping(t *testing.T) (app *web.App, ln net.Listener, begun, end chan struct{}) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	app, err = web.New(web.Config{Admission: struct{ web.Admission }{}})
	if err != nil {
		t.Fatal(err)
	}
	begun, end = make(chan struct{}), make(chan struct{})
	app.Public().Get("/slow", "test.slow", func(p *web.Public) error {
		close(begun)
		<-end
		return p.Render(ui.Page{Title: "Slow"}, ui.Notice(ui.OK, "finished"))
	})
	return app, ln, begun, end
}

func TestStoppingLetsARequestFinish(t *testing.T) {
	t.Parallel()
	app, ln, begun, end := stopping(t)
	served := make(chan error, 1)
	go func() { served <- app.Serve(ln) }()
	idle, err := net.Dial("tcp", ln.Addr().String()) // a connection without a request does not delay it
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	answered := make(chan int, 1)
	go func() {
		answer, err := http.Get("http://" + ln.Addr().String() + "/slow")
		if err != nil {
			t.Error(err)
			answered <- 0
			return
		}
		answer.Body.Close()
		answered <- answer.StatusCode
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- app.Stop(t.Context()) }()
	select {
	case <-stopped:
		t.Fatal("it stopped in the middle of a request")
	case <-time.After(400 * time.Millisecond):
	}
	close(end)
	if status := <-answered; status != 200 {
		t.Errorf("the request was answered %d", status)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestStoppingGivesUpWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	app, ln, begun, end := stopping(t)
	go func() { _ = app.Serve(ln) }()
	go func() { _, _ = http.Get("http://" + ln.Addr().String() + "/slow") }()
	<-begun
	defer close(end)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := app.Stop(ctx); err == nil {
		t.Error("it says that it finished")
	}
}

func TestASiteStoppedBeforeItServesEnds(t *testing.T) {
	t.Parallel()
	app, ln, _, _ := stopping(t)
	if err := app.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := app.Serve(ln); err != nil {
		t.Error(err)
	}
}
