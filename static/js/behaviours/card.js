// <form data-behaviour="card">: a code typed in groups of four, or brought by a QR's fragment.

export function connect(form) {
  const input = form.elements.code
  const scanned = fromFragment(location.hash)

  if (scanned) {
    input.value = grouped(scanned)
    // The code must not stay in the address: it would be in the history of a shared phone.
    history.replaceState(null, "", location.pathname + location.search)
    form.querySelector("button").focus()
  }
  input.addEventListener("input", () => {
    if (input.selectionStart === input.value.length) input.value = grouped(input.value)
  })
}

export function fromFragment(hash) {
  const code = hash.replace(/^#/, "").replace(/[^0-9a-z]/gi, "")
  return code.length === 12 ? code : ""
}

export function grouped(text) {
  const signs = text.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, 12)
  return signs.match(/.{1,4}/g)?.join(" ") ?? ""
}
