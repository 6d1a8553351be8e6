import type { FieldError, Problem } from "./schema.js";

/** A refusal (`application/problem+json`). Decide by `code`; show `message`. */
export class KepuProblem extends Error {
  override readonly name = "KepuProblem";
  readonly status: number;
  /** Stable snake_case code; `not_a_problem` when something in between answered, such as a proxy. */
  readonly code: string;
  /** Every fault of the input at once. */
  readonly faults: FieldError[];
  /** On `stale`: the version the resource has now. */
  readonly currentVersion: number | undefined;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number | undefined;
  /** Names this very request; support finds it in the log. */
  readonly requestId: string | undefined;

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? body : undefined;
    super(problem?.detail ?? problem?.title ?? `HTTP ${response.status}`);
    this.status = response.status;
    this.code = problem?.code ?? "not_a_problem";
    this.faults = problem?.errors ?? [];
    this.currentVersion = problem?.current_version ?? undefined;
    this.retryAfter = Number(response.headers.get("retry-after")) || undefined;
    this.requestId = response.headers.get("x-request-id") ?? undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body;
}

/** The body of an answer; throws `KepuProblem` when it was a refusal. */
export async function ok<A extends { data?: unknown; error?: unknown; response: Response }>(
  call: Promise<A>,
): Promise<Exclude<A["data"], undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new KepuProblem(response, error);
  return data as Exclude<A["data"], undefined>;
}
