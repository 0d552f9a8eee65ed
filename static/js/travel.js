// Something travels from the button to the climb: a thin path, a star at its head.
// Only decoration: it takes no taps, and where less motion is asked for it is not there.

export const FLIGHT = 620
const HOP = 320
const SVG = "http://www.w3.org/2000/svg"

export function travel(from, to) {
  if (!from || !to || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  const path = course(middle(from.getBoundingClientRect()), middle(to.getBoundingClientRect()))
  const sky = sheet(path)
  document.body.append(sky)
  draw(sky.firstChild, [{ strokeDashoffset: 1 }, { strokeDashoffset: 0, offset: 0.7 }, { strokeDashoffset: -1 }])
  const star = sky.lastChild
  star.style.offsetPath = `path("${path}")`
  const flight = draw(star, [{ offsetDistance: "0%" }, { offsetDistance: "100%" }])
  flight.onfinish = flight.oncancel = () => {
    sky.remove()
    arrive()
  }
}

// A swap may have put new elements in their place meanwhile: look the climb up again.
function arrive() {
  const climb = document.querySelector(".strip")
  climb?.animate({ translate: ["0 0", "0 -7px", "0 0"] }, { duration: HOP, easing: "ease-out" })
  performance.mark("moment:arrived")
}

// A bow that leaves upwards and comes in from below, as the rocket flies.
export function course(a, b) {
  const [x, y] = [(n) => Math.round(n * 10) / 10, (share) => a.y + (b.y - a.y) * share]
  return `M${x(a.x)},${x(a.y)}C${x(a.x)},${x(y(0.55))} ${x(b.x)},${x(y(0.45))} ${x(b.x)},${x(b.y)}`
}

function middle(box) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

function draw(element, frames) {
  return element.animate(frames, { duration: FLIGHT, easing: "cubic-bezier(.45,.05,.3,1)", fill: "both" })
}

function sheet(path) {
  const sky = piece("svg", { class: "travel", "aria-hidden": "true" })
  sky.append(
    piece("path", { d: path, pathLength: 1 }),
    piece("path", { d: "M0,-13L3,-3L13,0L3,3L0,13L-3,3L-13,0L-3,-3Z" }),
  )
  return sky
}

function piece(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
