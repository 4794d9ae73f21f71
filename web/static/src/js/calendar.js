// In the month's grid arrow keys move by day and week, Home and End within the
// week, Page Up and Page Down by month. One day is a stop for Tab. Without
// scripts the links to the months do, and every session is a link.
const grid = document.querySelector('.month .days')
if (grid) {
  const days = [...grid.querySelectorAll('.day')]
  const of = day => day.querySelector('time').getAttribute('datetime')
  const shown = day => day.offsetParent !== null // on a phone, those with sessions
  const find = date => days.find(day => of(day) === date)
  const after = (date, n) => { const d = new Date(date + 'T00:00Z'); d.setUTCDate(d.getUTCDate() + n); return d.toISOString().slice(0, 10) }
  // The same day of another month; its last where it has fewer.
  const month = (date, n) => {
    const [y, m, d] = date.split('-').map(Number)
    const last = new Date(Date.UTC(y, m + n, 0)).getUTCDate()
    return new Date(Date.UTC(y, m - 1 + n, Math.min(d, last))).toISOString().slice(0, 10)
  }
  const stop = day => { for (const other of days) other.tabIndex = other === day ? 0 : -1 }
  const go = day => { stop(day); day.focus() }
  const turn = (rel, date) => {
    sessionStorage.setItem('calendar-day', date)
    document.querySelector(`[data-months] a[rel=${rel}]`).click()
  }
  for (const day of days) day.setAttribute('aria-label', day.querySelector('.full').textContent)
  stop(days.find(day => day.classList.contains('today') && shown(day)) || days.find(day => !day.classList.contains('outside') && shown(day)) || days[0])
  const left = sessionStorage.getItem('calendar-day')
  sessionStorage.removeItem('calendar-day')
  if (left) {
    const from = find(left)
    const near = from && (shown(from) ? from : days.slice(days.indexOf(from)).find(shown) || days.findLast(shown))
    if (near) go(near)
  }
  grid.addEventListener('focusin', event => { const day = event.target.closest('.day'); if (day) stop(day) })
  grid.addEventListener('keydown', event => {
    const day = event.target.closest('.day')
    if (!day || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const date = of(day)
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault()
      const next = event.key === 'PageDown'
      return turn(next ? 'next' : 'prev', month(date, next ? 1 : -1))
    }
    const along = getComputedStyle(grid).direction === 'rtl' ? -1 : 1
    const weekday = (new Date(date + 'T00:00Z').getUTCDay() + 6) % 7
    const by = { ArrowLeft: -along, ArrowRight: along, ArrowUp: -7, ArrowDown: 7, Home: -weekday, End: 6 - weekday }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const to = after(date, by)
    let target = find(to)
    if (target && !shown(target)) { // the next that is shown, that way
      const from = days.indexOf(day)
      target = by < 0 ? days.slice(0, from).findLast(shown) : days.slice(from + 1).find(shown)
      if (!target) return
    }
    if (target) go(target)
    else turn(by < 0 ? 'prev' : 'next', to)
  })
}
