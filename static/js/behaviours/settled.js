// What was just done, as the server has it: the reader's focus goes where the news is.

import { shown } from "./tap.js"

export function connect(element) {
  if (shown()) element.querySelector(".inking")?.classList.remove("inking")
  element.focus({ preventScroll: true })
  performance.mark("moment:settled")
}
