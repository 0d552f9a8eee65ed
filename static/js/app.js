// Wires behaviours to the elements that ask for them, now and after every htmx swap.
import * as settled from "./behaviours/settled.js"
import * as tap from "./behaviours/tap.js"
import { announce } from "./announce.js"
import { start } from "./phone/index.js"
import "./phone/question.js"

const behaviours = { settled, tap }
const later = new Set(["card", "install", "moment"]) // fetched where a page has one

function connectAll(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    if (element.dataset.connected) continue
    element.dataset.connected = "true"
    const name = element.dataset.behaviour
    behaviours[name]?.connect(element)
    if (later.has(name)) import(`./behaviours/${name}.js`).then((it) => it.connect(element))
  }
}

connectAll(document)
document.addEventListener("htmx:after:swap", () => connectAll(document))

// What is not swapped in is said: the page stays as it was.
document.addEventListener("htmx:after:request", (event) => announce(event.detail.ctx))
document.addEventListener("htmx:error", (event) => announce(event.detail.ctx))

start(connectAll)
if (document.body.dataset.shared !== undefined) import("./phone/idle.js").then(({ connect }) => connect())
