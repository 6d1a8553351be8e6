/** All items of a list, page after page as they are needed: `ask` gets the cursor of the page it is to fetch. */
export async function* each<T>(
  ask: (cursor: string | undefined) => Promise<{ items: T[]; next?: string | null }>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
