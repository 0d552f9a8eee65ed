// Wires behaviours to the elements that ask for them, now and after every htmx swap.
import * as card from "./behaviours/card.js"
import * as moment from "./behaviours/moment.js"
import * as settled from "./behaviours/settled.js"
import * as tap from "./behaviours/tap.js"
import { announce } from "./announce.js"
import { start } from "./phone/index.js"
import "./phone/question.js"

const behaviours = { card, moment, settled, tap }
const later = { install: () => import("./behaviours/install.js") } // not for a first look

function connectAll(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    if (element.dataset.connected) continue
    element.dataset.connected = "true"
    const name = element.dataset.behaviour
    behaviours[name]?.connect(element)
    later[name]?.().then((behaviour) => behaviour.connect(element))
  }
}

connectAll(document)
document.addEventListener("htmx:after:swap", () => connectAll(document))

// What is not swapped in is said: the page stays as it was.
document.addEventListener("htmx:after:request", (event) => announce(event.detail.ctx))
document.addEventListener("htmx:error", (event) => announce(event.detail.ctx))

start(connectAll)
if (document.body.dataset.shared !== undefined) import("./phone/idle.js").then(({ connect }) => connect())
