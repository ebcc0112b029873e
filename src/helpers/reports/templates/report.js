"use strict";
// Draws each chart over its still picture once it is in sight of an open part of the page. Without a script, or when
// a chart cannot be drawn, the picture stays.
const OPTIONS = {
  mode: "vega-lite",
  renderer: "svg",
  ast: true, // the page's policy forbids code made from text
  actions: { export: true, source: false, compiled: false, editor: false },
};

async function drawChart(figure) {
  if (figure.dataset.state) return;
  figure.dataset.state = "drawing";
  const spec = JSON.parse(document.getElementById(figure.dataset.spec).textContent);
  try {
    const { view } = await vegaEmbed(figure.querySelector(".live"), spec, OPTIONS);
    view.container().querySelector("svg").setAttribute("aria-hidden", "true"); // the picture's words are read instead
    figure.querySelector(".live summary")?.setAttribute("aria-label", "Save this chart");
    figure.classList.add("drawn");
    figure.dataset.state = "drawn";
  } catch (error) {
    figure.querySelector(".live").remove();
    figure.dataset.state = "failed";
    console.error(`${figure.dataset.spec}: ${error}`);
  }
}

function drawVisible(part) {
  for (const figure of part.querySelectorAll("figure.chart")) {
    if (!figure.closest("details.step:not([open])")) drawChart(figure);
  }
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const step = target && target.closest("details.step");
  if (step) {
    step.open = true;
    target.scrollIntoView();
  }
}

for (const step of document.querySelectorAll("details.step")) {
  step.addEventListener("toggle", () => drawVisible(step));
}
window.addEventListener("hashchange", openTarget);
drawVisible(document);
openTarget();
