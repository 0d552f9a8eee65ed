// <form data-behaviour="tap" data-done="Lifted.">: a tap prints at once, before the server has
// answered; what the server refuses is taken back, and the server's words say why.

import { travel } from "../travel.js"

let printed = []

export function connect(form) {
  form.addEventListener("submit", () => begin(form))
  form.addEventListener("htmx:after:request", (event) => {
    if (refused(event.detail.ctx)) takeBack()
  })
  form.addEventListener("htmx:error", takeBack)
}

export function begin(form) {
  performance.mark("moment:start")
  printed = []
  navigator.vibrate?.(12)
  print(form.closest(".plate")?.querySelector(".pic"))
  wear(document.querySelector("#house :is(.w-need, .w-off)"), "w-on lighting")
  wear(form.querySelector(".press"), "press sunny")
  say(form.querySelector(".press"), form.dataset.done)
  travel(form.querySelector(".press"), document.querySelector("#strip .rocket"))
}

// Whether this very tap has shown its print already: the server's copy need not show it again.
export function shown() {
  const was = printed.length > 0
  printed = []
  return was
}

export function refused(context) {
  return !(context?.response?.status < 400)
}

function takeBack() {
  for (const undo of printed.splice(0)) undo()
}

function print(picture) {
  wear(picture?.querySelector(".unprinted"), "")
  wear(picture, "pic inking")
}

function say(button, word) {
  if (!button || !word) return
  const was = button.textContent
  button.textContent = word
  printed.push(() => (button.textContent = was))
}

function wear(element, classes) {
  if (!element) return
  const was = element.getAttribute("class")
  element.setAttribute("class", classes)
  printed.push(() => element.setAttribute("class", was))
}
