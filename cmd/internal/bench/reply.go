package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"accord/app/candidates"
	"accord/cmd/internal/boot"
	"accord/cmd/internal/embedded"
	"accord/tenants"
)

func init() { benches["reply"] = reply }

const pageRows = 25 // of a page that people read

// reply asks for a list over HTTP among 1,000 tenants × 1,000 rows: as the
// page, as the JSON reply, and from a bare server that admits nobody, decides
// nothing and writes what raw pgx gives it.
func reply(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	fmt.Fprintf(log, "  writing %d × %d rows…\n", listTenants, listRows)
	all, err := crowd(ctx, b)
	if err != nil {
		return nil, err
	}
	site, stop, err := b.site(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	bare, end, err := b.bare(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, end()) }()

	whose := func(i int) crowded { return all[i%len(all)] }
	medians, err := alternate(ctx, 300,
		side{"bare page", func(ctx context.Context, i int) error {
			return fetch(ctx, fmt.Sprintf("%s/?tenant=%s&limit=%d", bare, whose(i).tenant, pageRows), "", "")
		}},
		side{"page", func(ctx context.Context, i int) error {
			return fetch(ctx, site+"/o/"+whose(i).slug+"/candidates", "Cookie", "accord="+whose(i).session)
		}},
		side{"bare reply", func(ctx context.Context, i int) error {
			return fetch(ctx, fmt.Sprintf("%s/?tenant=%s&limit=%d", bare, whose(i).tenant, listPage), "", "")
		}},
		side{"reply", func(ctx context.Context, i int) error {
			return fetch(ctx, fmt.Sprintf("%s/api/v1/o/%s/candidates?limit=%d", site, whose(i).slug, listPage), "Authorization", "Bearer "+whose(i).token)
		}},
	)
	if err != nil {
		return nil, err
	}
	return []Figure{
		plain(fmt.Sprintf("bare JSON of %d over HTTP", pageRows), micro(medians["bare page"]), "µs"),
		plain(fmt.Sprintf("whole page of %d", pageRows), micro(medians["page"]), "µs"),
		plain(fmt.Sprintf("bare JSON of %d over HTTP", listPage), micro(medians["bare reply"]), "µs"),
		plain(fmt.Sprintf("JSON reply of %d", listPage), micro(medians["reply"]), "µs"),
		plain("whole page / bare JSON", ratio(medians["page"], medians["bare page"]), "ratio"),
		plain("JSON reply / bare JSON", ratio(medians["reply"], medians["bare reply"]), "ratio"),
	}, nil
}

// site serves all of Accord on the bed's services.
func (b *bed) site(ctx context.Context, trace pgx.QueryTracer) (url string, stop func() error, err error) {
	access, secret := b.Storage.Credentials()
	if err := errors.Join(os.Setenv("AWS_ACCESS_KEY_ID", access), os.Setenv("AWS_SECRET_ACCESS_KEY", secret)); err != nil {
		return "", nil, err
	}
	return site(ctx, b.urls, boot.Storage{Endpoint: b.Storage.Endpoint(), Bucket: embedded.Bucket, Region: embedded.Region}, trace)
}

// site serves all of Accord on a database, whose queries it shows to trace.
func site(ctx context.Context, databases map[tenants.Door]string, store boot.Storage, trace pgx.QueryTracer) (url string, stop func() error, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	url = "http://" + ln.Addr().String()
	parts, err := boot.Open(ctx, boot.Config{Addr: ln.Addr().String(), PublicURL: url, Databases: databases, Secret: make([]byte, 32), Trace: trace, Storage: store}, io.Discard, nil)
	if err != nil {
		return "", nil, err
	}
	app, err := parts.Site(boot.Extra{})
	if err != nil {
		parts.Close()
		return "", nil, err
	}
	end := serving(func(ctx context.Context) error { return boot.Serve(ctx, app, ln) })
	return url, func() error { defer parts.Close(); return end() }, nil
}

// bare serves the same rows with nothing between the database and the wire.
func (b *bed) bare(ctx context.Context) (url string, stop func() error, err error) {
	pool, err := pgxpool.New(ctx, b.owner)
	if err != nil {
		return "", nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		pool.Close()
		return "", nil, err
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found, err := pool.Query(r.Context(), `select tenant_id, id, person_id, name, email, language, country, reference, created_at, created_by
			from candidate where tenant_id = $1 order by name, id limit $2`, r.FormValue("tenant"), r.FormValue("limit"))
		if err == nil {
			var rows []candidates.Candidate
			if rows, err = pgx.CollectRows(found, pgx.RowToStructByNameLax[candidates.Candidate]); err == nil {
				w.Header().Set("Content-Type", "application/json")
				err = json.NewEncoder(w).Encode(rows)
			}
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}), ReadHeaderTimeout: 5 * time.Second}
	end := serving(func(ctx context.Context) error {
		go func() { <-ctx.Done(); server.Close() }()
		if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	return "http://" + ln.Addr().String(), func() error { defer pool.Close(); return end() }, nil
}

// serving runs a server; what it answers ends it.
func serving(serve func(context.Context) error) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx) }()
	return func() error {
		cancel()
		return <-ended
	}
}

// fetch reads an answer to its end.
func fetch(ctx context.Context, url, header, value string) error {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if header != "" {
		ask.Header.Set(header, value)
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", url, answer.Status)
	}
	return nil
}
