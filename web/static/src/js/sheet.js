// A score sheet saves itself as one types. Each saving says from which revision
// it starts, so that a second window loses nothing; without scripts the button
// does the same.
const form = document.querySelector('form[data-autosave]')
if (form) {
  const status = form.querySelector('[data-status]')
  const progress = form.querySelector('[data-marked]')
  const meter = form.querySelector('progress')
  let timer, saving, under = 0, dirty = false, stopped = false
  const mark = is => { dirty = is; form.toggleAttribute('data-dirty', is) } // for whoever leaves the page: see keep.js

  const say = (text, bad) => { status.textContent = text; status.classList.toggle('bad', Boolean(bad)) }

  const save = async () => {
    clearTimeout(timer)
    if (!dirty || stopped) return
    mark(false)
    say(form.dataset.saving)
    const sent = new URLSearchParams(new FormData(form))
    sent.delete('_once') // each saving is an act of its own
    try {
      const answer = await fetch(form.action, { method: 'POST', body: sent, headers: { Accept: 'application/json' }, keepalive: true })
      const told = await answer.json()
      if (!answer.ok) {
        mark(true)
        stopped = answer.status === 409 || answer.status === 403 || answer.status === 404
        return say(told.detail || form.dataset.failed, true)
      }
      form.elements.revision.value = told.revision
      progress.textContent = told.progress
      meter.value = told.marked
      if (!dirty) say(told.said)
      form.querySelector('[data-kept]')?.remove() // what a press could not save is saved now
    } catch {
      mark(true)
      say(form.dataset.failed, true)
      timer = setTimeout(start, 5000)
    }
  }
  const start = () => { under++; saving = (saving || Promise.resolve()).then(save).finally(() => under--) }

  form.addEventListener('input', () => { mark(true); clearTimeout(timer); timer = setTimeout(start, 1200) })
  document.addEventListener('visibilitychange', () => { if (document.hidden) start() })
  for (const link of document.querySelectorAll('.desk-file a, .desk-beside a')) {
    link.addEventListener('click', async event => {
      if (!dirty && !saving) return
      event.preventDefault()
      start()
      await saving
      location.assign(link.href)
    })
  }
  // A press while a saving is under way waits for it, or it would start from an older revision.
  // One that is over must not be waited for: a form cannot be submitted from within its own submission.
  let through = false
  form.addEventListener('submit', async event => {
    if (through || !under) { clearTimeout(timer); mark(false); return } // what was typed goes with the form, not beside it
    event.preventDefault()
    event.stopImmediatePropagation()
    clearTimeout(timer)
    await saving
    mark(false)
    through = true
    delete form.dataset.sent
    form.requestSubmit(event.submitter)
    through = false
  }, true)

  // A press that saved nothing (keep.js) leaves it to the sheet to try again.
  form.addEventListener('unsent', () => { mark(true); say(form.dataset.failed, true); timer = setTimeout(start, 5000) })

  // The time in the recording goes into the note where the cursor is.
  const video = document.querySelector('.desk-beside video')
  for (const button of form.querySelectorAll('[data-stamp]')) {
    if (!video) break
    button.hidden = false
    button.addEventListener('click', () => {
      const note = document.getElementById(button.dataset.stamp)
      const at = Math.floor(video.currentTime)
      const stamp = `[${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}] `
      note.setRangeText(stamp, note.selectionStart, note.selectionEnd, 'end')
      note.focus()
      note.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}
