// Starts an application. Built by `cargo xtask build-spa`, which fills in where its parts lie.
//
// A public page is served with its content: that is painted first, with its picture. On a slow line the program would
// take the line from what somebody is waiting for.
const served = document.querySelector(".served");
const picture = served?.querySelector("img[fetchpriority=high]");
const painted = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
const loaded = (image) => image.complete || new Promise((next) => (image.onload = image.onerror = next));
const atMost = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

// A page in the background is not painted.
if (served && !document.hidden) {
  if (picture) await Promise.race([loaded(picture), atMost(1500)]);
  await painted();
}
const { default: init } = await import("{{js}}");
init({ module_or_path: "{{wasm}}" });
