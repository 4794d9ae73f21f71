package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"time"

	"accord/cmd/internal/embedded"
	"accord/tenants/tenantstest/bed"
)

var errNoLease = errors.New("there is no such lease")

// routes are those that package bed lists.
func (b *testbed) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /lease", b.serveLease)
	mux.HandleFunc("POST /databases", answer(b.newDatabase))
	mux.HandleFunc("DELETE /databases/{name}", answer(b.dropDatabase))
	mux.HandleFunc("POST /buckets", answer(b.newBucket))
	mux.HandleFunc("POST /servers", answer(func(r *http.Request, q bed.ServerRequest) (any, error) {
		return b.newServer(r.Context(), q.Lease, q.Kind)
	}))
	mux.HandleFunc("POST /servers/{id}/kill", answer(func(r *http.Request, _ any) (any, error) {
		s, err := b.server(r.PathValue("id"))
		if err != nil {
			return nil, err
		}
		return nil, s.kill()
	}))
	mux.HandleFunc("POST /servers/{id}/start", answer(func(r *http.Request, _ any) (any, error) {
		s, err := b.server(r.PathValue("id"))
		if err != nil {
			return nil, err
		}
		return nil, s.start(r.Context())
	}))
	mux.HandleFunc("DELETE /servers/{id}", answer(func(r *http.Request, _ any) (any, error) {
		return nil, b.removeServer(r.PathValue("id"))
	}))
	mux.HandleFunc("GET /servers/{id}/messages", answer(b.messages))
	mux.HandleFunc("POST /stop", b.serveStop)
	return mux
}

// answer makes a handler of a function from what was said to what is answered; a fault's sentence goes to the test.
func answer[Said any](do func(*http.Request, Said) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var said Said
		if r.Method == http.MethodPost && r.ContentLength != 0 {
			if err := json.NewDecoder(r.Body).Decode(&said); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
		}
		answered, err := do(r, said)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := json.NewEncoder(w).Encode(answered); err != nil {
			fmt.Fprintln(os.Stderr, "testbed: an answer was not sent:", err)
		}
	}
}

// serveLease answers and stays: the connection is the lease. The kernel closes it when the test binary ends, however it
// ends.
func (b *testbed) serveLease(w http.ResponseWriter, r *http.Request) {
	id := b.newLease()
	defer func() {
		if err := b.endLease(context.WithoutCancel(r.Context()), id); err != nil {
			fmt.Fprintln(os.Stderr, "testbed: not cleared up after", id+":", err)
		}
	}()
	err := json.NewEncoder(w).Encode(bed.Lease{Version: bed.Version, ID: id, Access: access(b.postgres, "postgres")})
	if err == nil {
		err = http.NewResponseController(w).Flush()
	}
	if err == nil {
		<-r.Context().Done()
	}
}

// serveStop answers whole before it stops, for stopping cuts every connection. With ?unless=held it refuses while
// somebody holds a lease, and so does a bed that is there for a command.
func (b *testbed) serveStop(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("unless") == "held" && b.isHeld() {
		http.Error(w, "the bed is in use", http.StatusConflict)
		return
	}
	w.Header().Set("Content-Length", "0")
	w.WriteHeader(http.StatusOK)
	if err := http.NewResponseController(w).Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "testbed: an answer was not sent:", err)
	}
	b.stop()
}

func (b *testbed) newDatabase(r *http.Request, q bed.DatabaseRequest) (any, error) {
	name := q.Name
	b.mu.Lock()
	held, ok := b.leases[q.Lease]
	if ok && name == "" {
		name = b.id("test")
		held.databases = append(held.databases, name)
	}
	b.mu.Unlock()
	if !ok {
		return nil, errNoLease
	}
	return access(b.postgres, name), b.postgres.CreateDatabase(r.Context(), name, q.Template)
}

func (b *testbed) dropDatabase(r *http.Request, _ any) (any, error) {
	name := r.PathValue("name")
	b.mu.Lock()
	for _, l := range b.leases {
		l.databases = slices.DeleteFunc(l.databases, func(one string) bool { return one == name })
	}
	b.mu.Unlock()
	return nil, b.postgres.DropDatabase(r.Context(), name)
}

func (b *testbed) newBucket(r *http.Request, q bed.LeaseRequest) (any, error) {
	b.mu.Lock()
	_, ok := b.leases[q.Lease]
	name := b.id("bucket-")
	b.mu.Unlock()
	if !ok {
		return nil, errNoLease
	}
	// Not under the request's context: the next one wants the server too.
	storage, err := b.store(context.WithoutCancel(r.Context()))
	if err != nil {
		return nil, err
	}
	// A test serves on whatever port is free.
	if err := storage.EnsureBucket(r.Context(), name, []string{"http://127.0.0.1:*", "http://localhost:*"}); err != nil {
		return nil, err
	}
	accessKey, secretKey := storage.Credentials()
	return bed.Store{
		Endpoint: storage.Endpoint(), Region: embedded.Region, Bucket: name, AccessKey: accessKey, SecretKey: secretKey,
	}, nil
}

// store is the S3 server, started for the first who asks: most packages never do.
func (b *testbed) store(ctx context.Context) (*embedded.Storage, error) {
	b.storing.Lock()
	defer b.storing.Unlock()
	if b.storage != nil {
		return b.storage, nil
	}
	storage, err := b.shared.StartStorage(ctx)
	if err == nil {
		b.storage = storage
	}
	return storage, err
}

// messages answers once there are more than ?after, or after ?seconds.
func (b *testbed) messages(r *http.Request, _ any) (any, error) {
	s, err := b.server(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if s.mail == nil {
		return nil, errors.New("it receives no mail")
	}
	after, afterErr := strconv.Atoi(r.FormValue("after"))
	seconds, secondsErr := strconv.ParseFloat(r.FormValue("seconds"), 64)
	if err := errors.Join(afterErr, secondsErr); err != nil {
		return nil, err
	}
	over := time.After(time.Duration(seconds * float64(time.Second)))
	for {
		arrived := s.mail.Arrived()
		messages := []bed.Message{}
		for _, m := range slices.Backward(s.mail.Messages()) {
			messages = append(messages, bed.Message(m))
		}
		if len(messages) > after {
			return messages, nil
		}
		select {
		case <-arrived:
		case <-over:
			return messages, nil
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}
