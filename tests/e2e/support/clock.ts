import type { APIRequestContext } from "@playwright/test";

/** Now by the platform's clock: a journey before may have put that of the demonstration forward. */
export async function platformNow(request: APIRequestContext): Promise<number> {
  const { now } = (await (await request.get("/api/v1/platform")).json()) as { now: string };
  return Date.parse(now);
}

/** A day from now in Shanghai. */
export async function dayFromNow(request: APIRequestContext, days: number): Promise<string> {
  const at = (await platformNow(request)) + days * 86_400_000 + 8 * 3_600_000;
  return new Date(at).toISOString().slice(0, 10);
}
