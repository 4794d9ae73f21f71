// Package progress shows how an organisation's trainings go over all of its
// cohorts: who stands where, which sheets wait, and the figures of both. It
// writes nothing; it reads what package trainings keeps of every standing and
// session (EnrolmentStanding, SessionTally), so that a list costs what its rows
// cost, whatever the number of marks behind them.
//
// Every figure has a list behind it that holds just what was counted.
package progress
