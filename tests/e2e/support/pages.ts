import { type Page } from "@playwright/test";
import * as account from "./account";

/** A page and the name of its picture; the path may need something of the demonstration. */
interface Pictured {
  name: string;
  path: string | ((ask: Ask) => Promise<string>);
}
/** The first thing of a list of the API, or what is made there of `data`, as whoever looks at the page. */
export type Ask = (path: string, data?: object) => Promise<Thing>;
type Thing = Record<string, unknown> & { id: string };

/** `/before/{id}/after`, with the id of the first thing of a list. */
const of = (list: string, before: string, after = "") => async (ask: Ask) => `${before}/${(await ask(list)).id}${after}`;
const filed = "activities?edition=2024&limit=100";
const approved = `${filed}&status=approved`;
const own = async (ask: Ask) => {
  const me = (await ask("me")) as unknown as { grants: { organization_id?: string }[] };
  return me.grants.find((grant) => grant.organization_id)?.organization_id ?? "";
};
const ofOwn = (after = "") => async (ask: Ask) => `/my/organizations/${await own(ask)}${after}`;
const drafted = async (ask: Ask) => {
  const draft = await ask("activities", { edition: "current", organization_id: await own(ask) });
  return `/my/activities/${draft.id}/edit`;
};
const begun = async (ask: Ask) => {
  const summary = await ask("summaries", { edition: "current", region_code: "330302" });
  return `/summaries/${summary.id}`;
};
const page = (name: string, path: Pictured["path"]): Pictured => ({ name, path });

/** Every page of the platform, with those for whom it is. */
export const everyPage: { who: string; phone?: string; pages: Pictured[] }[] = [
  {
    who: "visitor",
    pages: [
      page("home", "/"),
      page("list", "/activities"),
      page("calendar", "/activities?view=calendar"),
      page("places", "/activities?view=places"),
      page("activity", of("public/activities", "/activities")),
      page("resources", "/resources"),
      page("resource", of("public/resources", "/resources")),
      page("venues", "/venues"),
      page("venue", of("public/venues", "/venues")),
      page("routes", "/routes"),
      page("route", of("public/routes", "/routes")),
      page("saved", "/saved"),
      page("notices", "/notices"),
      page("notice", of("public/notices", "/notices")),
      page("certificates", "/certificates"),
      page("certificate-unknown", "/certificates/KP2024-330000-H-00017-3"),
      page("check-in-unknown", "/check-in/00000000-0000-7000-8000-000000000000"),
      page("help", "/help"),
      page("receipt", "/reports/receipt"),
      page("sign-in", "/sign-in"),
      page("design", "/design"),
      page("unknown", "/nothing-here"),
      page("not-signed-in", "/my/activities"),
    ],
  },
  {
    who: "organiser",
    phone: account.organizer,
    pages: [
      page("home", "/home"),
      page("account", "/account"),
      page("messages", "/messages"),
      page("activities", "/my/activities"),
      page("new", "/my/activities/new"),
      page("form", drafted),
      page("activity", of(approved, "/my/activities")),
      page("supplement", of(approved, "/activities", "/supplement")),
      page("check-in-points", of(approved, "/my/activities", "/check-in")),
      page("stamps", "/my/stamps"),
      page("resources", "/my/resources"),
      page("resource", of("resources", "/my/resources")),
      page("resource-use", of("public/resources", "/my/resources", "/use")),
      page("organizations", "/my/organizations"),
      page("organization-new", "/my/organizations/new"),
      page("organization", ofOwn()),
      page("organization-form", ofOwn("/edit")),
      page("venues", ofOwn("/venues")),
      page("venue-new", ofOwn("/venues/new")),
      page("venue-form", async (ask) => `/my/venues/${(await ask(`organizations/${await own(ask)}/venues`)).id}`),
      page("objection", of("public/notices", "/notices", "/objection")),
      page("scorings", "/scorings"),
      page("circulars", "/circulars"),
      page("organization-unknown", "/my/organizations/00000000-0000-7000-8000-000000000000"),
      page("not-allowed", "/admin"),
    ],
  },
  {
    who: "county",
    phone: account.county,
    pages: [
      page("home", "/home"),
      page("recommendations", "/recommendations"),
      page("recommendation", of("recommendation-lists?edition=2024", "/recommendations")),
      page("organizations", "/my/organizations/desk"),
      page("circulars", "/circulars"),
      page("circular", of("notices?box=received", "/circulars")),
      page("circular-new", "/circulars/new"),
      page("summaries", "/summaries"),
      page("summary", begun),
      page("statistics", "/statistics"),
      page("statistics-activities", "/statistics/activities"),
      page("quotas", "/quotas"),
      page("routes", "/guides/routes"),
      page("route-new", "/guides/routes/new"),
      page("venues", "/guides/venues"),
      page("imports", "/imports"),
    ],
  },
  {
    who: "province",
    phone: account.province,
    pages: [
      page("home", "/home"),
      page("queue", "/review"),
      page("review", of("review-queue?stage=province", "/review")),
      page("recommendations", "/recommendations"),
      page("recommendation", of("recommendation-lists?edition=2024", "/recommendations")),
      page("public-notices", "/public-notices"),
      page("public-notice", of("public-notices", "/public-notices")),
      page("reports", "/reports"),
      page("resource-desk", "/resource-desk"),
      page("statistics", "/statistics"),
      page("quotas", "/quotas"),
      page("summaries", "/summaries"),
    ],
  },
  {
    who: "operator",
    phone: account.operator,
    pages: [
      page("home", "/home"),
      page("admin", "/admin"),
      page("words", "/admin/words"),
      page("edition", "/admin/edition"),
      page("clients", "/admin/clients"),
      page("webhooks", "/admin/webhooks"),
      page("registry", "/admin/registry"),
    ],
  },
  {
    who: "security",
    phone: account.security,
    pages: [page("home", "/home"), page("account", "/account"), page("security", "/security")],
  },
  {
    who: "audit",
    phone: account.audit,
    pages: [page("home", "/home"), page("log", "/audit-log"), page("log-refused", "/audit-log?outcome=refused")],
  },
];

/** Asks the API as whoever is signed in on a page, with the token that the page itself uses. */
export async function asking(page: Page, signedIn: boolean): Promise<Ask> {
  const headers: Record<string, string> = {};
  if (signedIn) {
    const sent = page.waitForRequest((request) => "authorization" in request.headers());
    await page.goto("/home");
    headers.authorization = (await sent).headers().authorization ?? "";
  }
  return async (path, data) => {
    const method = data ? "POST" : "GET";
    const answer = await page.request.fetch(`/api/v1/${path}`, { method, headers, data });
    const body = (await answer.json()) as { items?: Thing[] } & Thing;
    const first = body.items ? body.items[0] : body;
    if (!answer.ok() || !first) throw new Error(`the demonstration has nothing of ${path}: ${JSON.stringify(body)}`);
    return first;
  };
}
