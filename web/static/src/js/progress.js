// A form whose act takes a while shows how far it is, while the browser waits
// for the answer: it asks the address on its status, until the page goes.
document.addEventListener('submit', event => {
  const status = event.target.querySelector?.('[data-progress]')
  if (!status || event.defaultPrevented) return
  const look = async () => {
    try {
      const answer = await fetch(status.dataset.progress, { headers: { 'HX-Request': 'true' } })
      if (answer.ok) status.innerHTML = await answer.text()
    } catch { /* the next look may reach the server */ }
    timer = setTimeout(look, 500)
  }
  let timer = setTimeout(look, 250)
  addEventListener('pagehide', () => clearTimeout(timer), { once: true })
})
