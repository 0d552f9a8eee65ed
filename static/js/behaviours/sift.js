// <details data-behaviour="sift">: a long list of ticks, searched by name; what is ticked stays.

export function connect(details) {
  const search = details.querySelector("input[type=search]")
  const items = [...details.querySelectorAll("li")]
  const said = details.querySelector("summary small")

  details.addEventListener("change", () => {
    const ticked = items.filter(isTicked).length
    said.textContent = ticked ? said.dataset.some.replace("#", ticked) : said.dataset.none
  })
  if (items.length > 8) search.parentElement.hidden = false
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault() // it would save the form around it
  })
  search.addEventListener("input", (event) => {
    event.stopPropagation()
    const wanted = plain(search.value.trim())
    for (const item of items) {
      item.hidden = !isTicked(item) && !plain(item.textContent).includes(wanted)
    }
  })
}

export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase()
}

function isTicked(item) {
  return item.querySelector("input").checked
}
