package candidates

import "context"

type tellKey struct{}

// Telling has the commit of an import say how many of its rows are written, as
// it goes: tell is called within the transaction, and must not take long.
func Telling(ctx context.Context, tell func(rows int)) context.Context {
	return context.WithValue(ctx, tellKey{}, tell)
}

// told is whom the commit tells; nobody where nobody asked.
func told(ctx context.Context) func(int) {
	if tell, is := ctx.Value(tellKey{}).(func(int)); is {
		return tell
	}
	return func(int) {}
}
