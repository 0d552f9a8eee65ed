// data-behaviour="back" data-after="45" data-to="/station": what nobody touches for so many seconds
// goes back to the names, as they are by then.

export function connect({ dataset: { after, to } }) {
  let timer
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => (navigator.onLine === false ? wait() : location.replace(to)), after * 1000)
  }
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, wait, { passive: true, capture: true })
  wait()
}
