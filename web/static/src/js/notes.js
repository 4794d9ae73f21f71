// Notes at a place of a document. Each is kept in the browser's own store until
// the server has it, so that neither a cut, nor a closed window, nor the end of
// the sign-in loses one. A saving says from which revision it starts and which
// were sent since without an answer; where another window was first, both stand
// side by side, and nothing is overwritten unseen. Without scripts each note has
// a page of its own.
import { go, now } from './keys.js'
import { PATIENCE, key, renew } from './renew.js'

const AGAIN = 5000, MOST = 60, PAUSE = 1000
const tab = key() // whose entries are this page's

// An outbox sends what is not saved yet, one after the other.
const outbox = (of, action, token, changed) => {
  const prefix = `accord:note:${of}:`
  const entries = []
  let timer, sending
  const slot = e => `${prefix}${e.mark}:${e.tab}`
  const put = e => {
    try {
      localStorage.setItem(slot(e), JSON.stringify({ ...e, state: undefined, theirs: undefined }))
    } catch { // full, or switched off: then the page itself is all there is
    }
  }
  const forget = (e, sent = e.key) => { // unless another window has written on since
    const kept = localStorage.getItem(slot(e))
    if (kept && JSON.parse(kept).key === sent) localStorage.removeItem(slot(e))
  }
  const done = (e, sent) => {
    forget(e, sent)
    entries.splice(entries.indexOf(e), 1)
  }
  const post = body => fetch(action, { method: 'POST', body, keepalive: true, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE),
    headers: { Accept: 'application/json', 'Accord-Keep': 'true' } })
  const wait = e => { e.state = 'waiting'; changed(e); clearTimeout(timer); timer = setTimeout(start, AGAIN) }

  const send = async e => {
    const sent = e.key
    const body = new URLSearchParams({ _csrf: token(), version: e.version, mark: e.mark, place: e.said, criterion: e.criterion, words: e.words,
      revision: e.revision, key: sent, tried: e.tried.join(' ') })
    e.tried = [...e.tried.filter(k => k !== sent), sent].slice(-MOST)
    e.state = 'saving'
    put(e)
    changed(e)
    try {
      let answer = await post(body)
      if (answer.headers.get('Accord-Keep') === 'stale') { // signed in anew since, perhaps
        if (await renew()) return wait(e), false
        body.set('_csrf', token())
        answer = await post(body)
      }
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500 || answer.type === 'opaqueredirect' || !answer.headers.has('X-Request-Id')) return wait(e), false
      const told = await answer.json()
      if (answer.ok) {
        Object.assign(e, { id: told.id, revision: told.revision, tried: [] })
        if (e.key === sent) { e.state = 'saved'; Object.assign(e, { place: told.place }); done(e, sent) } else { e.state = 'waiting'; put(e) }
      } else if (answer.status === 409 && 'words' in told) {
        Object.assign(e, { state: 'clash', theirs: told })
      } else {
        Object.assign(e, { state: 'refused', why: told.errors?.[0]?.detail || told.detail })
      }
      changed(e)
      return true
    } catch {
      wait(e)
      return false
    }
  }
  const run = async () => {
    clearTimeout(timer)
    for (let e; (e = entries.find(e => e.state === 'waiting'));) if (!await send(e)) return
  }
  const start = () => { sending = (sending || Promise.resolve()).then(run) }
  const add = e => {
    if (!entries.includes(e)) entries.push(e)
    e.state = e.state === 'saving' ? e.state : 'waiting'
    put(e)
    changed(e)
    clearTimeout(timer)
    start()
  }
  // What an earlier page did not get to send.
  const adopt = () => {
    for (const name of Object.keys(localStorage).filter(k => k.startsWith(prefix)).sort()) {
      const e = JSON.parse(localStorage.getItem(name))
      entries.push(e)
      e.state = 'waiting'
      changed(e)
    }
    start()
  }
  const drop = e => { localStorage.removeItem(slot(e)); const at = entries.indexOf(e); if (at >= 0) entries.splice(at, 1) }
  addEventListener('online', start)
  return { add, adopt, drop, forget, entries, of: mark => entries.findLast(e => e.mark === mark) }
}

