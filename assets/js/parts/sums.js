// What a choice comes to, as the site reckoned it.
export function sums(form, sum) {
  const shown = form.querySelector("[data-sum]");
  if (!sum || !shown) {
    return;
  }
  const put = (name, words) => {
    const place = shown.querySelector(`[data-sum-${name}]`);
    if (place && words !== undefined) {
      place.textContent = words;
    }
  };
  put("total", sum.total);
  put("amount", sum.amount);
  put("left", sum.left);
  const word = shown.querySelector("[data-sum-word]");
  if (word) {
    word.textContent = sum.over ? word.dataset.over : word.dataset.left;
  }
  shown.classList.toggle("sum--over", Boolean(sum.over));
}
