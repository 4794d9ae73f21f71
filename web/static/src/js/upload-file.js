// One file of an <imi-upload> on its way to the store, and the row that shows it.
const AT_ONCE = 3, TRIES = 6
const pause = ms => new Promise(done => setTimeout(done, ms))
const base64 = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
const STOP = {} // thrown by what was paused or removed

// What the program said no to: a problem of RFC 9457.
export class Refusal extends Error {
  constructor(problem) { super(problem.detail || problem.title); this.problem = problem }
}

// The box is the element; the row may have been there before the file was.
export class Item {
  constructor(box, row, file) {
    Object.assign(this, { box, row, file, state: 'ready', sent: new Map(), moving: new Map(), size: file ? file.size : Number(row.dataset.size) })
    row.querySelectorAll('[data-act]').forEach(b => b.addEventListener('click', () => this[b.dataset.act]()))
    this.label(file ? file.name : row.dataset.file)
  }

  get id() { return this.row.dataset.id }
  set id(id) { this.row.dataset.id = id }
  // sent are the parts that have come, moving those on their way: bytes by number.
  get done() { let n = 0; for (const parts of [this.sent, this.moving]) for (const bytes of parts.values()) n += bytes; return n }

  label(name) {
    this.name = name
    this.row.setAttribute('aria-label', name)
    this.row.querySelector('[data-name] bdi').textContent = name
    this.row.querySelector('progress').setAttribute('aria-label', `${this.row.querySelector('progress').getAttribute('aria-label')}: ${name}`)
  }

  // show says the state in the row; aloud, for those who listen, where it matters.
  show(state, words, aloud) {
    this.state = state
    this.row.dataset.is = state
    const part = f => this.row.querySelector(f), going = state === 'going'
    part('[data-state]').textContent = words
    part('[data-state]').classList.toggle('bad', state === 'bad')
    part('progress').hidden = ['ready', 'bad', 'there'].includes(state) && !this.done
    part('[data-act=pause]').hidden = !going
    part('[data-act=resume]').hidden = !['paused', 'lost', 'unfinished'].includes(state)
    part('[data-act=drop]').hidden = state === 'there' || state === 'finish'
    this.tell()
    if (aloud) this.box.say(`${this.name}: ${words}`)
  }

  tell() {
    const { done, size } = this
    this.row.querySelector('progress').value = size ? Math.round(1000 * done / size) : 0
    if (this.state === 'going') {
      this.row.querySelector('[data-state]').textContent = this.box.t(this.checking ? 'checking' : 'going', { done, size }) + this.left()
      const quarter = Math.floor(4 * done / size)
      if (quarter > (this.told ?? 0) && quarter < 4) this.box.say(`${this.name}: ${this.box.percent(done / size)}`)
      this.told = quarter
    }
    this.box.tell()
  }

  left() {
    const seconds = (performance.now() - this.since) / 1000, moved = this.done - this.at
    if (this.checking || seconds < 2 || moved <= 0) return ''
    const left = seconds * (this.size - this.done) / moved
    return ', ' + (left < 90 ? this.box.t('second', { time: Math.max(1, Math.round(left)) }) : this.box.t('left', { time: Math.round(left / 60) }))
  }

  pause() {
    this.stop()
    const { done, size } = this
    this.show('paused', this.box.t('paused', { done, size, percent: this.box.percent(done / size) }), true)
    this.row.querySelector('[data-act=resume]').focus()
    this.box.next()
  }

  resume() {
    if (!this.file) return this.box.pick(this)
    this.show('waiting', this.box.t('waiting', { size: this.size }), false)
    this.box.next()
    this.row.querySelector('[data-act=pause]:not([hidden])')?.focus()
  }

  async drop() {
    this.stop()
    const next = this.row.nextElementSibling?.querySelector('button:not([hidden])') ?? this.box.input
    this.row.remove()
    this.box.items.delete(this)
    next.focus()
    this.box.tell()
    this.box.next()
    if (this.id) await this.box.ask(`/${this.id}/abandonment`, {}).catch(() => {}) // a week later it is given up anyway
  }

  stop() { this.halt?.abort(STOP); this.halt = null }

