import assert from "node:assert/strict";
import { test } from "node:test";
import { png } from "../../../tests/e2e/support/poster.js";
import { each, idempotencyKey, ifMatch, Kepu, KepuProblem, ok, upload } from "../src/index.js";
import type { Activity, ActivityContent, Category, Media, NewActivity } from "../src/index.js";
import { baseUrl, nation, organizer, Phone, province } from "./outbox.js";

const anybody = new Kepu({ baseUrl }).api;
const title = `示例 手机填报 ${Date.now().toString(36)}`;

let me: Phone;
let organization: { id: string; name: string };
let category: Category;
let draft: Activity;
let poster: Media;

/** What was refused. */
async function refusal(call: Promise<unknown>): Promise<KepuProblem> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof KepuProblem, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "this was to be refused" });
}

function change(content: ActivityContent, seen: Activity): Promise<Activity> {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  return ok(me.kepu.api.PATCH("/api/v1/activities/{id}", { params, body: content }));
}

function submit(seen: Activity): Promise<Activity> {
  const params = { path: { id: seen.id }, header: ifMatch(seen) };
  return ok(me.kepu.api.POST("/api/v1/activities/{id}/submissions", { params }));
}

async function approve(reviewer: Phone, id: string): Promise<Activity> {
  const { api } = reviewer.kepu;
  const seen = await ok(api.GET("/api/v1/activities/{id}", { params: { path: { id } } }));
  assert.ok(seen.actions.includes("approve"));
  const params = { path: { id }, header: ifMatch(seen) };
  return ok(api.POST("/api/v1/activities/{id}/reviews", { params, body: { decision: "approve" } }));
}

test("an organiser signs in as a phone does", async () => {
  me = await Phone.signedIn(organizer);
  assert.ok(me.kept);
  const account = await ok(me.kepu.api.GET("/api/v1/me"));
  const grant = account.grants.find((g) => g.organization_id);
  assert.ok(grant?.organization_id);
  organization = { id: grant.organization_id, name: grant.organization_name ?? "" };
});

test("a wrong code is a typed refusal, in the language asked for", async () => {
  const problem = await refusal(new Kepu({ baseUrl, language: "en" }).signIn(organizer, "000000"));
  assert.equal(problem.status, 401);
  assert.equal(problem.code, "invalid_code");
  assert.match(problem.message, /^[\x20-\x7e’]+$/);
});

test("a draft is created once, however often it is asked for", async () => {
  const edition = await ok(anybody.GET("/api/v1/editions/{key}", { params: { path: { key: "current" } } }));
  const leaf = edition.categories.find((c) => !c.children?.length);
  assert.ok(leaf);
  category = leaf;
  const body: NewActivity = { edition: "current", organization_id: organization.id, title };
  const header = idempotencyKey();
  const create = () => ok(me.kepu.api.POST("/api/v1/activities", { params: { header }, body }));
  draft = await create();
  assert.equal(draft.status, "draft");
  assert.equal((await create()).id, draft.id);
});

test("an incomplete filing is told all its faults at once", async () => {
  const problem = await refusal(submit(draft));
  assert.equal(problem.status, 422);
  const pointers = problem.faults.map((fault) => fault.pointer);
  for (const pointer of ["/category", "/mode", "/sessions", "/region_code", "/poster_id", "/detail_html"]) {
    assert.ok(pointers.includes(pointer), `${pointer} is not among ${pointers}`);
  }
  assert.ok(problem.faults.every((fault) => fault.code && fault.message));
});

test("a poster of the wrong size is refused, the right one is ready", async () => {
  const send = (height: number) => {
    const content = new Blob([new Uint8Array(png(600, height))]);
    return upload(me.kepu, { kind: "poster", name: "宣传图.png", type: "image/png", content });
  };
  const problem = await refusal(send(340));
  assert.equal(problem.code, "media_rejected");
  poster = await send(350);
  assert.deepEqual([poster.status, poster.width, poster.height], ["ready", 600, 350]);
  // Leads to storage, which minds no token that a redirect carries along.
  const params = { path: { id: poster.id } };
  const { response } = await me.kepu.api.GET("/api/v1/media/{id}/content", { params, parseAs: "stream" });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^image\//);
});

test("a large file goes in parts", async () => {
  const content = new Blob(["%PDF-1.4\n", new Uint8Array(17 * 1024 * 1024), "\n%%EOF\n"]);
  const media = await upload(me.kepu, { kind: "attachment", name: "方案.pdf", type: "application/pdf", content });
  assert.deepEqual([media.status, media.size], ["ready", content.size]);
});

