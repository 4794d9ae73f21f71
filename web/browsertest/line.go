package browsertest

import (
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Cut cuts the visitor's connection off: nothing is reached from then on, and
// what the browser says about it is no trouble.
func (p *Page) Cut() {
	p.t.Helper()
	p.Allow("net::ERR_")
	p.line(true)
}

// Mend brings the connection back.
func (p *Page) Mend() {
	p.t.Helper()
	p.line(false)
}

func (p *Page) line(cut bool) {
	p.t.Helper()
	call(p, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: cut, DownloadThroughput: -1, UploadThroughput: -1}}})
}

// Stay is what the visitor answers from then on when a page asks whether to
// leave it: that they stay. Without it they leave.
func (p *Page) Stay(stays bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stays = stays
}

// Asked waits until pages have asked so often whether to leave them.
func (p *Page) Asked(times int) {
	p.t.Helper()
	for deadline := time.Now().Add(Patience); ; time.Sleep(25 * time.Millisecond) { // between two looks at what another process tells
		p.mu.Lock()
		asked := p.asked
		p.mu.Unlock()
		if asked == times {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%d pages asked whether to leave them, not %d", asked, times)
		}
	}
}

// answer answers a dialog of the browser. A tab that closes answers none.
func (p *Page) answer(kind page.DialogType) {
	p.mu.Lock()
	leave := true
	if kind == page.DialogTypeBeforeunload {
		p.asked++
		leave = !p.stays
	}
	p.mu.Unlock()
	_, _ = chromedp.Call(p.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: leave})
}

// Bring gives the visitor a cookie while the page is open, as another tab does.
func (p *Page) Bring(name, value string) {
	p.t.Helper()
	call(p, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: p.base})
}
