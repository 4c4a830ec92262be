// A file's address that carries its own short-lived token, for what can send no header: a player, a large download.
import { api, authorisedFetch, must } from '../api/client';
import { asProblem } from '../api/problem';

/** `base` is the file's own address for this reader, without `/content`. */
export async function linkTo(base: string): Promise<string> {
  try {
    return (await must(api.POST('/api/v1/file-links', { body: { path: `${base}/content` } }))).url;
  } catch (problem) {
    if (asProblem(problem).code !== 'network') throw problem;
    // The device may have it (offline/documents.ts).
    const kept = await authorisedFetch(new Request(new URL(`${base}/content`, location.origin)));
    return URL.createObjectURL(await kept.blob());
  }
}
