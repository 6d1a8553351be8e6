import { createHmac } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { platformNow } from "./clock";

const PERIOD_MS = 30_000;
/** Typing a code and sending it takes less, however busy the machine is. */
const ON_THE_WAY_MS = 8_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of one interval (RFC 6238, HMAC-SHA-1, six digits). */
function codeOf(secret: string, interval: number): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(interval));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** What somebody has on their phone. The platform takes each code once, and those around now: clocks differ. */
export class Authenticator {
  #last = 0;
  constructor(private readonly secret: string) {}

  async code(request: APIRequestContext): Promise<string> {
    const now = async (later = 0) => Math.floor((await platformNow(request) + later) / PERIOD_MS);
    // The oldest that is still good when it arrives: the next one comes soon.
    const interval = Math.max(this.#last + 1, (await now(ON_THE_WAY_MS)) - 1);
    while ((await now()) + 1 < interval) await new Promise((done) => setTimeout(done, 1_000));
    this.#last = interval;
    return codeOf(this.secret, interval);
  }
}
