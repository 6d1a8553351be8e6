import { createHmac, randomUUID } from "node:crypto";
import { expect, type APIRequestContext } from "@playwright/test";
import { platformNow } from "./clock";

/** An organisation as the registry tells of it: docs/registry-contract.md. */
export interface Told {
  external_id: string;
  revision: number;
  full_name: string;
  kind?: string;
  region_code: string;
  uscc?: string;
  host_unit?: string;
  aliases?: string[];
  status: "active" | "suspended" | "removed";
  certified: boolean;
  updated_at: string;
}

/** Tells of a change as the registry does: signed. */
export async function tell(request: APIRequestContext, organization: Told): Promise<void> {
  const event = { id: randomUUID(), type: "organization.changed", occurred_at: organization.updated_at, organization };
  const body = JSON.stringify(event);
  const time = Math.floor((await platformNow(request)) / 1_000);
  const digest = createHmac("sha256", process.env.KEPU_REGISTRY_SECRET ?? "").update(`${time}.${body}`).digest("hex");
  const answer = await request.post("/api/v1/registry/events", {
    headers: { "content-type": "application/json", "x-kepu-signature": `t=${time},v1=${digest}` },
    data: Buffer.from(body),
  });
  expect(answer.status(), await answer.text()).toBe(202);
}
