import { describe, expect, test } from 'vitest';
import {
  countWords,
  type FormField,
  missingOf,
  prepared,
  sameValue,
  typedNumber,
  withScheme,
  wrongAnswer,
} from './answers';

const field = (kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({
  id: 'f',
  section_id: null,
  code: 'f',
  kind,
  label_ar: '',
  label_en: '',
  help_ar: '',
  help_en: '',
  required: false,
  visible_to_jurors: true,
  word_limit: null,
  character_limit: null,
  options: {},
  visible_if: null,
  freeze_at: null,
  freeze_phase: '',
  minimum: null,
  maximum: null,
  choices: [],
  file_types: [],
  max_files: 1,
  max_bytes: null,
  ...more,
});

describe('what is typed', () => {
  test('words are counted as the server counts them', () => {
    // app/kit/arabic.py words(): what stands between spaces and has a letter or a digit; tatweel alone is none.
    const vectors: [string, number][] = [
      ['', 0],
      ['   \n ', 0],
      ['كلمة', 1],
      ['كلمة - كلمة', 2],
      ['خدمة، سريعة… وآمنة!', 3],
      ['ـــ نص', 1],
      ['٣ أيام', 2],
      ['a\u200bb', 2],
      ['مُشكَّلةٌ تمامًا', 2],
    ];
    for (const [text, count] of vectors) expect([text, countWords(text)]).toEqual([text, count]);
  });

  test('numbers are read in three digit sets, and refused where they mean two things', () => {
    const vectors: [string, string | null][] = [
      ['1250', '1250'],
      ['١٢٥٠', '1250'],
      ['۱۲۵۰', '1250'],
      ['1,250.5', '1250.5'],
      ['١٬٢٥٠٫٥', '1250.5'],
      ['1,5', null],
      ['12 500', '12500'],
      ['-3', '-3'],
      ['−3', '-3'],
      ['1e3', null],
      ['عشرة', null],
    ];
    for (const [text, number] of vectors) expect([text, typedNumber(text)]).toEqual([text, number]);
  });

  test('what is sent is what the server would keep', () => {
    expect(prepared(field('number'), ' ٠١٢٫٥٠ ')).toBe('12.5');
    expect(prepared(field('number'), '100')).toBe('100');
    expect(prepared(field('number'), '-0.0')).toBe('0');
    expect(prepared(field('short_text'), ' سطر  \n واحد ')).toBe('سطر واحد');
    expect(prepared(field('long_text'), ' سطر\r\nوسطر ')).toBe('سطر\nوسطر');
    expect(prepared(field('url'), 'www.example.org')).toBe('https://www.example.org');
    expect(prepared(field('long_text'), '   ')).toBeNull();
    const choices = [{ code: 'a' }, { code: 'b' }] as FormField['choices'];
    expect(prepared(field('multi_choice', { choices }), ['b', 'gone', 'a'])).toEqual(['a', 'b']);
  });

  test('an address without its scheme gets one, other words do not', () => {
    expect([withScheme('example.org/a'), withScheme('http://a.b'), withScheme('ليس رابطا'), withScheme('')]).toEqual([
      'https://example.org/a',
      'http://a.b',
      'ليس رابطا',
      '',
    ]);
  });

  test('what is wrong is said by code and facts', () => {
    const number = field('number', { minimum: '0', maximum: '10' });
    expect(wrongAnswer(number, '11')).toEqual({ code: 'out_of_range', facts: { minimum: '0', maximum: '10' } });
    expect(wrongAnswer(number, 'x')).toEqual({ code: 'not_a_number', facts: {} });
    expect(wrongAnswer(number, '١٠')).toBeNull();
    expect(wrongAnswer(field('short_text', { word_limit: 2 }), 'واحدة اثنتان ثلاث')).toEqual({
      code: 'too_many_words',
      facts: { count: 3, limit: 2 },
    });
    expect(wrongAnswer(field('url'), 'https://user@host/')?.code).toBe('not_a_url');
    expect(wrongAnswer(field('url'), 'https://مثال.السعودية/خدمة')).toBeNull();
    expect(wrongAnswer(field('date'), '0026-03-01')?.code).toBe('not_a_date');
    expect(wrongAnswer(field('date'), '2026-03-01')).toBeNull();
    expect(wrongAnswer(number, '')).toBeNull();
  });

  test('values are the same whatever their outer spaces and the order of options', () => {
    expect(sameValue(' نص ', 'نص')).toBe(true);
    expect(sameValue(['b', 'a'], ['a', 'b'])).toBe(true);
    expect(sameValue([], null)).toBe(true);
    expect(sameValue('', null)).toBe(true);
    expect(sameValue('نص', null)).toBe(false);
    expect(sameValue('١٢', '12')).toBe(false);
  });
});

test('what is missing, in the order of the form', () => {
  const fields = [
    field('file', { id: 'files', required: true }),
    field('long_text', { id: 'text', required: true }),
    field('short_text', { id: 'long', word_limit: 1 }),
    field('url', { id: 'optional' }),
    field('choice', { id: 'done', required: true, choices: [{ code: 'a', name_ar: 'أ', name_en: '' }] }),
  ];
  const answers: Record<string, string> = { long: 'كلمتان هنا', done: 'a' };
  expect(
    missingOf(
      fields,
      (id) => answers[id] ?? null,
      () => 0,
    ),
  ).toEqual([
    { id: 'files', code: 'file_missing' },
    { id: 'text', code: 'answer_missing' },
    { id: 'long', code: 'too_many_words' },
  ]);
  expect(
    missingOf(
      fields.slice(0, 1),
      () => null,
      () => 1,
    ),
  ).toEqual([]);
});
