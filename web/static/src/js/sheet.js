// A score sheet saves itself as one types. Each saving says from which revision
// it starts, so that a second window overwrites nothing (what both hold is joined: see meet.js), and which savings were sent
// since without an answer: after a cut, the last of them may have arrived. While
// the line is cut or the sign-in has ended it tries again until it is kept.
// Without scripts the button does the same.
import { lines, meet, open } from './meet.js'
import { PATIENCE, key, renew } from './renew.js'

const AGAIN = 5000, MOST = 60 // savings that are named as tried

const attach = form => {
  const status = form.querySelector('[data-status]')
  const progress = form.querySelector('[data-marked]')
  const meter = form.querySelector('progress')
  const why = document.getElementById('kept')?.dataset ?? {}
  let timer, saving, under = 0, dirty = false, stopped = false, tried = []
  let base = form.querySelector('.errsum') ? new Map() : lines(form) // what a refused form holds is saved nowhere
  const mark = is => { dirty = is; form.toggleAttribute('data-dirty', is) } // for whoever leaves the page: see keep.js

  const say = (text, bad) => { status.textContent = text; status.classList.toggle('bad', Boolean(bad)) }
  const later = text => { mark(true); say(text, true); clearTimeout(timer); timer = setTimeout(start, AGAIN) }

  // Each saving is an act of its own, with a key of its own.
  const name = () => {
    const mine = key()
    form.elements.key.value = mine
    form.elements.tried.value = tried.join(' ')
    tried = [...tried, mine].slice(-MOST)
  }

  const post = sent => fetch(form.action, { method: 'POST', body: sent, keepalive: true, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE),
    headers: { Accept: 'application/json', 'Accord-Keep': 'true' } })

  const save = async () => {
    clearTimeout(timer)
    if (!dirty || stopped || !form.isConnected) return
    if (open(form)) return say(form.dataset.choose, true)
    mark(false)
    say(form.dataset.saving)
    name()
    const sent = new URLSearchParams(new FormData(form)), said = lines(form)
    sent.delete('_once')
    try {
      let answer = await post(sent)
      if (answer.headers.get('Accord-Keep') === 'stale') { // signed in anew since, perhaps
        const not = await renew()
        if (not) return later(why[not])
        sent.set('_csrf', form.elements._csrf.value)
        answer = await post(sent)
      }
      if (answer.status === 401 || answer.type === 'opaqueredirect') return later(why.out)
      if (answer.status === 429 || answer.status >= 500 || !answer.headers.has('X-Request-Id')) return later(form.dataset.failed)
      const told = await answer.json()
      if (answer.status === 409) {
        mark(true)
        const saved = await meet(form, base, start)
        if (saved) {
          base = saved
          tried = []
          return open(form) ? say(form.dataset.choose, true) : save()
        }
      }
      if (!answer.ok) {
        mark(true)
        stopped = answer.status === 409 || answer.status === 403 || answer.status === 404
        return say(told.detail || form.dataset.failed, true)
      }
      tried = []
      base = said
      form.elements.revision.value = told.revision
      progress.textContent = told.progress
      meter.value = told.marked
      if (!dirty) say(told.said)
      form.querySelector('[data-kept]')?.remove() // what a press could not save is saved now
    } catch {
      later(form.dataset.failed)
    }
  }
  const start = () => { under++; saving = (saving || Promise.resolve()).then(save).finally(() => under--) }

  form.addEventListener('input', () => { mark(true); clearTimeout(timer); timer = setTimeout(start, 1200) })
  document.addEventListener('visibilitychange', () => { if (document.hidden) start() })
  addEventListener('online', start)
  for (const link of document.querySelectorAll('.desk-file a, .desk-beside a')) {
    link.addEventListener('click', async event => {
      if (!dirty && !under) return
      event.preventDefault()
      start()
      await saving
      location.assign(link.href)
    })
  }
  // What is typed is saved before a press goes on, and a press while a saving is under way waits for it, or it
  // would start from an older revision.
  // One that is over must not be waited for: a form cannot be submitted from within its own submission.
  let through = false
  form.addEventListener('submit', async event => {
    if (through || !under && !dirty && !open(form)) { clearTimeout(timer); mark(false); name(); return } // what was typed goes with the form, not beside it
    event.preventDefault()
    event.stopImmediatePropagation()
    clearTimeout(timer)
    if (dirty) start()
    await saving
    delete form.dataset.sent
    if (open(form)) { say(form.dataset.choose, true); open(form).scrollIntoView({ block: 'center' }); open(form).querySelector('button').focus(); return }
    mark(false)
    through = true
    form.requestSubmit(event.submitter)
    through = false
  }, true)

  // A press that saved nothing (keep.js) leaves it to the sheet to try again.
  form.addEventListener('unsent', () => later(form.dataset.failed))
  if (form.querySelector('.errsum')) mark(true) // refused: what it holds is saved nowhere
}

const look = () => document.querySelectorAll('form[data-autosave]').forEach(attach)
look()
document.addEventListener('shown', look)
