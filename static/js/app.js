// Wires behaviours to the elements that ask for them, now and after every htmx swap.
import * as card from "./behaviours/card.js"
import * as moment from "./behaviours/moment.js"
import * as settled from "./behaviours/settled.js"
import * as tap from "./behaviours/tap.js"
import { announce } from "./announce.js"
import { start } from "./phone/index.js"

const behaviours = { card, moment, settled, tap }

function connectAll(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    if (element.dataset.connected) continue
    element.dataset.connected = "true"
    behaviours[element.dataset.behaviour]?.connect(element)
  }
}

connectAll(document)
document.addEventListener("htmx:after:swap", () => connectAll(document))

// What is not swapped in is said: the page stays as it was.
document.addEventListener("htmx:after:request", (event) => announce(event.detail.ctx))
document.addEventListener("htmx:error", (event) => announce(event.detail.ctx))

start(connectAll)
