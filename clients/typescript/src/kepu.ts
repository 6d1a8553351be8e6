import createClient, { type Client } from "openapi-fetch";
import { KepuProblem, ok } from "./problem.js";
import type { Me, paths, SignedIn, SmsCodeIssued } from "./schema.js";

export interface Options {
  /** Where the platform is: `https://kepu.example.cn`. */
  baseUrl: string;
  /** The one that was kept when the app ended. */
  refreshToken?: string | undefined;
  /**
   * Keeps the refresh token, which changes with every use; `undefined` when the session is over. It is waited for, so
   * that the only token that is good is never the one that got lost.
   */
  keep?: (refreshToken: string | undefined) => void | Promise<void>;
  /** Language of messages; Chinese when left out. */
  language?: "zh" | "en";
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * A session of a mobile app: the refresh token travels in bodies, never in cookies. Using a refresh token twice ends the
 * session, so there must be one `Kepu` for one session.
 */
export class Kepu {
  /** Every operation of the document. Access tokens are added, and renewed when they ran out. */
  readonly api: Client<paths>;
  /** The same without a session. */
  readonly #open: Client<paths>;
  readonly #fetch: (request: Request) => Promise<Response>;
  readonly #keep: (refreshToken: string | undefined) => void | Promise<void>;
  #access: string | undefined;
  #refresh: string | undefined;
  #renewing: Promise<void> | undefined;

  constructor({ baseUrl, refreshToken, keep, language, fetch: send }: Options) {
    this.#fetch = send ?? ((request) => fetch(request));
    this.#keep = keep ?? (() => undefined);
    this.#refresh = refreshToken;
    const common = { baseUrl, credentials: "omit" as const, headers: language ? { "accept-language": language } : {} };
    this.#open = createClient<paths>({ ...common, fetch: this.#fetch });
    this.api = createClient<paths>({ ...common, fetch: (request) => this.#send(request) });
  }

  get signedIn(): boolean {
    return this.#refresh !== undefined;
  }

  sendCode(phone: string): Promise<SmsCodeIssued> {
    return ok(this.#open.POST("/api/v1/auth/sms-codes", { body: { phone } }));
  }

  async signIn(phone: string, code: string, totp?: string): Promise<Me> {
    const body = { phone, code, transport: "body" as const, ...(totp === undefined ? {} : { totp }) };
    const answer = await ok(this.#open.POST("/api/v1/auth/sessions", { body }));
    await this.#adopt(answer);
    return answer.user;
  }

  async signOut(): Promise<void> {
    if (this.signedIn) await ok(this.api.DELETE("/api/v1/auth/sessions/current"));
    await this.#adopt(undefined);
  }

  async #adopt(session: SignedIn | undefined): Promise<void> {
    this.#access = session?.access_token;
    this.#refresh = session?.refresh_token ?? undefined;
    await this.#keep(this.#refresh);
  }

  async #send(request: Request): Promise<Response> {
    if (this.#access === undefined) await this.#renew(undefined);
    const used = this.#access;
    const again = request.clone();
    const answer = await this.#fetch(withToken(request, used));
    if (answer.status !== 401) return answer;
    await this.#renew(used);
    return this.#access === undefined ? answer : this.#fetch(withToken(again, this.#access));
  }

  /** Gets another token than `used`; whoever asks meanwhile waits for the same one. */
  async #renew(used: string | undefined): Promise<void> {
    if (this.#refresh === undefined || this.#access !== used) return;
    this.#renewing ??= this.#exchange(this.#refresh).finally(() => (this.#renewing = undefined));
    await this.#renewing;
  }

  async #exchange(refresh_token: string): Promise<void> {
    let session: SignedIn | undefined;
    try {
      session = await ok(this.#open.POST("/api/v1/auth/sessions/refresh", { body: { refresh_token } }));
    } catch (error) {
      // Without a network the session lives on; only the platform ends it.
      if (!(error instanceof KepuProblem && error.status === 401)) throw error;
    }
    // Somebody may have signed in anew meanwhile.
    if (this.#refresh === refresh_token) await this.#adopt(session);
  }
}

function withToken(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
  return request;
}
