// <imi-upload> brings files straight to the store of evidence, in parts, three
// at a time. It makes more of the form inside it, which also works alone.
//
// The program signs an address for each part, bound to the part's length and
// SHA-256; the store keeps the list of what came. So an upload can be paused,
// survives a lost connection, and goes on after a reload when the same file is
// chosen again: every part that is there is compared with the file first.
import { Item, Refusal } from './upload-file.js'

class Upload extends HTMLElement {
  connectedCallback() {
    if (!crypto.subtle || this.items) return // without a safe connection the plain form is all there is
    this.items = new Set()
    this.form = this.querySelector('form')
    this.input = this.querySelector('input[type=file]')
    this.input.multiple = this.input.hasAttribute('data-several') // the plain form carries one
    this.ups = this.querySelector('[data-ups]')
    this.drop = this.querySelector('[data-drop]')
    for (const row of this.ups.children) { // what was begun before a reload
      const item = new Item(this, row)
      this.items.add(item)
      item.state = 'unfinished'
    }
    this.input.addEventListener('change', () => { this.add([...this.input.files]); this.input.value = '' })
    this.form.addEventListener('submit', e => { if (!e.submitter?.hasAttribute('formaction')) this.start(e) })
    for (const kind of ['dragenter', 'dragover']) this.drop.addEventListener(kind, e => { e.preventDefault(); this.drop.classList.add('over') })
    for (const kind of ['dragleave', 'drop']) this.drop.addEventListener(kind, e => { e.preventDefault(); this.drop.classList.remove('over') })
    this.drop.addEventListener('drop', e => this.add([...e.dataTransfer.files]))
    this.leave = e => { if (this.busy) e.preventDefault() }
    addEventListener('beforeunload', this.leave)
  }

  disconnectedCallback() {
    removeEventListener('beforeunload', this.leave)
    this.items?.forEach(item => item.stop())
  }

  get busy() { return [...this.items].some(i => i.state === 'going' || i.state === 'waiting' || i.state === 'finish') }

  // add takes chosen files: one that was begun before goes on, others wait for
  // the form.
  add(files) {
    this.fault('file', '')
    for (const file of this.input.multiple ? files : files.slice(0, 1)) {
      const begun = [...this.items].find(i => !i.file && i.id && i.name === file.name && i.size === file.size)
      if (begun) { begun.file = file; begun.resume(); continue }
      if (this.picked) { const { picked } = this; this.picked = null; picked.show('unfinished', this.t('other', {}), true); continue }
      const row = this.querySelector('template').content.firstElementChild.cloneNode(true)
      this.ups.append(row)
      const item = new Item(this, row, file)
      this.items.add(item)
      const wrong = !file.size ? 'empty' : file.size > Number(this.dataset.max) ? 'large' : ''
      item.show(wrong ? 'bad' : 'ready', this.t(wrong || 'ready', { size: file.size }), true)
    }
    this.picked = null
  }

  // pick asks for the file of an upload that was begun before.
  pick(item) { this.picked = item; this.input.click() }

  start(event) {
    event.preventDefault()
    delete this.form.dataset.sent // the form stays, and may be sent again
    this.form.removeAttribute('aria-busy')
    for (const name of ['kind', 'title', 'why', 'file']) this.fault(name, '')
    const ready = [...this.items].filter(i => i.state === 'ready')
    if (!ready.length && !this.busy) return this.fault('file', this.dataset.tChoose)
    const title = ready.length === 1 ? this.form.elements.namedItem('title')?.value : ''
    for (const item of ready) item.title = title // several are named by their files
    for (const item of ready) item.show('waiting', this.t('waiting', { size: item.size }), false)
    this.next()
  }

  // next begins the file whose turn it is: one after the other, each in parts.
  next() {
    if ([...this.items].some(i => i.state === 'going' || i.state === 'finish')) return
    const item = [...this.items].find(i => i.state === 'waiting')
    if (item) item.run()
  }

  // said is what the form says of a file.
  said({ file, title }) {
    const of = name => this.form.elements.namedItem(name)?.value ?? ''
    const said = { name: file.name, type: file.type, size: file.size }
    for (const name of ['candidate', 'program', 'cohort', 'document', 'kind', 'why']) if (of(name)) said[name] = of(name)
    if (title) said.title = title
    return said
  }

  async ask(path, said) {
    const answer = await fetch(this.dataset.uploads + path, {
      method: said ? 'POST' : 'GET', body: said && new URLSearchParams(said), redirect: 'manual',
      headers: { Accept: 'application/json', 'X-CSRF-Token': this.dataset.csrf },
    })
    const body = await answer.json()
    if (!answer.ok) throw new Refusal({ ...body, status: answer.status })
    return body
  }

  // fault says at a field what is wrong with it; "" takes it back. Whether
  // there is such a field.
  fault(name, words) {
    const input = name === 'file' ? this.input : this.form.elements.namedItem(name)
    const field = input?.closest?.('.field')
    if (!field) return false
    field.querySelector('.err')?.remove()
    field.classList.toggle('has-err', !!words)
    input.removeAttribute('aria-invalid')
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && !id.endsWith('-error'))
    if (words) {
      const err = Object.assign(document.createElement('p'), { className: 'err', id: `${input.id}-error`, textContent: words })
      field.querySelector('label, .label').after(err)
      input.setAttribute('aria-invalid', 'true')
      input.focus()
      described.push(err.id)
    }
    if (described.length) input.setAttribute('aria-describedby', described.join(' '))
    else input.removeAttribute('aria-describedby')
    return true
  }

  // tell shows all files together once there are several.
  tell() {
    const all = this.querySelector('[data-all]'), on = [...this.items].filter(i => i.file && i.state !== 'bad')
    all.hidden = on.length < 2
    if (all.hidden) return
    const size = on.reduce((n, i) => n + i.size, 0), done = on.reduce((n, i) => n + (i.state === 'there' ? i.size : i.done), 0)
    all.querySelector('progress').value = size ? Math.round(1000 * done / size) : 0
    all.querySelector('[data-all-words]').textContent = this.t('all', { count: on.length, done, size })
  }

  say(words) { this.querySelector('[data-say]').textContent = words }

  percent(share) { return new Intl.NumberFormat(this.dataset.locale, { style: 'percent' }).format(share) }

  bytes(n) {
    const units = ['B', 'kB', 'MB', 'GB']
    let u = 0
    for (; n >= 1000 && u < 3; u++) n /= 1000
    return new Intl.NumberFormat(this.dataset.locale, { maximumFractionDigits: u > 1 && n < 100 ? 1 : 0 }).format(n) + '\u00a0' + units[u]
  }

  // t says a sentence of the page with its words filled in.
  t(name, values) {
    return this.dataset['t' + name[0].toUpperCase() + name.slice(1)].replace(/\{(\w+)\}/g, (_, key) =>
      key === 'size' || key === 'done' ? this.bytes(values[key]) : values[key])
  }
}

customElements.define('imi-upload', Upload)
