// Forms that may wait: what is sent in vain, or without a network, is kept on this phone.
// <form data-queue="Walk a guest to the lift">: the words stand in the list of what waits.

import { add } from "./store.js"

let turn = 0
const pressed = new WeakMap() // of a form: the button that sent it last, which may be the answer
const asked = new WeakSet() // forms that go now, because the server is there

// An operation is the form that would have been posted, with an id that makes it happen once.
export function operation(form, owner, pressed, now = Date.now()) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string")
  if (pressed?.name) fields.push([pressed.name, pressed.value])
  return {
    id: form.elements.operation.value,
    owner,
    made: now,
    turn: (turn += 1),
    path: new URL(form.action, location.href).pathname,
    form: fields,
    says: form.dataset.queue,
  }
}

// Every sending of a form has its own id; a repeat of the same sending keeps it.
export function named(form) {
  if (!form.elements.operation) {
    const field = document.createElement("input")
    field.type = "hidden"
    field.name = "operation"
    form.append(field)
  }
  form.elements.operation.value ||= crypto.randomUUID()
}

export function connect({ owner, isOffline, answers, kept }) {
  document.addEventListener("submit", (event) => {
    const form = event.target
    if (form.dataset.queue === undefined || !owner()) return
    named(form)
    pressed.set(form, event.submitter)
    if (asked.delete(form) || (!isOffline() && form.dataset.hxPost !== undefined)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (isOffline()) keep(form, false)
    else tryFirst(form, event.submitter)
  }, { capture: true })
  // Sent, but no answer came: whether it arrived or not, the same id asks again later.
  document.addEventListener("htmx:error", (event) => {
    const form = event.target?.closest?.("form[data-queue]")
    if (form && event.detail.ctx?.response?.status === undefined) keep(form, true)
  })
  document.addEventListener("htmx:after:request", (event) => {
    const form = event.target?.closest?.("form[data-queue]")
    if (form?.elements.operation && event.detail.ctx?.response) form.elements.operation.value = ""
  })

  // Nobody takes back what a browser could not post: it would show its own page instead.
  async function tryFirst(form, button) {
    if (!(await answers())) return keep(form, false)
    asked.add(form)
    form.requestSubmit(button)
  }

  async function keep(form, tried) {
    const button = pressed.get(form) ?? form.querySelector("button")
    const one = { ...operation(form, owner(), button), tried }
    form.elements.operation.value = ""
    try {
      await add(one)
    } catch (problem) {
      return kept(form, button, problem)
    }
    kept(form, button)
  }
}
