// Lingui: the shell's catalogue at the start, a feature's catalogue with its first page.
import { i18n, type Messages } from '@lingui/core';
import { directionOf, keepReader, type Language, localeTag, type Reader, storedReader } from './settings';

type Load = () => Promise<{ messages: Messages }>;
const shell = import.meta.glob<{ messages: Messages }>('../../locales/*.po') as Record<string, Load>;
const features = import.meta.glob<{ messages: Messages }>('../../features/*/locales/*.po') as Record<string, Load>;
const entry = import.meta.glob<{ messages: Messages }>('../entry/locales/*.po') as Record<string, Load>;

/** The features that show the parts of an entry's form (`shared/entry`): their pages load its words too. */
export const READS_ENTRIES = ['editions', 'entrant', 'entries', 'juror'];

const asked = new Set<string>();
const loads = new Map<string, Promise<void>>();
let reader: Reader = storedReader();
/** The reader who is coming: `reader` follows when every word is there. */
let wished: Reader = reader;
let changing: Promise<void> = Promise.resolve();
const listeners = new Set<() => void>();

async function fetchWords(feature: string | null, language: Language): Promise<void> {
  const sources = feature
    ? [
        features[`../../features/${feature}/locales/${language}.po`],
        READS_ENTRIES.includes(feature) ? entry[`../entry/locales/${language}.po`] : undefined,
      ]
    : [shell[`../../locales/${language}.po`]];
  const found = await Promise.all(sources.map((source) => source?.()));
  for (const words of found) if (words) i18n.load(language, words.messages);
}

/** Each catalogue once; one that failed is asked for again. */
function load(feature: string | null, language: Language): Promise<void> {
  const key = `${feature ?? ''}:${language}`;
  const loading = loads.get(key) ?? fetchWords(feature, language);
  loads.set(key, loading);
  loading.catch(() => loads.delete(key));
  return loading;
}

function activate(): void {
  i18n.activate(reader.language, localeTag(reader));
  const root = document.documentElement;
  root.lang = reader.language;
  root.dir = directionOf(reader.language);
  for (const listen of listeners) listen();
}

/**
 * Loads a feature's words; call it beside the page's import (see `page` in shared/router).
 * While the language is about to change, the words of both are loaded: the page may be drawn before or after it.
 */
export async function loadFeature(feature: string): Promise<void> {
  asked.add(feature);
  await Promise.all([load(feature, reader.language), load(feature, wished.language)]);
}

async function change(next: Partial<Reader>): Promise<void> {
  const wanted = { ...reader, ...next };
  wished = wanted;
  try {
    await Promise.all([null, ...asked].map((feature) => load(feature, wanted.language)));
    reader = wanted;
  } finally {
    wished = reader;
  }
  keepReader(reader);
  activate();
}

/** Changes the language or the digits; one change after the other. */
export function setReader(next: Partial<Reader>): Promise<void> {
  changing = changing.then(
    () => change(next),
    () => change(next),
  );
  return changing;
}

export async function startI18n(): Promise<void> {
  await load(null, reader.language);
  activate();
}

export const currentReader = (): Reader => reader;
export function onReader(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export { i18n };
