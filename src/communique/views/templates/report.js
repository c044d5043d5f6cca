"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const form = by("filter"), search = by("search"), shown = by("shown");
  const picks = ["actor", "type", "status"].map(by);
  const rows = [...document.querySelectorAll(".event, .quote")];
  const groups = [...document.querySelectorAll(".day, .speaker")];
  const words = new Map(rows.map((row) => [row, row.textContent.toLocaleLowerCase()]));
  const events = rows.filter((row) => row.matches(".event"));
  const out = (node, gone) => node.toggleAttribute("data-out", gone);

  const matches = (row, sought, actor, type, status) => {
    if (!sought.every((word) => words.get(row).includes(word))) return false;
    if (!row.matches(".event")) return !actor && !type && !status;
    const { actors, type: ownType, status: ownStatus } = row.dataset;
    return (!actor || actors.includes(`|${actor}|`) || actors.includes(`|${actor}.`))
      && (!type || ownType === type) && (!status || ownStatus === status);
  };

  const apply = () => {
    const sought = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const values = picks.map((pick) => pick.value);
    rows.forEach((row) => out(row, !matches(row, sought, ...values)));
    groups.forEach((group) => out(group, !group.querySelector(".event:not([data-out]), .quote:not([data-out])")));
    const count = events.filter((row) => !row.hasAttribute("data-out")).length;
    shown.textContent = `${count} of ${events.length} events`;
  };

  const step = (by) => {
    const stops = events.filter((row) => !row.hasAttribute("data-out")).map((row) => row.querySelector("summary"));
    const at = stops.indexOf(document.activeElement);
    const next = stops[at < 0 ? 0 : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };

  const reveal = () => {
    const target = location.hash && by(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.querySelector("details");
    if (details && !target.matches(".part")) details.open = true;
  };

  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    if (press.key === "Escape") { form.reset(); apply(); return; }
    if (press.target.matches("input, select")) return;
    if (press.key === "/") { press.preventDefault(); search.focus(); }
    if (press.key === "j") step(1);
    if (press.key === "k") step(-1);
  });
  form.addEventListener("input", apply);
  form.addEventListener("submit", (press) => press.preventDefault());
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  apply();
  reveal();
})();
