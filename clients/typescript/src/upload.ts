import { idempotencyKey } from "./headers.js";
import type { Kepu } from "./kepu.js";
import { ok } from "./problem.js";
import type { CompletedPart, Media, MediaKind, Upload } from "./schema.js";

export interface NewFile {
  kind: MediaKind;
  name: string;
  /** `image/png`; what the bytes themselves say is judged by the platform. */
  type: string;
  content: Blob;
}

/** How often one request to storage is tried. */
const TRIES = 3;

/**
 * Announces a file, sends its bytes straight to storage, and has them checked. Throws `KepuProblem` with code
 * `media_rejected` when the file is not what it has to be.
 */
export async function upload(kepu: Kepu, file: NewFile): Promise<Media> {
  const announced = await ok(
    kepu.api.POST("/api/v1/media", {
      params: { header: idempotencyKey() },
      body: { kind: file.kind, file_name: file.name, content_type: file.type, size: file.content.size },
    }),
  );
  const parts = await send(announced.upload, file);
  return ok(kepu.api.POST("/api/v1/media/{id}/completions", { params: { path: { id: announced.id } }, body: { parts } }));
}

async function send(to: Upload, file: NewFile): Promise<CompletedPart[]> {
  const headers = to.headers ?? {};
  if (to.parts) {
    const done: CompletedPart[] = [];
    for (const { number, offset, size, url } of to.parts) {
      const answer = await store(url, { method: "PUT", headers, body: file.content.slice(offset, offset + size) });
      const etag = answer.headers.get("etag");
      if (etag === null) throw new Error("storage does not show the ETag of a part");
      done.push({ number, etag });
    }
    return done;
  }
  if (to.fields) {
    const form = new FormData();
    for (const [name, value] of Object.entries(to.fields)) form.append(name, value);
    form.append("file", file.content, file.name);
    await store(to.url, { method: to.method, headers, body: form });
  } else {
    await store(to.url, { method: to.method, headers, body: file.content });
  }
  return [];
}

/** No token goes with it: the address itself is the permission. */
async function store(url: string, request: RequestInit): Promise<Response> {
  for (let left = TRIES; ; left--) {
    const answer = await fetch(url, { ...request, credentials: "omit" }).catch((error: unknown) => {
      if (left === 1) throw error;
    });
    if (answer?.ok) return answer;
    // Refused for good, or too often.
    if (answer && (answer.status < 500 || left === 1)) throw new Error(`storage answered ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
