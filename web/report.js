/* What an HTML report can do more when there is JavaScript: a line (a claim, a conflict, a quotation) opens the whole
   source texts beside it, side by side, at its words; j and k go to the next and the previous line, Enter opens, Esc
   closes. It reads nothing but the page itself; what it puts there is cloned or set as text, never parsed. */
(() => {
  "use strict";
  const LINES = "details.claim, details.conflict, details.quote";
  const COLUMNS_MOST = 12;
  const make = (name, className, text) => {
    const e = document.createElement(name);
    if (className) e.className = className;
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const lines = () => [...document.querySelectorAll(LINES)].filter((line) => line.firstElementChild.checkVisibility());
  let at = null; // the line that is selected

  /* The pane. */
  const pane = make("aside", "pane");
  pane.id = "pane";
  pane.hidden = true;
  pane.setAttribute("aria-label", "Sources of the selected line");
  const head = make("div", "pane-head");
  const columns = make("div", "columns");
  const buttons = make("div", "pane-buttons");
  for (const [sign, label, act] of [["↑", "Previous line (k)", () => step(-1)], ["↓", "Next line (j)", () => step(1)],
                                    ["×", "Close (Esc)", () => close()]]) {
    const b = make("button", "", sign);
    b.type = "button";
    b.title = label;
    b.setAttribute("aria-label", label);
    b.addEventListener("click", act);
    buttons.append(b);
  }
  pane.append(head, columns);
  document.body.append(pane);
  document.documentElement.classList.add("scripted");

  const cloneOf = (element) => {
    const copy = element.cloneNode(true);
    copy.removeAttribute("id");
    for (const e of copy.querySelectorAll("[id]")) e.removeAttribute("id");
    return copy;
  };

  /* Marks the characters [beg, end) of an article in the copy of its text: data-at is the number of the first character
     of a sentence, counted in code points. */
  const markIn = (text, beg, end) => {
    for (const sentence of text.querySelectorAll(".s")) {
      const start = Number(sentence.dataset.at);
      const all = Array.from(sentence.textContent);
      const from = Math.max(beg - start, 0), to = Math.min(end - start, all.length);
      if (from >= to || sentence.querySelector("mark")) continue;
      const mark = make("mark", "", all.slice(from, to).join(""));
      sentence.replaceChildren(all.slice(0, from).join(""), mark, all.slice(to).join(""));
    }
  };

  const columnOf = (figure) => {
    const source = document.getElementById(figure.dataset.article);
    if (!source) return null;
    const column = make("section", "column");
    const caption = cloneOf(figure.querySelector("figcaption"));
    const value = figure.closest(".side")?.querySelector(".value");
    if (value) caption.prepend(make("span", "value", value.textContent));
    const text = cloneOf(source.querySelector(".text"));
    text.tabIndex = 0;
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", caption.textContent.trim());
    for (const span of figure.dataset.spans.split(" ")) {
      const [beg, end] = span.split("-").map(Number);
      markIn(text, beg, end);
    }
    column.append(caption, text);
    return column;
  };

  const show = (line) => {
    head.replaceChildren(buttons);
    head.className = "pane-head " + line.className.replace(/\b(claim|quote|at)\b/g, "").trim();
    for (const e of line.firstElementChild.children) head.append(cloneOf(e));
    for (const e of line.querySelectorAll(":scope > .body > dl, :scope > .body > .reasons")) head.append(cloneOf(e));
    const figures = [...line.querySelectorAll("figure.passage")];
    columns.replaceChildren(...figures.slice(0, COLUMNS_MOST).map(columnOf).filter(Boolean));
    if (figures.length > COLUMNS_MOST)
      columns.append(make("p", "note", `and ${figures.length - COLUMNS_MOST} more, in the line itself`));
    pane.hidden = false;
    document.documentElement.classList.add("reading");
    for (const text of columns.querySelectorAll(".text")) {
      const mark = text.querySelector("mark");
      if (mark) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 4;
    }
    columns.scrollLeft = 0;
  };

  /* Lines. */
  const select = (line) => {
    if (at) at.classList.remove("at");
    at = line;
    for (let e = line.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    line.classList.add("at");
    const summary = line.firstElementChild;
    summary.focus({ preventScroll: true });
    const box = summary.getBoundingClientRect();
    const floor = pane.hidden || innerWidth >= 1120 ? innerHeight : innerHeight * 0.36;
    if (box.top < 60 || box.bottom > floor - 20) scrollTo({ top: scrollY + box.top - Math.min(innerHeight, floor) / 3, behavior: "instant" });
  };
  const open = (line) => {
    show(line);
    select(line);
  };
  const close = () => {
    pane.hidden = true;
    document.documentElement.classList.remove("reading");
    if (at) select(at);
  };
  const step = (by) => {
    const all = lines();
    if (!all.length) return;
    const i = all.indexOf(at);
    let next = i < 0 ? all.findIndex((line) => line.getBoundingClientRect().bottom > 60) : i + by;
    next = Math.max(0, Math.min(all.length - 1, next));
    if (pane.hidden) select(all[next]);
    else open(all[next]);
  };

  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    const line = summary?.parentElement;
    if (!line?.matches(LINES) || event.target.closest("a")) return;
    event.preventDefault();
    if (line === at && !pane.hidden) close();
    else open(line);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape" && !pane.hidden) close();
    else if (event.key === "Enter" && at && (document.activeElement === document.body)) open(at);
    else return;
    event.preventDefault();
  });
  const follow = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches(LINES)) open(target);
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => { // a second click on the link of the line that is open already
    const link = event.target.closest("a[href]");
    if (link && link.getAttribute("href") === location.hash) follow();
  });

  /* On paper everything is open. */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const e of folded) e.open = true;
  });
  addEventListener("afterprint", () => {
    for (const e of folded) e.open = false;
  });
  follow();
})();