const spell = (place, timed) => {
  if (!timed) return String(place)
  const two = n => String(n).padStart(2, '0')
  return place < 3600 ? `${Math.floor(place / 60)}:${two(place % 60)}` : `${Math.floor(place / 3600)}:${two(Math.floor(place / 60) % 60)}:${two(place % 60)}`
}
const read = (text, timed) => {
  const parts = text.trim().split(':')
  if (parts.length > (timed ? 3 : 1) || parts.some((p, i) => !/^\d+$/.test(p) || i > 0 && (p.length !== 2 || p > 59))) return undefined
  return parts.reduce((all, p) => all * 60 + Number(p), 0)
}

const attach = part => {
  const { notes: of, version, timed } = part.dataset
  const say = name => part.getAttribute(`data-say-${name}`)
  const form = part.querySelector('[data-new]'), list = part.querySelector('.note-list'), wrong = part.querySelector('[data-wrong]')
  const status = part.querySelector('[data-said]')
  const place = read => timed ? spell(read, true) : say('page_n').replace('{n}', read)
  const noteOf = li => ({ mark: li.dataset.mark, id: li.dataset.id, revision: Number(li.dataset.revision), place: Number(li.dataset.place), criterion: li.dataset.criterion,
    words: li.querySelector('[data-words]').textContent, said: spell(Number(li.dataset.place), timed), version, tried: [], tab })
  const find = mark => [...list.children].find(li => li.dataset.mark === mark)

  const tell = () => {
    const states = new Set(box.entries.map(e => e.state))
    status.classList.toggle('bad', states.has('clash') || states.has('refused') || states.has('waiting'))
    status.textContent = states.has('clash') ? say('elsewhere') : states.has('refused') ? say('refused') : states.has('waiting') ? say('waiting')
      : states.has('saving') ? say('saving') : say('saved')
  }
  const sort = li => {
    const after = [...list.children].find(other => other !== li && Number(other.dataset.place) > Number(li.dataset.place))
    if (li.nextElementSibling !== (after ?? null)) list.insertBefore(li, after ?? null)
  }
  const count = () => {
    part.querySelector('[data-count]').textContent = list.children.length
    part.querySelector('[data-none]').hidden = list.children.length > 0
  }
  // The note stands beside the criterion that it is about, too.
  const beside = e => {
    for (const old of document.querySelectorAll(`[data-of-mark="${e.mark}"]`)) old.remove()
    const there = e.gone ? null : [...document.querySelectorAll('[data-notes-of]')].find(ul => ul.dataset.notesOf === e.criterion)
    if (there) {
      const li = document.createElement('li')
      li.dataset.ofMark = e.mark
      const link = document.createElement('a')
      link.className = 'noted-at'
      link.href = `?document=${version}&at=${e.place}`
      Object.assign(link.dataset, { at: e.place, in: version })
      link.textContent = place(e.place)
      const words = document.createElement('bdi')
      words.textContent = e.words
      li.append(link, ' ', words)
      there.append(li)
    }
    for (const ul of document.querySelectorAll('[data-notes-of]')) ul.hidden = ul.children.length === 0
  }

  const show = e => {
    if (e.version !== version) return tell()
    let li = find(e.mark)
    if (!li) {
      li = part.querySelector('template[data-line]').content.firstElementChild.cloneNode(true)
      list.append(li)
    }
    Object.assign(li.dataset, { mark: e.mark, revision: e.revision, place: e.place, criterion: e.criterion, id: e.id ?? '' })
    const at = li.querySelector('[data-jump]')
    at.textContent = place(e.place)
    at.href = `?document=${version}&at=${e.place}`
    li.querySelector('[data-words] bdi').textContent = e.words
    const opens = li.querySelector('[data-edit]')
    opens.setAttribute('aria-label', `${opens.dataset.edit}: ${place(e.place)}`)
    li.querySelector('[data-about]').textContent = e.criterion ? [...form.elements.criterion.options].find(o => o.value === e.criterion)?.textContent ?? '' : ''
    const state = li.querySelector('[data-state]')
    state.textContent = e.state === 'waiting' ? say('late') : e.state === 'refused' ? e.why : ''
    li.classList.toggle('unsaved', e.state !== 'saved')
    li.querySelector('.clash')?.remove()
    if (e.state === 'clash') choose(li, e)
    sort(li)
    count()
    beside(e)
    tell()
  }

  // Another window was first: what it made of the note stands beside what is here.
  const choose = (li, e) => {
    const clash = part.querySelector('template[data-clash]').content.firstElementChild.cloneNode(true)
    const { theirs } = e
    clash.querySelector('[data-detail]').textContent = theirs.detail
    clash.querySelector('[data-theirs]').textContent = theirs.removed ? say('removed_there') : `${place(theirs.place)}  ${theirs.words}`
    clash.querySelector('[data-ours]').textContent = `${place(e.place)}  ${e.words}`
    clash.querySelector('[data-take]').addEventListener('click', () => {
      box.drop(e)
      if (theirs.removed) return gone(e)
      show(Object.assign(e, { id: theirs.id, revision: theirs.revision, place: theirs.place, said: spell(theirs.place, timed), criterion: theirs.criterion, words: theirs.words, state: 'saved', tried: [] }))
      li.querySelector('[data-edit]').focus()
    })
    clash.querySelector('[data-keep]').addEventListener('click', () => {
      if (theirs.removed) {
        box.drop(e)
        gone(e)
        return write({ ...e, mark: key(), id: '', revision: 0 })
      }
      e.revision = theirs.revision
      write(e)
      li.querySelector('[data-edit]').focus()
    })
    li.append(clash)
  }

  const gone = e => { find(e.mark)?.remove(); beside({ ...e, gone: true }); count(); tell() }

  // write sends a note as it is now; one that is under way is sent again after.
  const write = e => {
    const under = box.of(e.mark)
    const one = under && under !== e ? Object.assign(under, { place: e.place, said: e.said, criterion: e.criterion, words: e.words }) : e
    if (one.tab !== tab) box.forget(one)
    Object.assign(one, { key: key(), tried: one.tried ?? [], tab, theirs: undefined })
    if (one.state === 'clash' || one.state === 'refused') one.state = 'waiting'
    box.add(one)
  }

  const box = outbox(of, form.action, () => form.elements._csrf.value, show)

  // valid reads a form's fields, or says what is wrong.
  const valid = (fields, at) => {
    const read1 = read(fields.place.value, timed), words = fields.words.value.trim()
    at.hidden = Boolean(words) && read1 !== undefined
    at.textContent = !words ? say('words_required') : say(timed ? 'time_bad' : 'page_bad')
    return at.hidden ? { place: read1, said: spell(read1, timed), words, criterion: fields.criterion.value } : undefined
  }

  // These forms are sent by the outbox: each press is an act of its own.
  const take = event => {
    event.preventDefault()
    event.stopImmediatePropagation()
    delete event.target.dataset.sent
    event.target.removeAttribute('aria-busy')
  }
  form.addEventListener('submit', event => {
    take(event)
    const fields = valid(form.elements, wrong)
    if (!fields) return form.elements.words.focus()
    write({ ...fields, mark: key(), id: '', version, revision: 0, tab })
    form.elements.words.value = ''
    form.elements.criterion.value = ''
    back?.focus({ preventScroll: true })
  }, true)

  // The place is the one at which the note was begun.
  let back
  form.elements.words.addEventListener('focus', event => {
    back = event.relatedTarget?.closest('.criterion') ? event.relatedTarget : part
    if (!form.elements.words.value && now() !== undefined) form.elements.place.value = spell(now(), true)
  })
  form.elements.words.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })

  // A note is changed where it stands, and saves itself as one types.
  const edit = li => {
    part.querySelector('[data-editor-of]')?.close?.()
    const editor = part.querySelector('template[data-editor]').content.firstElementChild.cloneNode(true)
    const before = box.of(li.dataset.mark) ?? noteOf(li)
    const { elements } = editor
    elements.place.value = before.said
    elements.words.value = before.words
    elements.criterion.value = before.criterion
    let timer, last = JSON.stringify([before.said, before.words, before.criterion])
    const keep = () => {
      clearTimeout(timer)
      const fields = valid(elements, editor.querySelector('[data-wrong]'))
      if (!fields) return false
      const is = JSON.stringify([fields.said, fields.words, fields.criterion])
      if (is !== last) { last = is; write(Object.assign(box.of(li.dataset.mark) ?? noteOf(li), fields)) }
      return true
    }
    const close = () => { clearTimeout(timer); editor.remove(); li.classList.remove('editing'); li.querySelector('[data-edit]')?.focus() }
    editor.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE) })
    editor.addEventListener('submit', event => { take(event); if (keep()) close() }, true)
    editor.addEventListener('keydown', event => { if (event.key === 'Escape') { event.stopPropagation(); if (keep()) close() } })
    const ask = editor.querySelector('[data-remove]'), sure = editor.querySelector('[data-sure]')
    ask.addEventListener('click', () => { sure.hidden = false; sure.querySelector('button').focus() })
    sure.querySelector('[data-no]').addEventListener('click', () => { sure.hidden = true; ask.focus() })
    sure.querySelector('[data-yes]').addEventListener('click', async () => { clearTimeout(timer); if (await remove(li, editor.querySelector('[data-wrong]'))) form.elements.words.focus() })
    li.classList.add('editing')
    li.append(editor)
    elements.words.focus()
  }

  const remove = async (li, at) => {
    const e = box.of(li.dataset.mark) ?? noteOf(li)
    if (!e.id && !e.tried.length) { box.drop(e); gone(e); return true } // it never left
    const failed = text => { at.hidden = false; at.textContent = text; return false }
    try {
      const body = new URLSearchParams({ _csrf: form.elements._csrf.value, revision: e.revision })
      const answer = await fetch(`${form.action}/${e.id}/removal`, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE), headers: { Accept: 'application/json', 'Accord-Keep': 'true' } })
      if (!answer.ok) return failed((await answer.json().catch(() => ({}))).detail || say('not_removed'))
      box.drop(e)
      gone(e)
      return true
    } catch {
      return failed(say('not_removed'))
    }
  }

  list.addEventListener('click', event => {
    const opens = event.target.closest('[data-edit]')
    if (opens) {
      event.preventDefault()
      event.stopImmediatePropagation()
      const li = opens.closest('li')
      if (!li.classList.contains('editing')) edit(li)
    }
  })
  box.adopt()
  if (!box.entries.length) status.textContent = say('yours')
}

// A place leads there in the document that lies open.
document.addEventListener('click', event => {
  const link = event.target.closest('.note-line [data-jump], a[data-in]')
  const part = document.querySelector('[data-notes]')
  if (!link || !part || event.ctrlKey || event.metaKey) return
  if (link.dataset.in && link.dataset.in !== part.dataset.version) return
  event.preventDefault()
  go(Number(link.dataset.at ?? link.closest('li').dataset.place))
})

// Before a sheet goes in, what was noted goes first.
const pending = notice => {
  const box = outbox(notice.dataset.pending, notice.dataset.action, () => document.querySelector('input[name=_csrf]').value, () => { notice.hidden = !box.entries.length })
  box.adopt()
  notice.hidden = !box.entries.length
}

const look = () => {
  document.querySelectorAll('[data-notes]').forEach(attach)
  document.querySelectorAll('[data-pending]').forEach(pending)
}
look()
document.addEventListener('shown', look)