  async run() {
    this.halt = new AbortController()
    const halted = this.halt.signal
    this.since = performance.now()
    this.show('going', '', false)
    try {
      if (!this.id) this.take(await this.box.ask('', this.box.said(this)))
      else this.take(await this.box.ask(`/${this.id}`))
      if (this.there.state === 'uploading') {
        await this.compare(halted)
        await this.send(halted)
        halted.throwIfAborted()
        this.show('finish', this.box.t('finish', {}), false)
        this.take(await this.again(halted, () => this.box.ask(`/${this.id}/completion`, {})))
      }
      this.arrived()
    } catch (err) {
      if (err === STOP || halted.aborted) return
      this.stop()
      if (err instanceof Refusal) this.refused(err)
      else this.show('lost', this.box.t('lost', {}), true)
    } finally {
      this.box.next()
    }
  }

  take(there) {
    this.there = there
    this.id = there.id
    this.partSize = there.part_size
  }

  // compare goes over what the store has: it must be this file's.
  async compare(halted) {
    this.checking = this.there.parts.length > 0
    this.sent.clear()
    for (const part of this.there.parts) {
      if (await this.hash(part.number) !== part.sha256) throw new Refusal({ title: this.box.t('other', {}), other: true })
      halted.throwIfAborted()
      this.sent.set(part.number, part.size)
      this.tell()
    }
    this.checking = false
    this.since = performance.now()
    this.at = this.done
  }

  piece(number) { return this.file.slice((number - 1) * this.partSize, number * this.partSize) }

  async hash(number) { return base64(await crypto.subtle.digest('SHA-256', await this.piece(number).arrayBuffer())) }

  async send(halted) {
    const wanted = []
    for (let n = 1; n <= Math.ceil(this.size / this.partSize); n++) if (!this.sent.has(n)) wanted.push(n)
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let n; (n = wanted.shift()) !== undefined;) await this.again(halted, () => this.part(n, halted))
    })).catch(err => { this.halt?.abort(err); throw err })
  }

  // again tries what may fail for a moment, six times, waiting longer each time
  // and never all at once.
  async again(halted, act) {
    for (let n = 1; ; n++) {
      halted.throwIfAborted()
      try { return await act() } catch (err) {
        if (halted.aborted || (err instanceof Refusal && err.problem.status < 500) || n === TRIES) throw err
        this.row.querySelector('[data-state]').textContent = this.box.t('retry', { try: n + 1 })
        await pause(Math.random() * Math.min(30000, 1000 * 2 ** (n - 1)))
      }
    }
  }

  async part(n, halted) {
    const piece = this.piece(n)
    const signed = await this.box.ask(`/${this.id}/parts`, { number: n, size: piece.size, sha256: await this.hash(n) })
    halted.throwIfAborted()
    await new Promise((done, fail) => {
      const put = new XMLHttpRequest() // fetch does not tell how far it is
      const stop = () => put.abort()
      halted.addEventListener('abort', stop)
      put.open('PUT', signed.url)
      for (const [name, value] of Object.entries(signed.headers)) put.setRequestHeader(name, value)
      put.upload.onprogress = e => { this.moving.set(n, e.loaded); this.tell() }
      put.onloadend = () => {
        halted.removeEventListener('abort', stop)
        this.moving.delete(n)
        if (put.status === 200) { this.sent.set(n, piece.size); this.tell(); return done() }
        fail(new Error(`part ${n}: ${put.status}`))
      }
      put.send(piece)
    })
  }

  arrived() {
    const bad = this.there.state === 'refused' || this.there.state === 'abandoned'
    this.show(bad ? 'bad' : 'there', this.there.say, true)
    const open = this.row.querySelector('[data-open]')
    open.href = this.there.page
    open.hidden = false
    this.row.querySelector('progress').hidden = bad
    if (this.there.state === 'received') this.watch()
  }

  // watch asks for a minute what the file turned out to be.
  async watch() {
    for (let n = 0; n < 30 && this.row.isConnected; n++) {
      await pause(2000)
      const there = await this.box.ask(`/${this.id}`).catch(() => this.there)
      if (there.state !== this.there.state) { this.take(there); return this.arrived() }
    }
  }

  refused(err) {
    const { problem } = err // what is wrong with the file is told in its row, the rest at its field
    const of = problem.errors?.filter(e => e.field === 'file' || !this.box.fault(e.field, e.detail)) ?? []
    const words = problem.errors?.length ? (of.length ? of : problem.errors).map(e => e.detail).join('. ') : err.message
    if (problem.other) { this.file = null; this.sent.clear(); return this.show('unfinished', words, true) }
    this.show(problem.errors?.length && !of.length ? 'ready' : 'bad', words, true)
  }
}
