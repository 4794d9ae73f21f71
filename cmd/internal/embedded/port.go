package embedded

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// onPort starts a server on its kept port. Between picking a port and the server's listening, another program can take
// it; a server that failed for that is tried again on another.
func (h *Home) onPort(kept *int, start func(port int) error) error {
	for attempt := 1; ; attempt++ {
		port, err := h.keepPort(kept)
		if err != nil {
			return err
		}
		err = start(port)
		if err == nil || attempt == 5 || free(port) {
			return err
		}
	}
}

// keepPort answers the port that was picked before, when it is still free, and otherwise picks another and keeps that.
// A port stays the same from start to start so that addresses signed or noted down earlier stay good; nothing breaks
// when it cannot.
func (h *Home) keepPort(kept *int) (int, error) {
	h.saving.Lock()
	defer h.saving.Unlock()
	if *kept != 0 && free(*kept) {
		return *kept, nil
	}
	for range 100 {
		if port := firstPort + rand.IntN(ports); free(port) {
			*kept = port
			return port, h.saveSettings()
		}
	}
	return 0, errors.New("no port is free on 127.0.0.1 for Accord's own servers")
}

// Ports are picked below those that systems lend to outgoing connections
// (32768 and up on Linux): one of these may be on loan when a server that was
// stopped for a moment wants it back.
const (
	firstPort = 20000
	ports     = 12000
)

func free(port int) bool {
	listener, err := net.Listen("tcp", loopback(port))
	if err != nil {
		return false
	}
	return listener.Close() == nil
}

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
