package templates

import "context"

// onceKey is a fresh key for one form, so that the same form sent twice is
// known as the same.
func onceKey(ctx context.Context) string {
	if v := From(ctx); v.Once != nil {
		return v.Once()
	}
	return ""
}