test("who saw an older version changes nothing", async () => {
  const newer = await change({ address: "示例路 1 号" }, draft);
  const problem = await refusal(change({ address: "示例路 2 号" }, draft));
  assert.equal(problem.status, 412);
  assert.equal(problem.currentVersion, newer.version);
  draft = newer;
});

test("filled in, it is handed in", async () => {
  const day = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  draft = await change(
    {
      category: category.code,
      mode: "offline",
      sessions: [{ starts_at: `${day}T09:00:00+08:00`, ends_at: `${day}T11:00:00+08:00` }],
      region_code: "330381",
      venue_type: "science_museum",
      audiences: ["youth"],
      forms: ["exhibition"],
      expected_participants: { offline: 300 },
      poster_id: poster.id,
      detail_html: "<p>面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。</p>",
      sci_workers: { count: 0 },
      structure: { kind: "association", full_name: organization.name },
      hosts: [{ organization_id: organization.id, name: organization.name }],
      contact: { name: "示例联系人", phone: organizer },
    },
    draft,
  );
  assert.equal((await submit(draft)).status, "province_review");
});

test("province and nation approve, and everybody finds it", async () => {
  const reviewed = await approve(await Phone.signedIn(province), draft.id);
  assert.equal(reviewed.status, "national_review");
  const approved = await approve(await Phone.signedIn(nation), draft.id);
  assert.equal(approved.status, "approved");
  const found = await ok(anybody.GET("/api/v1/public/activities", { params: { query: { q: title } } }));
  assert.deepEqual(found.items.map((card) => card.id), [draft.id]);
});

test("a list is walked page by page", async () => {
  const ids = new Set<string>();
  let pages = 0;
  const all = each((query) => {
    pages++;
    return ok(me.kepu.api.GET("/api/v1/activities", { params: { query: { limit: 2, ...query } } }));
  });
  for await (const { id } of all) {
    assert.ok(!ids.has(id));
    ids.add(id);
    if (ids.size === 7) break;
  }
  assert.ok(ids.has(draft.id));
  assert.equal(pages, Math.ceil(ids.size / 2));
});

test("the next day one renewal serves all requests, and the app that was closed", async () => {
  await ok(anybody.POST("/api/v1/demo/clock", { body: { days: 1 } }));
  const before = me.kept;
  const body: NewActivity = { edition: "current", organization_id: organization.id, title: `${title} 另一项` };
  const [other] = await Promise.all([
    ok(me.kepu.api.POST("/api/v1/activities", { params: { header: idempotencyKey() }, body })),
    ...Array.from({ length: 4 }, () => ok(me.kepu.api.GET("/api/v1/me"))),
  ]);
  assert.equal(other.title, body.title);
  assert.equal(me.renewals, 1);
  assert.ok(me.kept && me.kept !== before);
  me = new Phone({ refreshToken: me.kept });
  const params = { path: { id: other.id }, header: ifMatch(other) };
  await ok(me.kepu.api.DELETE("/api/v1/activities/{id}", { params }));
  assert.equal(me.renewals, 1);
});

test("a lost device is signed out from another one", async () => {
  const lost = await Phone.signedIn(organizer);
  const { items } = await ok(me.kepu.api.GET("/api/v1/auth/sessions"));
  assert.equal(items.filter((device) => device.current).length, 1);
  const { items: seen } = await ok(lost.kepu.api.GET("/api/v1/auth/sessions"));
  const id = seen.find((device) => device.current)?.id;
  assert.ok(id && items.some((device) => device.id === id && !device.current));
  await ok(me.kepu.api.DELETE("/api/v1/auth/sessions/{id}", { params: { path: { id } } }));

  const again = new Phone({ refreshToken: lost.kept ?? "" });
  const problem = await refusal(ok(again.kepu.api.GET("/api/v1/me")));
  assert.equal(problem.status, 401);
  assert.equal(again.kept, undefined);
  assert.equal(again.kepu.signedIn, false);
});

test("two who go on with one refresh token end the session", async () => {
  const stolen = me.kept ?? "";
  const thief = new Phone({ refreshToken: stolen });
  await ok(thief.kepu.api.GET("/api/v1/me"));
  // For half a minute the answer may have been lost: the owner's copy of the app gets a pair too.
  const owner = new Phone({ refreshToken: stolen });
  await ok(owner.kepu.api.GET("/api/v1/me"));
  // The next day both go on, each with their own.
  const next = new Phone({ refreshToken: thief.kept ?? "" });
  await ok(next.kepu.api.GET("/api/v1/me"));
  for (const kept of [owner.kept, next.kept]) {
    const late = new Phone({ refreshToken: kept ?? "" });
    assert.equal((await refusal(ok(late.kepu.api.GET("/api/v1/me")))).status, 401);
  }
});
