// Lighthouse on the pages that everybody sees, as on a phone in the middle of the range on a slow line.
//
// KEPU_BASE_URL, KEPU_CHROMIUM; KEPU_PERFORMANCE is the least score of speed that passes, 0 where the machine is busy.
import { mkdirSync, writeFileSync } from "node:fs";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const base = process.env.KEPU_BASE_URL;
const least = { performance: Number(process.env.KEPU_PERFORMANCE ?? 90), accessibility: 100, "best-practices": 100, seo: 100 };

const found = await (await fetch(`${base}/api/v1/public/activities?edition=current&limit=1`)).json();
const pages = { home: "/", list: "/activities", detail: `/activities/${found.items[0].id}` };

const chrome = await chromeLauncher.launch({
  chromePath: process.env.KEPU_CHROMIUM,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let failed = 0;
try {
  mkdirSync("look", { recursive: true });
  for (const [name, path] of Object.entries(pages)) {
    const { lhr, report } = await lighthouse(base + path, { port: chrome.port, output: "html", logLevel: "error" });
    writeFileSync(`look/${name}.html`, report);
    const scores = Object.entries(lhr.categories).map(([id, category]) => [id, Math.round((category.score ?? 0) * 100)]);
    const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
    console.log(name, scores.map(([id, score]) => `${id} ${score}`).join(", "), "·", times.map((id) => lhr.audits[id].displayValue).join(" "));
    for (const [id, score] of scores) {
      if (score >= (least[id] ?? 0)) continue;
      failed += 1;
      console.log(`  ${id} is below ${least[id]}`);
      for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
        const { score: one, title, displayValue } = lhr.audits[audit];
        if (weight > 0 && one !== null && one < 1) console.log(`    ${audit}: ${title} ${displayValue ?? ""}`);
      }
    }
  }
} finally {
  await chrome.kill();
}
console.log(`ℹ pass ${Object.keys(pages).length * 4 - failed}\nℹ fail ${failed}`);
process.exitCode = failed > 0 ? 1 : 0;
