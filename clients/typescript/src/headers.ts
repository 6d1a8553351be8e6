/** The version one has seen; the change is refused when somebody else was faster. */
export function ifMatch(seen: { version: number }): { "If-Match": string } {
  return { "If-Match": `"${seen.version}"` };
}

/** A key for one creation. Keep it and send it again after a broken connection: nothing is created twice. */
export function idempotencyKey(): { "Idempotency-Key": string } {
  // Not every engine of mobile apps has `crypto.randomUUID`; the key is no secret, it only has to differ.
  const random = () => Math.random().toString(36).slice(2);
  return { "Idempotency-Key": globalThis.crypto?.randomUUID?.() ?? `${Date.now().toString(36)}-${random()}${random()}` };
}
