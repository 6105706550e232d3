// Goes through a run event by event: every `.ptl-run` of the page, each by itself.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const CHIPS = 4;
  const KINDS = { alive: "running", sleep: "asleep", wait: "waiting for a child", blocked: "blocked", held: "held back",
                  zombie: "ended, not collected", ended: "ended" };
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  // The last entry whose first value is at most `step`; null before the first one.
  const last = (entries, step) => {
    let low = 0, high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle][0] <= step) low = middle + 1; else high = middle;
    }
    return low ? entries[low - 1] : null;
  };
  // Scrolls inside a box only: the page itself stays where the reader left it.
  const reveal = (box, part) => {
    const top = part.offsetTop, bottom = top + part.offsetHeight;
    if (top < box.scrollTop + 12) box.scrollTop = Math.max(0, top - box.clientHeight / 3);
    else if (bottom > box.scrollTop + box.clientHeight - 12) box.scrollTop = bottom - box.clientHeight * 2 / 3;
  };

  class Run {
    constructor(root) {
      this.root = root;
      this.data = JSON.parse(root.dataset.steps);
      this.step = -1;
      this.lit = [];
      this.rows = [...root.querySelectorAll(".ptl-states > li")];
      this.files = [...root.querySelectorAll(".ptl-file")];
      this.sources = this.files.map((file) =>
        new Map([...file.querySelectorAll("li[data-l]")].map((line) => [Number(line.dataset.l), line])));
      this.slider = root.querySelector(".ptl-slider");
      this.index = new Map(this.data.processes.map(([id], index) => [id, index]));
      this.pieces = this.written();
      this.shownPieces = 0;
      this.cursor = this.line();
      for (const part of root.querySelectorAll(".ptl-bar, .ptl-now, .ptl-now-all, .ptl-written, .ptl-marked")) {
        part.hidden = false;
      }
      root.classList.add("ready");
      root.querySelector(".ptl-bar").addEventListener("click", (event) => {
        const button = event.target.closest("[data-go]");
        if (button) this.command(button.dataset.go);
      });
      this.slider.addEventListener("input", () => this.go(Number(this.slider.value) - 1));
    }

    // All that is ever written, hidden until its step.
    written() {
      const out = this.root.querySelector(".ptl-out"), marks = this.root.querySelector(".ptl-marks");
      return this.data.pieces.map(([step, process, stream, text]) => {
        const [, name, colour] = this.data.processes[this.index.get(process)];
        let made;
        if (stream === "mark") {
          made = make("li", `k${colour}`);
          made.append(make("b", "", name), ` ${text}`);
          marks.append(made);
        } else {
          made = make("span", `k${colour} ${stream}`, text);
          made.title = name;
          out.append(made);
        }
        made.hidden = true;
        return [step, made];
      });
    }

    line() {
      const svg = this.root.querySelector(".ptl-scroll > svg");
      if (!svg) return null;
      const made = document.createElementNS(SVG, "line");
      made.setAttribute("class", "ptl-cursor");
      made.setAttribute("y1", "24");
      made.setAttribute("y2", svg.getAttribute("height"));
      svg.append(made);
      return made;
    }

    command(name) {
      const final = this.data.steps.length - 1;
      if (name === "help") this.help();
      else this.go({ first: 0, last: final, next: this.step + 1, previous: this.step - 1,
                     forward: this.step + 10, back: this.step - 10,
                     same: this.ofSame(1), sameBack: this.ofSame(-1) }[name]);
    }

    help(show) {
      const help = this.root.querySelector(".ptl-help");
      help.hidden = show === undefined ? !help.hidden : !show;
      this.root.querySelector("[data-go=help]").setAttribute("aria-expanded", String(!help.hidden));
    }

    ofSame(way) {
      const own = this.data.steps[this.step][2];
      for (let step = this.step + way; this.data.steps[step]; step += way) {
        if (this.data.steps[step][2] === own) return step;
      }
      return this.step;
    }

    // To the event of that number, or the last one before it.
    find(n) {
      const found = this.data.steps.findIndex((step) => step[0] > n);
      return found < 0 ? this.data.steps.length - 1 : Math.max(found - 1, 0);
    }

    go(step, quiet) {
      const final = this.data.steps.length - 1;
      step = Math.min(Math.max(step, 0), final);
      if (step === this.step || final < 0) return;
      this.step = step;
      const [n, , process] = this.data.steps[step];
      this.tell(step);
      this.show(step, process);
      this.write(step);
      this.slider.value = step + 1;
      this.slider.setAttribute("aria-valuetext", `event ${n}`);
      this.root.querySelector(".ptl-count").textContent = `step ${step + 1} of ${final + 1}`;
      for (const [name, off] of [["first", step === 0], ["previous", step === 0], ["next", step === final], ["last", step === final]]) {
        this.root.querySelector(`[data-go=${name}]`).setAttribute("aria-disabled", String(off));
      }
      this.point(step, n);
      if (!quiet) this.remember(n);
    }

    tell(step) {
      const [n, t, process, text, at] = this.data.steps[step];
      const where = this.data.places[at][2];
      const now = this.root.querySelector(".ptl-now");
      const known = process === null ? null : this.data.processes[this.index.get(process)];
      now.className = `ptl-now ${known ? `k${known[2]}` : ""}`;
      now.replaceChildren();
      if (known && text.startsWith(known[1])) now.append(make("b", "", known[1]), text.slice(known[1].length));
      else now.append(make("b", "", text));
      now.append(make("span", "ptl-soft", ` · ${where ? `${where} · ` : ""}${t} · event ${n}`));
    }

    show(step, process) {
      for (const line of this.lit) {
        line.className = "";
        line.querySelector(".ptl-at").replaceChildren();
      }
      const at = new Map(), tally = new Map();
      this.data.states.forEach((states, index) => {
        const state = last(states, step), row = this.rows[index];
        const [id, name, colour] = this.data.processes[index];
        row.hidden = !state;
        if (!state) return;
        const [, kind, text, known] = state;
        const [file, line, where, newborn] = this.data.places[known];
        tally.set(kind, (tally.get(kind) || 0) + 1);
        const does = row.querySelector(".ptl-does"), place = row.querySelector(".ptl-where");
        if (does.textContent !== text) does.textContent = text;
        if (place.textContent !== where) place.textContent = where;
        const own = id === process;
        row.className = `k${colour}${own ? " now" : ""}`;
        does.className = `ptl-does ${kind}`;
        if (own) reveal(row.parentElement, row);
        const source = file === null ? undefined : this.sources[file].get(line);
        if (source) {
          if (!at.has(source)) at.set(source, []);
          at.get(source)[own ? "unshift" : "push"]([name, colour, newborn, own]);
        }
      });
      this.root.querySelector(".ptl-tally").textContent = this.rows.length > 8
        ? `: ${[...tally].map(([kind, count]) => `${count} ${KINDS[kind]}`).join(", ")}` : "";
      this.lit = [...at.keys()];
      for (const [line, there] of at) this.light(line, there);
      // A process that ended has no line of its own any more; its event has.
      const [file, number] = this.data.places[this.data.steps[step][4]];
      const source = file === null ? undefined : this.sources[file].get(number);
      if (source) {
        if (!at.has(source)) {
          const [, name, colour] = this.data.processes[this.index.get(process)];
          this.lit.push(source);
          this.light(source, [[name, colour, false, true]]);
        }
        reveal(source.parentElement, source);
      }
    }

    light(line, there) {
      const [, colour, , own] = there[0];
      line.className = `here k${colour}${own ? " now" : ""}`;
      const chips = there.slice(0, CHIPS).map(([name, colour, newborn]) => {
        const chip = make("i", `k${colour}${newborn ? " newborn" : ""}`, name.replace(/^child /, ""));
        chip.title = newborn ? `${name} was forked here` : `${name} is here`;
        return chip;
      });
      if (there.length > CHIPS) chips.push(make("i", "more", `+${there.length - CHIPS}`));
      line.querySelector(".ptl-at").replaceChildren(...chips);
    }

    write(step) {
      while (this.shownPieces < this.pieces.length && this.pieces[this.shownPieces][0] <= step) {
        this.pieces[this.shownPieces++][1].hidden = false;
      }
      while (this.shownPieces && this.pieces[this.shownPieces - 1][0] > step) {
        this.pieces[--this.shownPieces][1].hidden = true;
      }
      for (const old of this.root.querySelectorAll(".ptl-out .now, .ptl-marks .now")) old.classList.remove("now");
      const latest = this.pieces[this.shownPieces - 1];
      if (!latest) return;
      if (latest[0] === step) latest[1].classList.add("now");
      reveal(latest[1].parentElement, latest[1]);
    }

    point(step, n) {
      for (const old of this.root.querySelectorAll(".dot-group.now")) old.classList.remove("now");
      const dot = this.root.querySelector(`.dot-group[data-n="${n}"]`);
      if (dot) dot.classList.add("now");
      if (!this.cursor) return;
      let place = null;
      for (let before = step; before >= 0 && place === null; before--) place = this.data.steps[before][5];
      const svg = this.cursor.ownerSVGElement, scroll = svg.parentElement;
      const x = this.data.steps[step][2] === null ? Number(svg.getAttribute("width")) - 3 : place === null ? 6 : place;
      this.cursor.setAttribute("x1", x);
      this.cursor.setAttribute("x2", x);
      const names = scroll.querySelector(".ptl-names").offsetWidth, visible = scroll.clientWidth - names;
      if (dot) {
        const { y, height } = dot.querySelector(".dot").getBBox();
        if (y < scroll.scrollTop + 20 || y + height > scroll.scrollTop + scroll.clientHeight - 20) {
          scroll.scrollTop = y - scroll.clientHeight / 2;
        }
      }
      if (x < scroll.scrollLeft + 20 || x > scroll.scrollLeft + visible - 20) scroll.scrollLeft = x - visible / 2;
    }

    // The page's only run, or its first, is linked to as #step=12, others as #step=12.2.
    remember(n) {
      const own = runs.indexOf(this);
      try {
        history.replaceState(null, "", `#step=${n}${own ? `.${own + 1}` : ""}`);
      } catch { /* A notebook's frame has no address of its own. */ }
    }
  }

  const KEYS = { ArrowRight: "next", n: "next", ArrowLeft: "previous", p: "previous", Home: "first", End: "last",
                 PageDown: "forward", PageUp: "back", "]": "same", "[": "sameBack", "?": "help" };
  const runs = [...document.querySelectorAll(".ptl-run:not(.ready)")].map((root) => new Run(root));
  // In a page that is about one run, keys work everywhere; else in the run that has the focus.
  const everywhere = runs.length === 1 && document.body.classList.contains("ptl");
  const of = (target) => runs.find((run) => run.root.contains(target)) || (everywhere ? runs[0] : undefined);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const run = of(event.target);
    if (!run) return;
    if (event.key === "Escape") return run.help(false);
    const name = KEYS[event.key];
    if (!name || event.target.matches("textarea, select, input:not([type=range]), [contenteditable]")) return;
    event.preventDefault();
    event.stopPropagation();
    run.command(name);
  }, true);
  document.addEventListener("click", (event) => {
    const source = event.target.closest && event.target.closest("[data-n]");
    const run = source && of(source);
    if (run && Number(source.dataset.n)) run.go(run.find(Number(source.dataset.n)));
  });
  const follow = () => {
    const [, n, nth] = /^#step=(\d+)(?:\.(\d+))?$/.exec(location.hash) || [];
    const run = n && runs[nth ? Number(nth) - 1 : 0];
    if (run) run.go(run.find(Number(n)), true);
    return run;
  };
  for (const run of runs) run.go(run.data.start === null ? 0 : run.find(run.data.start), true);
  const linked = follow();
  if (linked && !everywhere) linked.root.scrollIntoView();
  window.addEventListener("hashchange", follow);
})();
