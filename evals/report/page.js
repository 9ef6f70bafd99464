// Shows the questions that fit what is chosen, and counts them.
const form = document.querySelector(".filter");
if (form) {
  const entries = [...document.querySelectorAll(".entries > article")].map((element) => ({
    element,
    words: [...element.querySelectorAll(".foreign")].map((one) => one.textContent).join("\n").toLocaleLowerCase(),
  }));
  const facets = [...form.querySelectorAll("select")];
  const count = form.querySelector("output");
  const none = document.querySelector(".none");

  const show = () => {
    const verdicts = [...form.querySelectorAll("[name=verdict]:checked")].map((one) => one.value);
    const words = form.elements.words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, words: text } of entries) {
      const fits =
        (!verdicts.length || verdicts.includes(element.dataset.verdict)) &&
        facets.every(({ name, value }) => !value || element.dataset[name] === value) &&
        words.every((word) => text.includes(word));
      element.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${entries.length} questions`;
    none.hidden = shown > 0;
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show)); // the fields are emptied after the event
  none.querySelector("button").addEventListener("click", () => form.reset());
  form.hidden = false;
  show(); // a browser may have kept what was chosen before a reload
}
