package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// Main runs a package's tests and stops the browser after them.
func Main(m *testing.M) {
	code := m.Run()
	if shared.stop != nil {
		shared.stop()
	}
	os.Exit(code)
}

var shared struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

// browser starts Chromium for this test binary.
func browser() (context.Context, error) {
	shared.once.Do(func() {
		path, err := chromium()
		if err != nil {
			shared.err = err
			return
		}
		allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(),
			chromedp.ExecPath(path),
			chromedp.Headless,
			chromedp.NoSandbox,
			chromedp.DisableGPU,
			chromedp.NoFirstRun,
			chromedp.Flag("disable-quic", true),
			chromedp.Flag("disable-background-networking", true),
			chromedp.Flag("disable-component-update", true),
			chromedp.Flag("disable-sync", true),
			chromedp.Flag("disable-dev-shm-usage", true),
			chromedp.Flag("force-color-profile", "srgb"),
			chromedp.Flag("hide-scrollbars", true),
			chromedp.Flag("password-store", "basic"),
		)
		ctx, stop := chromedp.NewContext(allocator)
		shared.ctx = ctx
		shared.stop = func() { stop(); stopAllocator() }
		shared.err = chromedp.Do(ctx)
	})
	return shared.ctx, shared.err
}

// chromium finds the browser: CHROMIUM names it, else the usual names do.
func chromium() (string, error) {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium is installed: apt-get install chromium, or name one in CHROMIUM")
}
