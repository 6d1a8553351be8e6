import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kepu, KepuProblem, type Options } from "../src/index.js";

export const baseUrl = required("KEPU_BASE_URL");
const outbox = join(required("KEPU_DATA_DIR"), "outbox", "sms");

export const nation = "13900000001";
export const province = "13900000002";
export const organizer = "13900000006";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests need a running demonstration`);
  return value;
}

/** The newest code that was sent to a phone. */
function newestCode(phone: string): string {
  for (const name of readdirSync(outbox).sort().reverse()) {
    const sms = JSON.parse(readFileSync(join(outbox, name), "utf8")) as { phone: string; code: string };
    if (sms.phone === phone) return sms.code;
  }
  throw new Error(`no code was sent to ${phone}`);
}

/** A code can be had once a minute, so a second run against the same server waits. */
async function sendCode(kepu: Kepu, number: string): Promise<void> {
  try {
    await kepu.sendCode(number);
  } catch (error) {
    if (!(error instanceof KepuProblem && error.retryAfter && error.retryAfter <= 60)) throw error;
    await new Promise((resolve) => setTimeout(resolve, (error.retryAfter ?? 0) * 1_000));
    await kepu.sendCode(number);
  }
}

/** A phone of somebody; `kept` is what it holds in its key store. */
export class Phone {
  readonly kepu: Kepu;
  kept: string | undefined;
  /** Requests that renewed the session. */
  renewals = 0;

  constructor(options: Partial<Options> = {}) {
    this.kepu = new Kepu({
      baseUrl,
      keep: (token) => void (this.kept = token),
      fetch: (request) => {
        if (request.url.endsWith("/auth/sessions/refresh")) this.renewals++;
        return fetch(request);
      },
      ...options,
    });
    this.kept = options.refreshToken;
  }

  static async signedIn(number: string, options?: Partial<Options>): Promise<Phone> {
    const phone = new Phone(options);
    await sendCode(phone.kepu, number);
    await phone.kepu.signIn(number, newestCode(number));
    return phone;
  }
}
