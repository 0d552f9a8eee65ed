// <form data-behaviour="pad">: big figures for fingers, and no keyboard in front of them.

export function connect(form) {
  const { pin } = form.elements
  const pad = form.querySelector(".pin")
  pad.hidden = false
  pin.inputMode = "none"
  pin.focus()
  pad.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (button) pin.value = after(pin.value, button.value)
  })
}

export function after(typed, key) {
  if (key === "clear") return ""
  if (key === "back") return typed.slice(0, -1)
  return (typed + key).slice(0, 4)
}
