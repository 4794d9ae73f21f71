package web

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Address is the address the request came from: as a proxy of ours says it,
// where it came through one, else that of the connection. What anybody else
// says of it is not believed, or a guesser would be somebody new at each try;
// and were a proxy's own address taken, one guesser would use up everybody's.
func (r *Request) Address() string {
	return clientOf(r.c.IP(), r.c.Get(fiber.HeaderXForwardedFor), r.app.config.Proxies)
}

// clientOf reads the header from its end, where each proxy adds whom it heard
// from, to the first address that is no proxy of ours.
func clientOf(peer, forwarded string, proxies []netip.Prefix) string {
	client := peer
	hops := strings.Split(forwarded, ",")
	for _, hop := range slices.Backward(hops) {
		if !isProxy(client, proxies) {
			break
		}
		said, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		client = said.Unmap().String()
	}
	return strings.Clone(client)
}

func isProxy(address string, proxies []netip.Prefix) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) })
}
