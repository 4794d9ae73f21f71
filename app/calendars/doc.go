// Package calendars shows sessions by the day, and gives each person a private
// address at which their own calendar follows them (iCalendar, RFC 5545).
//
//	feed   none ── Make ──▶ works ── Make, End ──▶ ended
//	                           └── its holder leaves, or their personal link ends
//
// A member's feed has what they may see when it is read: who has left the
// organisation, or trains a cohort no more, gets nothing of it. A trainee's has
// the sessions of their cohort, for as long as their personal link works.
//
// In a window of time, two sessions clash that share a trainer, or a room, at
// the same hour. A room is what a session says itself: that two cohorts are in
// the same town is no clash.
package calendars
