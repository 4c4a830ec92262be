import { afterEach, expect, test, vi } from 'vitest';
import { asProblem } from '../../../shared/api/problem';
import { type Entry, saverFields, Transport } from './transport';

const base = {
  id: 'e',
  title_ar: 'عنوان',
  title_en: '',
  summary_ar: '',
  summary_en: '',
  version: 1,
  fields: [{ id: 'f', kind: 'number', choices: [], word_limit: null, minimum: null, maximum: null }],
  answers: [],
} as unknown as Entry;

/** The entry on the server: its face has one version, its one answer a revision. */
function serve(start: Entry) {
  let entry = start;
  const seen: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = (await request.json()) as Record<string, string>;
    const match = request.headers.get('if-match') ?? request.headers.get('if-none-match');
    seen.push(`${request.method} ${match} ${JSON.stringify(body)}`);
    const answer = (status: number, what: unknown) =>
      new Response(JSON.stringify(what), { status, headers: { 'Content-Type': 'application/json' } });
    if (request.method === 'PUT') {
      const current = { value: '7', revision: 3, saved_at: null, saved_by_ar: 'عمر', saved_by_en: 'Omar' };
      return match === '*' ? answer(412, { code: 'answer_changed', current }) : answer(200, current);
    }
    if (match !== `"${entry.version}"`) return answer(412, { code: 'stale', current: entry });
    entry = { ...entry, ...body, version: entry.version + 1 };
    return answer(200, entry);
  });
  return { seen, change: (more: Partial<Entry>) => (entry = { ...entry, ...more, version: entry.version + 1 }) };
}
const held = (value: string | null, revision = 1) => ({ value, revision, at: null });
afterEach(() => vi.unstubAllGlobals());

test('the four texts share a version and are sent one after another', async () => {
  const { seen } = serve(base);
  const transport = new Transport(base);
  const both = await Promise.all([
    transport.send('title_ar', 'جديد', held('عنوان')),
    transport.send('summary_ar', 'نبذة', held(null)),
  ]);
  expect(both.map((one) => [one.value, one.revision])).toEqual([
    ['جديد', 2],
    ['نبذة', 3],
  ]);
  expect(seen).toEqual(['PATCH "1" {"title_ar":"جديد"}', 'PATCH "2" {"summary_ar":"نبذة"}']);
});

test('a version that moved for another text is no conflict; the same text is', async () => {
  const place = serve(base);
  const transport = new Transport(base);
  place.change({ summary_ar: 'نبذة غيري' });
  const saved = await transport.send('title_ar', 'جديد', held('عنوان'));
  expect(saved).toMatchObject({ value: 'جديد', revision: 3 });
  place.change({ title_ar: 'عنوان غيري' });
  const problem = asProblem(await transport.send('title_ar', 'أحدث', saved).catch((error: unknown) => error));
  expect([problem.status, problem.current()]).toEqual([412, held('عنوان غيري', 4)]);
});

test('an answer names its revision, and a conflict says whose value it met', async () => {
  const { seen } = serve(base);
  const transport = new Transport(base);
  const problem = asProblem(await transport.send('f', '5', held(null, 0)).catch((error: unknown) => error));
  expect(problem.current()).toEqual({ value: '7', revision: 3, at: null, byAr: 'عمر', byEn: 'Omar' });
  await transport.send('f', '5', held('7', 3));
  expect(seen).toEqual(['PUT * {"value":"5"}', 'PUT "3" {"value":"5"}']);
});

test('a form saves its texts and its questions, and prepares what is typed', () => {
  const fields = saverFields(base);
  expect(fields.map((one) => one.id)).toEqual(['title_ar', 'title_en', 'summary_ar', 'summary_en', 'f']);
  expect(fields[0]?.check(' ')).toEqual({ code: 'text_missing', facts: {} });
  expect(fields[4]?.check('كثير')).toEqual({ code: 'not_a_number', facts: {} });
  expect(fields[4]?.prepare('١٢٬٠٠٠')).toBe('12000');
  const text = { ...base.fields[0], kind: 'long_text', word_limit: 1 } as Entry['fields'][number];
  const [long] = saverFields({ ...base, fields: [text] }).slice(4);
  expect(long?.check('واحد اثنان')).toBeNull();
});
