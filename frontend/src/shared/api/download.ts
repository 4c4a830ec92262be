// Answers that are files.
import { saveFile } from '../csv';
import { authorisedFetch } from './client';
import { problemOf } from './problem';

/** Saves an answer as a file, through the authorised client (a plain link would carry no token). */
export async function download(url: string, fallbackName: string): Promise<void> {
  const response = await authorisedFetch(new Request(new URL(url, location.origin)));
  if (!response.ok) throw await problemOf(response);
  await saveAnswer(response, fallbackName);
}

/** Saves what the server sent, under the name that it gave. */
export async function saveAnswer(response: Response, fallbackName: string): Promise<void> {
  const said = response.headers.get('Content-Disposition') ?? '';
  // The plain name beside it is an ASCII stand-in: an Arabic name is only in the starred one.
  const named = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1] ?? /filename="?([^";]+)/i.exec(said)?.[1];
  saveFile(named ? decodeURIComponent(named) : fallbackName, await response.blob());
}
