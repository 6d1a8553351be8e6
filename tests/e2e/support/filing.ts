import { expect, type APIRequestContext, type APIResponse } from "@playwright/test";
import { signInByApi } from "./account";
import { png } from "./poster";

const API = "/api/v1";

/** Somebody signed in without a page. */
export interface Caller {
  request: APIRequestContext;
  token: string;
}

export interface Filing {
  id: string;
  version: number;
  title: string;
  status: string;
}

interface Category {
  code: string;
  children: Category[];
}

async function json<T>(answer: APIResponse): Promise<T> {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBeTruthy();
  return (await answer.json()) as T;
}

function headers(caller: Caller, version?: number): Record<string, string> {
  const all: Record<string, string> = { authorization: `Bearer ${caller.token}` };
  if (version !== undefined) all["if-match"] = `"${version}"`;
  return all;
}

const key = () => ({ "idempotency-key": crypto.randomUUID() });

/** An organiser with everything that a filing needs: an organisation, a poster, a category. */
export class Organizer {
  private constructor(
    readonly caller: Caller,
    private readonly organization: { id: string; name: string },
    private readonly poster: string,
    private readonly category: string,
  ) {}

  static async signIn(request: APIRequestContext, phone: string): Promise<Organizer> {
    const signedIn = await signInByApi(request, phone);
    const caller = { request, token: signedIn.access_token };
    const grant = signedIn.user.grants.find((g) => g.organization_id);
    const edition = await json<{ categories: Category[] }>(await request.get(`${API}/editions/current`));
    const category = edition.categories.find((c) => c.children.length === 0);
    return new Organizer(
      caller,
      { id: grant?.organization_id ?? "", name: grant?.organization_name ?? "" },
      await upload(caller),
      category?.code ?? "",
    );
  }

  /** A draft that can be handed in. */
  async draft(title: string, region: string, day: number): Promise<Filing> {
    const at = (hour: number) => {
      const date = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
      return `${date}T${String(hour).padStart(2, "0")}:00:00+08:00`;
    };
    const { request } = this.caller;
    const answer = await request.post(`${API}/activities`, {
      headers: { ...headers(this.caller), ...key() },
      data: {
        edition: "current",
        organization_id: this.organization.id,
        title,
        category: this.category,
        mode: "offline",
        sessions: [{ starts_at: at(9), ends_at: at(11) }],
        region_code: region,
        address: "示例路 1 号",
        venue_type: "science_museum",
        audiences: ["youth"],
        forms: ["exhibition"],
        expected_participants: { offline: 300 },
        poster_id: this.poster,
        detail_html:
          "<p>面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。</p>",
        sci_workers: { count: 0 },
        structure: { kind: "association", full_name: this.organization.name },
        hosts: [{ organization_id: this.organization.id, name: this.organization.name }],
        contact: { name: "示例联系人", phone: "13900000005" },
      },
    });
    return json<Filing>(answer);
  }

  async submit(filing: Filing): Promise<Filing> {
    const answer = await this.caller.request.post(`${API}/activities/${filing.id}/submissions`, {
      headers: headers(this.caller, filing.version),
    });
    return json<Filing>(answer);
  }

  async change(filing: Filing, fields: Record<string, unknown>): Promise<Filing> {
    const answer = await this.caller.request.patch(`${API}/activities/${filing.id}`, {
      headers: { ...headers(this.caller, filing.version), "content-type": "application/merge-patch+json" },
      data: JSON.stringify(fields),
    });
    return json<Filing>(answer);
  }

  async show(id: string): Promise<Filing> {
    return json<Filing>(await this.caller.request.get(`${API}/activities/${id}`, { headers: headers(this.caller) }));
  }

  /** The reason given with the last step. */
  async lastReason(id: string): Promise<string | null> {
    const answer = await this.caller.request.get(`${API}/activities/${id}/events`, { headers: headers(this.caller) });
    const { items } = await json<{ items: { reason: string | null }[] }>(answer);
    return items.at(-1)?.reason ?? null;
  }
}

/** A poster, as the page would bring it in: announced, sent to storage, verified. */
async function upload(caller: Caller): Promise<string> {
  const bytes = png(600, 350);
  const { request } = caller;
  const announced = await json<{ id: string; upload: { url: string; fields?: Record<string, string> } }>(
    await request.post(`${API}/media`, {
      headers: { ...headers(caller), ...key() },
      data: { kind: "poster", file_name: "示例宣传图.png", content_type: "image/png", size: bytes.length },
    }),
  );
  const sent = await request.post(announced.upload.url, {
    multipart: { ...announced.upload.fields, file: { name: "poster.png", mimeType: "image/png", buffer: bytes } },
  });
  expect(sent.ok(), `storage answered ${sent.status()}`).toBeTruthy();
  await json(
    await request.post(`${API}/media/${announced.id}/completions`, { headers: headers(caller), data: { parts: [] } }),
  );
  return announced.id;
}
