// Starts an application. Built by `cargo xtask build-spa`, which fills in where its parts lie.
//
// A public page is served with its content: that is painted first, with its picture. On a slow line the program would
// take the line from what somebody is waiting for.
const served = document.querySelector(".served");
const picture = served?.querySelector("img[fetchpriority=high]");
const drawn = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
const loaded = (image) => image.complete || new Promise((next) => (image.onload = image.onerror = next));
const atMost = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

// A page in the background is not painted.
if (served && !document.hidden) {
  if (picture) await Promise.race([loaded(picture), atMost(1500)]);
  // Nor is one that the browser holds back for other reasons.
  await Promise.race([drawn(), atMost(500)]);
}

// On a bad line a part may not come at all: it is asked for once more, by an address that no browser has given up on.
const open = async (again) => {
  const { default: init } = await import(`{{js}}${again}`);
  await init({ module_or_path: "{{wasm}}" });
};
const openOrAgain = async () => {
  try {
    await open("");
  } catch (failure) {
    // A program that has begun and stopped would do so again.
    if (failure instanceof WebAssembly.RuntimeError) throw failure;
    await atMost(1000);
    await open("?again");
  }
};
try {
  await openOrAgain();
} catch (failure) {
  const said = document.createElement("p");
  said.className = "loading-failed";
  said.setAttribute("role", "alert");
  said.textContent = "页面没能打开，请刷新重试。This page did not open; please reload it.";
  const standing = document.getElementById("loading");
  if (served) standing?.prepend(said);
  else standing?.querySelector("p")?.replaceWith(said);
  throw failure;
}
