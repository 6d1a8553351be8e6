/** All items of a list, page after page as they are needed. `ask` puts what it is given into the query. */
export async function* each<T>(
  ask: (query: { cursor?: string }) => Promise<{ items: T[]; next?: string | null }>,
): AsyncGenerator<T, void, undefined> {
  let query: { cursor?: string } | undefined = {};
  while (query) {
    const { items, next } = await ask(query);
    yield* items;
    query = next ? { cursor: next } : undefined;
  }
}
