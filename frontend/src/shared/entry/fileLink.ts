// A file's address that carries its own short-lived token, for what can send no header: a player, a large download.
import { api, must } from '../api/client';

/** `base` is the file's own address for this reader, without `/content`. */
export async function linkTo(base: string): Promise<string> {
  return (await must(api.POST('/api/v1/file-links', { body: { path: `${base}/content` } }))).url;
}
