package web

import (
	"net"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// alivePath says nothing but that the process lives (see alive).
const alivePath = "/healthz"

// hosted answers only what was asked of this site by its own name. A page of
// another site can give its own name this machine's address, and would then
// read the answers as its own; the browser still says whom it means to ask.
func (a *App) hosted(c *fiber.Ctx) error {
	if c.Path() == alivePath || a.isOurs(string(c.Request().Host())) { // a balancer knows an address only
		return c.Next()
	}
	return c.Status(fiber.StatusMisdirectedRequest).SendString(a.request(c).T.Say("fault.misdirected"))
}

// isOurs says whether a Host header names this site: the name people reach it
// by, or the machine itself, which no name of another's can pretend to be. A
// site that listens everywhere and was given no name has its addresses.
// Ports are not compared: a proxy may have another.
func (a *App) isOurs(host string) bool {
	name, own := bareHost(host), bareHost(a.host)
	if name == own || name == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	listens, err := netip.ParseAddr(own)
	return ip.Unmap().IsLoopback() || own == "" || (err == nil && listens.IsUnspecified())
}

// bareHost is a host without its port and brackets.
func bareHost(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}
